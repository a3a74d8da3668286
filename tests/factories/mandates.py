"""Mandates that changed before their end."""

from datetime import date

from accounts.models import User
from communes.models import Commune, ElectoralList, Intercommunality
from pledges.actions import mandates
from pledges.models import MandateChange
from tests.factories.commitments import REASON
from tests.factories.people import anyone
from tests.factories.places import make_list


def make_mandate_change(
    state: str = "prepared",
    *,
    electoral_list: ElectoralList | None = None,
    cause: str = "other",
    effect: str = "suspended",
    since: date = date(2026, 5, 3),
    successor: Commune | None = None,
    intercommunality: Intercommunality | None = None,
    successor_group: Intercommunality | None = None,
    by: User | None = None,
) -> MandateChange:
    """A change of the mandate of the list's commune, or of an intercommunality, in `state`."""
    electoral_list = electoral_list or make_list()
    change = mandates.prepare(
        commune=None if intercommunality else electoral_list.commune,
        intercommunality=intercommunality,
        successor_group=successor_group,
        election=electoral_list.election,
        cause=cause,
        effect=effect,
        since=since,
        successor=successor,
        by=by or anyone("coordinator"),
    )
    if state == "prepared":
        return change
    if state == "dropped":
        return mandates.drop(ref=change.ref, by=change.created_by, version=1, reason=REASON)
    change = mandates.apply(
        ref=change.ref, by=_other(change), version=change.version, reason=REASON
    )
    if state == "in_force":
        return change
    return mandates.lift(ref=change.ref, by=change.created_by, version=2, reason=REASON)


def _other(change: MandateChange) -> User:
    """A coordinator who did not prepare it."""
    first = anyone("coordinator")
    return first if change.created_by != first else anyone("coordinator", 2)
