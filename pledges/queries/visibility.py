"""Why is this (not) public? Each condition, met or not, since when, by whom, what comes next.

The conditions are the filters themselves: what a page may show and what the desk explains
cannot part ways.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communes.models import Election, ElectoralList
from communes.queries import frozen_until
from ledger.steps import Step, StepTable, gettext_noop
from letters.models import Letter, Passage, PublicText
from letters.workflow import LETTER, TEXT
from pledges.models import (
    Assessment,
    Commitment,
    Evidence,
    Quote,
    Reply,
    Report,
    Signature,
)
from pledges.workflow.assessment import ASSESSMENT, REPLY
from pledges.workflow.commitment import COMMITMENT
from pledges.workflow.report import REPORT
from pledges.workflow.signature import SIGNATURE

NO_WAY = gettext_noop("No step leads from this state to the site.")


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that a public row passes, and the sentence that says it.

    about: name of the related row it looks at, "" for the row itself, or how it is found; table:
    that row's steps.
    """

    sentence: str
    test: Q
    about: str | Callable[[Any], Any] = ""
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


def _of_text(letter: str) -> tuple[Condition, ...]:
    """What the text of a letter needs; letter: lookup of the letter, "" for the letter itself."""
    lookup = f"{letter}__" if letter else ""
    text = "" if letter else "public_text__"
    return (
        Condition(
            gettext_noop("A second person checked the masks and published the text."),
            Q(**{f"{text}state__in": sorted(TEXT.public_states)}),
            "" if letter else "public_text",
            TEXT,
        ),
        Condition(
            gettext_noop("The letter is not set aside."),
            ~Q(**{f"{lookup}state": "set_aside"}),
            letter,
            LETTER,
        ),
        Condition(
            gettext_noop("The letter was not merged into another."),
            Q(**{f"{lookup}duplicate_of__isnull": True}),
            otherwise=gettext_noop("The other letter is the one to show."),
        ),
        Condition(
            gettext_noop("The letter's list is known."),
            Q(**{f"{lookup}electoral_list__isnull": False}),
            otherwise=gettext_noop("Say on the letter's page which list it comes from."),
        ),
    )


def _quoting(passage: Passage) -> Commitment | None:
    """The commitment nearest to the site among those that quote a passage."""
    order = {state: rank for rank, state in enumerate(("published", "withdrawn", "in_review"))}
    quotes = Quote.objects.filter(passage=passage).exclude(commitment__state="dropped")
    found = [quote.commitment for quote in quotes.select_related("commitment__state_by")]
    return min(found, key=lambda one: order.get(one.state, len(order)), default=None)


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
    PublicText: _of_text("letter"),
    Letter: _of_text(""),
    Passage: (
        Condition(
            gettext_noop("A public commitment quotes it."),
            Q(pk__in=Quote.objects.filter(commitment__state__in=_PUBLIC).values("passage")),
            lambda passage: _quoting(passage),
            COMMITMENT,
            gettext_noop("Confirm it, draft a commitment from it, and have it published."),
        ),
    ),
    ElectoralList: (
        Condition(
            gettext_noop("It was not merged into another list."),
            Q(duplicate_of__isnull=True),
            otherwise=gettext_noop("The other list is the one to show: its address leads there."),
        ),
    ),
    Reply: (
        Condition(
            gettext_noop("The assessment it replies to is public."),
            Q(assessment__state__in=sorted(ASSESSMENT.public_states)),
            "assessment",
            ASSESSMENT,
        ),
        Condition(
            _OF_COMMITMENT,
            Q(assessment__commitment__state__in=_PUBLIC),
            lambda reply: reply.assessment.commitment,
            COMMITMENT,
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
        Condition(
            gettext_noop("The assessment whose reply it came with, if any, is public."),
            Q(reply__isnull=True)
            | Q(reply__assessment__state__in=sorted(ASSESSMENT.public_states)),
            lambda evidence: evidence.reply and evidence.reply.assessment,
            ASSESSMENT,
        ),
        Condition(
            gettext_noop("The reply it came with, if any, is not withheld."),
            Q(reply__isnull=True) | ~Q(reply__state="withheld"),
            "reply",
            REPLY,
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
    return Visibility(
        public=all(answer.met for answer in answers),
        answers=answers,
        frozen_until=frozen_until(_election(obj), timezone.now()),
    )


def _election(obj) -> Election | None:
    """The election whose silence holds for `obj`, None when every silence does."""
    if isinstance(obj, ElectoralList | Letter):
        return obj.election
    if isinstance(obj, Passage):
        return obj.letter_version.letter.election
    owner = obj.letter if isinstance(obj, PublicText) else getattr(obj, "assessment", obj)
    electoral_list = getattr(owner, "electoral_list", None)
    return electoral_list.election if electoral_list else None


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
        row = _row(condition, obj)
        # A related row that is still to come stands where its table begins.
        state = getattr(row, "state", "") if row else _begins(condition)
        label = condition.table.states.get(state, "") if condition.table else ""
        made = row or obj
        dated = row is not None and bool(state)
        yield Answer(
            sentence=_(condition.sentence),
            met=met,
            state=_(label) if label else "",
            at=made.state_at if dated else getattr(made, "created_at", None),
            who=made.state_by if dated else getattr(made, "created_by", None),
            to_do="" if met else _to_do(condition, state, found=row is not None),
        )


def _row(condition: Condition, obj):
    """The row a condition looks at, None when there is none yet."""
    if callable(condition.about):
        return condition.about(obj)
    return getattr(obj, condition.about, None) if condition.about else obj


def _begins(condition: Condition) -> str:
    return next(iter(condition.table.states), "") if condition.table else ""


def _to_do(condition: Condition, state: str, *, found: bool) -> str:
    """What leads to the site from here; found: is there a row whose steps lead there?"""
    if condition.table is None or (condition.otherwise and not found):
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
