"""Why is this (not) public? Each condition, met or not, since when, by whom, what comes next.

The conditions are the filters themselves: what a page may show and what the desk explains
cannot part ways.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communes.queries import frozen_until
from ledger.steps import Step, StepTable, gettext_noop
from letters.models import PublicText
from letters.workflow import LETTER, TEXT
from pledges.models import Assessment, Commitment, Evidence, Report, Signature
from pledges.workflow.assessment import ASSESSMENT
from pledges.workflow.commitment import COMMITMENT
from pledges.workflow.report import REPORT
from pledges.workflow.signature import SIGNATURE

NO_WAY = gettext_noop("No step leads from this state to the site.")


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that a public row passes, and the sentence that says it.

    about: name of the related row it looks at, "" for the row itself; table: that row's steps.
    """

    sentence: str
    test: Q
    about: str = ""
    table: StepTable | None = None
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One condition of one object, ready to be shown."""

    sentence: str
    met: bool
    state: str
    at: datetime | None
    who: User | None
    to_do: str


@dataclass(frozen=True, slots=True)
class Visibility:
    """Is it public, why, and until when nothing may be published (None: no silence now)."""

    public: bool
    answers: tuple[Answer, ...]
    frozen_until: datetime | None


_ITSELF = gettext_noop("It is published (or withdrawn since: the withdrawal stays public).")
_OF_COMMITMENT = gettext_noop("The commitment it is about is public.")
_PUBLIC = sorted(COMMITMENT.public_states)

CONDITIONS: dict[type, tuple[Condition, ...]] = {
    Commitment: (Condition(_ITSELF, Q(state__in=_PUBLIC), table=COMMITMENT),),
    Signature: (Condition(_ITSELF, Q(state__in=sorted(SIGNATURE.public_states)), table=SIGNATURE),),
    Report: (
        Condition(
            gettext_noop("It is published, as declared."),
            Q(state__in=sorted(REPORT.public_states)),
            table=REPORT,
        ),
        Condition(_OF_COMMITMENT, Q(commitment__state__in=_PUBLIC), "commitment", COMMITMENT),
    ),
    Assessment: (
        Condition(
            gettext_noop("It is published, or was until the next one."),
            Q(state__in=sorted(ASSESSMENT.public_states)),
            table=ASSESSMENT,
        ),
        Condition(_OF_COMMITMENT, Q(commitment__state__in=_PUBLIC), "commitment", COMMITMENT),
    ),
    PublicText: (
        Condition(
            gettext_noop("A second person checked the masks and published the text."),
            Q(state__in=sorted(TEXT.public_states)),
            table=TEXT,
        ),
        Condition(
            gettext_noop("The letter is not set aside."),
            ~Q(letter__state="set_aside"),
            "letter",
            LETTER,
        ),
        Condition(
            gettext_noop("The letter was not merged into another."),
            Q(letter__duplicate_of__isnull=True),
            otherwise=gettext_noop("The other letter is the one to show."),
        ),
        Condition(
            gettext_noop("The letter's list is known."),
            Q(letter__electoral_list__isnull=False),
            otherwise=gettext_noop("Say on the letter's page which list it comes from."),
        ),
    ),
    Evidence: (
        Condition(
            gettext_noop("It was added as public."),
            Q(public=True),
            otherwise=gettext_noop("It stays inside: add it again as public if it must show."),
        ),
        Condition(
            gettext_noop("The commitment it is about, if any, is public."),
            Q(commitment__isnull=True) | Q(commitment__state__in=_PUBLIC),
            "commitment",
            COMMITMENT,
        ),
        Condition(
            gettext_noop("The report it came with, if any, is public."),
            Q(report__isnull=True) | Q(report__state__in=sorted(REPORT.public_states)),
            "report",
            REPORT,
        ),
    ),
}


def public(model: type) -> Q:
    """The filter of what anyone may read among rows of `model`."""
    found = Q()
    for condition in CONDITIONS[model]:
        found &= condition.test
    return found


def why(obj) -> Visibility:
    """Each condition of `obj` (one query), with what to do about those not met."""
    answers = tuple(_answers(obj))
    owner = getattr(obj, "letter", None) or obj if isinstance(obj, PublicText) else obj
    electoral_list = getattr(owner, "electoral_list", None)
    election = electoral_list.election if electoral_list else None
    return Visibility(
        public=all(answer.met for answer in answers),
        answers=answers,
        frozen_until=frozen_until(election, timezone.now()),
    )


def _answers(obj) -> Iterator[Answer]:
    conditions = CONDITIONS[type(obj)]
    tests = {
        f"met_{number}": Case(
            When(condition.test, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for number, condition in enumerate(conditions)
    }
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    found = rows.annotate(**tests).values_list(*tests).get()
    for condition, met in zip(conditions, found, strict=True):
        row = (getattr(obj, condition.about) if condition.about else None) or obj
        state = getattr(row, "state", "")
        label = condition.table.states.get(state, "") if condition.table else ""
        yield Answer(
            sentence=_(condition.sentence),
            met=met,
            state=_(label) if label else "",
            at=getattr(row, "state_at", None) if state else getattr(row, "created_at", None),
            who=getattr(row, "state_by", None) if state else getattr(row, "created_by", None),
            to_do="" if met else _to_do(condition, state),
        )


def _to_do(condition: Condition, state: str) -> str:
    if condition.otherwise or condition.table is None:
        return _(condition.otherwise)
    step = _towards(condition.table, state)
    if step is None:
        return _(NO_WAY)
    return _("%(step)s (%(who)s)") % {"step": _(step.label), "who": _(step.who)}


def _towards(table: StepTable, state: str) -> Step | None:
    """The first step of the shortest way from `state` to the site, None without a way."""
    # A letter is never public itself: any way out of its present state will do.
    goals = table.public_states or set(table.states) - {state}
    ways: list[tuple[str, Step | None]] = [(state, None)]
    seen = {state}
    for place, first in ways:
        for step in table.from_state(place):
            if step.target in goals and step.target != state:
                return first or step
            if step.target not in seen:
                seen.add(step.target)
                ways.append((step.target, first or step))
    return None
