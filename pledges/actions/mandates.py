"""A mandate that changed before its end: prepared by one coordinator, put in force by another.

Everything is put back by lifting it, but what somebody changed in between.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.policies import role_of
from communes.actions.contacts import add_contact, end_contact, reopen_contact
from communes.models import Commune, Contact, Election, Intercommunality
from communes.queries import resolve_commune
from ledger.applying import edit, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from pledges.actions._apply import take
from pledges.enums import MandateCause, MandateEffect
from pledges.models import Commitment, MandateChange
from pledges.policies import may_prepare_mandate_change
from pledges.queries.mandates import by_ref, concerned, marked, put_back_by_lifting, told_of
from pledges.workflow.mandate import MANDATE_CHANGE

TO_COME = gettext_noop("This day has not come yet: say it once it has.")
ONE_TERRITORY = gettext_noop("Name one territory: a commune or an intercommunality.")
ITSELF = gettext_noop("A territory does not carry on for itself: leave this empty.")
IN_FORCE = gettext_noop("A change of this mandate is in force: lift it first.")
REPLY_AWAITED = gettext_noop(
    "An assessment awaits the reply of this territory, and nobody could write it any more: publish"
    " it or take it back first."
)
OTHERS_SINCE = gettext_noop(
    "What is concerned changed since you looked. Nothing was done: read it again, then confirm."
)


@transaction.atomic
def prepare(
    *,
    election: Election,
    cause: str,
    effect: str,
    since: date,
    commune: Commune | None = None,
    successor: Commune | None = None,
    intercommunality: Intercommunality | None = None,
    successor_group: Intercommunality | None = None,
    by,
) -> MandateChange:
    """Keep what is to be decided of the mandate of a commune or of an intercommunality; nothing
    moves. Raises NotAllowed, Invalid.

    successor: found in the official successions when communes merged and none is named; there is
    no such register of intercommunalities.
    """
    decision = may_prepare_mandate_change(by)
    if not decision:
        raise NotAllowed(decision.reason)
    moves = (cause, effect) == (MandateCause.MERGER, MandateEffect.CARRIED_OVER)
    change = MandateChange(
        commune=commune,
        election=election,
        cause=cause,
        effect=effect,
        since=since,
        successor=successor or (_successor(commune) if moves and commune else None),
        intercommunality=intercommunality,
        successor_group=successor_group,
        state="prepared",
    )
    if bool(commune) == bool(intercommunality):
        raise Invalid(ONE_TERRITORY, errors={"commune": ONE_TERRITORY})
    if since > timezone.localdate():
        raise Invalid(TO_COME, errors={"since": TO_COME})
    if change.carries_on is not None and change.carries_on == change.territory:
        field = "successor" if commune else "successor_group"
        raise Invalid(ITSELF, errors={field: ITSELF})
    try:
        change.full_clean(exclude=["created_by", "changed_by", "state_by"])
    except ValidationError as error:
        errors = {name: " ".join(said) for name, said in error.message_dict.items()}
        if "__all__" in errors:
            field = "successor_group" if intercommunality else "successor"
            errors.setdefault(field, errors.pop("__all__"))
        raise Invalid(next(iter(errors.values())), errors=errors) from error
    change.fictitious = any(one.fictitious for one in concerned(change).commitments)
    return start(table=MANDATE_CHANGE, obj=change, by=by, role=role_of(by))


def apply(*, ref: str, by, version: int, reason: str, given=None) -> MandateChange:
    """End, move or leave the contacts, and mark each commitment, as the preview said.

    given: `plan`, the digest of the preview that was read (pledges.queries.mandates.Concerned).
    """
    return take(
        kind="mandate_change",
        step="apply",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        given=given,
        before_write=lambda change, by, given: _put_in_force(change, by, given, reason.strip()),
    )


def drop(*, ref: str, by, version: int, reason: str, given=None) -> MandateChange:
    """Leave everything as it is; what was prepared is kept with the reason."""
    return take(kind="mandate_change", step="drop", ref=ref, by=by, version=version, reason=reason)


def lift(*, ref: str, by, version: int, reason: str, given=None) -> MandateChange:
    """Put the contacts and the commitments back as they were."""
    return take(
        kind="mandate_change",
        step="lift",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=lambda change, by, _given: _put_back(change, by, reason.strip()),
    )


def _successor(commune: Commune) -> Commune | None:
    found = resolve_commune(commune.code)
    return found.commune if found and found.commune != commune else None


def _put_in_force(change: MandateChange, by, given: dict, reason: str) -> None:
    # Two changes of one mandate wait their turn here.
    place = change.territory
    type(place)._default_manager.select_for_update(of=("self",)).get(pk=place.pk)
    others = MandateChange.objects.filter(
        commune=change.commune,
        intercommunality=change.intercommunality,
        election=change.election,
        state="in_force",
    )
    if others.exists():
        raise Invalid(IN_FORCE, errors={"reason": IN_FORCE})
    found = concerned(change)
    if given.get("plan") and given["plan"] != found.digest:
        raise Invalid(OTHERS_SINCE)
    if found.awaiting:
        raise Invalid(REPLY_AWAITED)
    change.reason = reason
    change.moved = [_moved(change, contact, by, reason) for contact in found.contacts]
    for commitment in _locked(found.commitments):
        _mark(commitment, change)
        _edit(commitment, by, "mandate", reason)


def mark_what_appears(commitment: Commitment) -> None:
    """Say of what is about to be published what its mandate has become; its own step saves it."""
    change = told_of(commitment)
    if change:
        _mark(commitment, change)


def mark_anew(commitment: Commitment) -> None:
    """Say of what is now about another territory what that one's mandate has become, or nothing;
    its own step saves it.
    """
    _mark(commitment, told_of(commitment))


def _mark(commitment: Commitment, change: MandateChange | None) -> None:
    commitment.mandate = change.told if change else None
    commitment.carried_to = change.successor if change else None
    commitment.carried_to_group = change.successor_group if change else None


def _moved(change: MandateChange, contact, by, reason: str) -> dict:
    was = contact.end.isoformat() if contact.end else ""
    last = max(contact.start, change.since - timedelta(days=1))
    ended = end_contact(
        contact_id=contact.pk, version=contact.version, on=last, reason=reason, by=by
    )
    new = None
    if change.carries_on and not _speaks_already(contact, change):
        new = add_contact(
            user=contact.user,
            quality=contact.quality,
            start=max(contact.start, change.since),
            end=contact.end if was else None,
            commune=change.successor,
            intercommunality=change.successor_group,
            fictitious=contact.fictitious,
            by=by,
        )
    return {
        "contact": contact.ref,
        "was": was,
        "version": ended.version,
        "new": new.ref if new else "",
    }


def _speaks_already(contact: Contact, change: MandateChange) -> bool:
    """Does who stops here speak for the territory that carries on already?"""
    open_now = Q(end=None) | Q(end__gte=timezone.localdate())
    return Contact.objects.filter(
        open_now,
        user=contact.user_id,
        commune=change.successor,
        intercommunality=change.successor_group,
    ).exists()


def _put_back(change: MandateChange, by, reason: str) -> None:
    known = by_ref(one["new"] for one in change.moved if one["new"])
    ended = {one["contact"]: one for one in change.moved}
    for contact, speaks_again in put_back_by_lifting(change):
        one = ended[contact.ref]
        new = known.get(one["new"])
        if new and (new.end is None or new.end >= timezone.localdate()):
            # Who speaks for the successor stops: the day before, or on the very day it began.
            last = max(new.start, timezone.localdate() - timedelta(days=1))
            end_contact(contact_id=new.pk, version=new.version, on=last, reason=reason, by=by)
        if speaks_again:
            end = date.fromisoformat(one["was"]) if one["was"] else None
            reopen_contact(
                contact_id=contact.pk, version=contact.version, end=end, reason=reason, by=by
            )
    for commitment in _locked(marked(change)):
        _mark(commitment, None)
        _edit(commitment, by, "mandate_lifted", reason)


def _edit(commitment: Commitment, by, step: str, reason: str) -> None:
    edit(kind="commitment", obj=commitment, by=by, role=role_of(by), step=step, reason=reason)


def _locked(commitments: Iterable[Commitment]):
    keys = [one.pk for one in commitments]
    return Commitment.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
