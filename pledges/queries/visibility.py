"""Why is this (not) public? Each condition, met or not, since when, by whom, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communes.models import Election
from communes.queries import frozen_until
from ledger.steps import Step, StepTable, gettext_noop
from letters.models import Passage, PublicText
from pledges.models import Correction
from pledges.queries.conditions import CONDITIONS, NEVER, Condition

NO_WAY = gettext_noop("No step leads from this state to the site.")


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
    """Is it public, why, and until when nothing may be published (None: no silence now).

    never: the sentence that says why nothing like it is ever shown, "" for what may be.
    """

    public: bool
    answers: tuple[Answer, ...]
    frozen_until: datetime | None
    never: str = ""


def why(obj) -> Visibility:
    """Each condition of `obj` (one query), with what to do about those not met."""
    if never := NEVER.get(type(obj)):
        return Visibility(public=False, answers=(), frozen_until=None, never=_(never))
    answers = tuple(_answers(obj))
    return Visibility(
        public=all(answer.met for answer in answers),
        answers=answers,
        frozen_until=frozen_until(_election(obj), timezone.now()),
    )


def _election(obj) -> Election | None:
    """The election whose silence holds for `obj`, None when every silence does."""
    if isinstance(obj, Passage):
        return obj.letter_version.letter.election
    if hasattr(obj, "election"):
        return obj.election
    owner = obj.letter if isinstance(obj, PublicText) else getattr(obj, "assessment", obj)
    owner = owner.commitment if isinstance(obj, Correction) else owner
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
    step = _towards(condition.table, state, condition.goals)
    if step is None:
        return _(NO_WAY)
    return _("%(step)s (%(who)s)") % {"step": _(step.label), "who": _(step.who)}


def _towards(table: StepTable, state: str, goals: frozenset[str]) -> Step | None:
    """The first step of the shortest way from `state` to the site, None without a way."""
    # A letter is never public itself: any way out of its present state will do.
    goals = goals or table.public_states or frozenset(table.states) - {state}
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
