"""Who speaks for a territory, and ties that forbid deciding about one."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.actions.inviting import invite
from accounts.actions.roles import create_user, set_roles
from accounts.models import User
from communes.actions._writing import allow, allow_person, insert, locked, save
from communes.models import Commune, ConflictOfInterest, Contact, ElectoralList, Intercommunality
from communes.policies import (
    may_declare_conflict,
    may_end_conflict,
    may_invite_contact,
    may_stop_speaking,
)
from ledger.reading import history_of, just_done
from ledger.refusals import TOO_LATE, IllegalStep, Invalid
from ledger.steps import UNDO, gettext_noop

CLOSED = gettext_noop("The account of this address was closed: a coordinator may reopen it first.")
ENDS_BEFORE = gettext_noop("Your access ends before that day already.")
ENDED = gettext_noop("This has already ended.")


@transaction.atomic
def add_contact(
    *,
    user: User,
    quality: str,
    start: date,
    commune: Commune | None = None,
    intercommunality: Intercommunality | None = None,
    end: date | None = None,
    fictitious: bool = False,
    by=None,
) -> Contact:
    """Let `user` speak for one territory from `start` to `end`, both included.

    Raises NotAllowed, Invalid (no territory or two, dates out of order, already a contact).
    """
    allow_person(by, may_invite_contact)
    contact = Contact(
        user=user,
        quality=quality,
        start=start,
        end=end,
        commune=commune,
        intercommunality=intercommunality,
        fictitious=fictitious,
    )
    return insert(kind="contact", obj=contact, by=by, snapshot=snapshot_of_contact(contact))


@transaction.atomic
def invite_contact(*, email: str, name: str, by, **speaking) -> Contact:
    """Let the owner of an address speak for a territory, and invite them.

    Their account is made when there is none. speaking: as in `add_contact`. Raises Invalid when
    that account was closed.
    """
    allow_person(by, may_invite_contact)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = create_user(email=email, name=name, roles=["contact"], by=by)
    elif not user.is_active and user.last_login is not None:
        raise Invalid(CLOSED, errors={"email": CLOSED})
    elif "contact" not in user.role_names:
        user = set_roles(user_id=user.pk, roles={*user.role_names, "contact"}, by=by)
    contact = add_contact(user=user, by=by, **speaking)
    # Told after the territory is theirs: the mail names it.
    invite(user=user, by=by)
    return contact


@transaction.atomic
def end_contact(
    *, contact_id: int, version: int, on: date | None = None, reason: str = "", by=None
) -> Contact:
    """Set the last day (today by default) on which the contact speaks for the territory."""
    allow_person(by, may_invite_contact)
    contact = locked(Contact, contact_id, version)
    contact.end = on or timezone.localdate()
    return save(
        kind="contact",
        obj=contact,
        by=by,
        step="end",
        reason=reason,
        snapshot=snapshot_of_contact(contact),
    )


@transaction.atomic
def stop_speaking(*, contact_id: int, version: int, on: date, by) -> Contact:
    """Set one's own last day, never a later one. Raises NotAllowed, Stale, Invalid."""
    contact = locked(Contact, contact_id, version)
    allow(may_stop_speaking(by, contact))
    if contact.end is not None and contact.end < on:
        raise Invalid(ENDS_BEFORE, errors={"last_day": ENDS_BEFORE})
    contact.end = on
    snapshot = snapshot_of_contact(contact)
    return save(kind="contact", obj=contact, by=by, step="end", snapshot=snapshot)


@transaction.atomic
def speak_on(*, contact_id: int, version: int, by) -> Contact:
    """Take back the last day one has just set oneself: the one there was, if any, holds again.

    Raises NotAllowed, Stale, IllegalStep (the grace period is over, or somebody else set it).
    """
    contact = locked(Contact, contact_id, version)
    allow(may_stop_speaking(by, contact))
    if not just_done("contact", [contact], step="end", by=by):
        raise IllegalStep(TOO_LATE)
    before = history_of("contact", contact.ref).filter(version__lt=contact.version).last()
    day = before.snapshot["end"] if before else ""
    contact.end = date.fromisoformat(day) if day else None
    snapshot = snapshot_of_contact(contact)
    return save(kind="contact", obj=contact, by=by, step=UNDO, snapshot=snapshot)


@transaction.atomic
def reopen_contact(
    *, contact_id: int, version: int, end: date | None, reason: str = "", by=None
) -> Contact:
    """Let the contact speak again until `end` (None: no end), after it was ended.

    Raises Invalid when the person speaks for the same territory by another way since.
    """
    allow_person(by, may_invite_contact)
    contact = locked(Contact, contact_id, version)
    contact.end = end
    return save(
        kind="contact",
        obj=contact,
        by=by,
        step="reopen",
        reason=reason,
        snapshot=snapshot_of_contact(contact),
    )


@transaction.atomic
def declare_conflict(
    *,
    user: User,
    reason: str,
    commune: Commune | None = None,
    electoral_list: ElectoralList | None = None,
    on: date | None = None,
    by=None,
) -> ConflictOfInterest:
    """Declare a tie of `user` to one commune or one list, from `on` (today by default)."""
    if by is not None:
        allow(may_declare_conflict(by, user))
    conflict = ConflictOfInterest(
        user=user,
        commune=commune,
        electoral_list=electoral_list,
        declared_on=on or timezone.localdate(),
        reason=reason.strip(),
    )
    return insert(kind="conflict", obj=conflict, by=by, snapshot=snapshot_of_conflict(conflict))


@transaction.atomic
def end_conflict(
    *, conflict_id: int, version: int, on: date | None = None, by=None
) -> ConflictOfInterest:
    """Set the last day of a tie (today by default). Nobody ends their own. Raises Invalid…"""
    conflict = locked(ConflictOfInterest, conflict_id, version)
    if by is not None:
        allow(may_end_conflict(by, conflict.user))
    if conflict.ended_on is not None:
        raise Invalid(ENDED, errors={"ended_on": ENDED})
    conflict.ended_on = on or timezone.localdate()
    return save(
        kind="conflict", obj=conflict, by=by, step="end", snapshot=snapshot_of_conflict(conflict)
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def snapshot_of_contact(contact: Contact) -> dict:
    """References only: a name in an append-only table could never be erased."""
    return {
        "user": contact.user.ref,
        "commune": contact.commune.code if contact.commune else "",
        "intercommunality": contact.intercommunality.siren if contact.intercommunality else "",
        "quality": str(contact.quality),
        "start": _day(contact.start),
        "end": _day(contact.end),
    }


def snapshot_of_conflict(conflict: ConflictOfInterest) -> dict:
    """Without the reason, which may tell of a private tie."""
    return {
        "user": conflict.user.ref,
        "commune": conflict.commune.code if conflict.commune else "",
        "list": conflict.electoral_list.ref if conflict.electoral_list else "",
        "declared_on": _day(conflict.declared_on),
        "ended_on": _day(conflict.ended_on),
    }
