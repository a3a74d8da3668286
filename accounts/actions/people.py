"""Closing and reopening accounts. An account is never deleted: what it did keeps its author."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds, role_of
from accounts.queries import version_of
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import IllegalStep, NotAllowed, Stale
from ledger.steps import gettext_noop

OWN = gettext_noop("Nobody closes or reopens their own account.")
LAST_COORDINATOR = gettext_noop(
    "This is the last coordinator: give the role to someone else first."
)
CHANGED = gettext_noop("This changed since you opened the page. Nothing was saved.")
ALREADY = gettext_noop("This has already been done.")


@transaction.atomic
def close_account(*, user_id: int, by, reason: str = "") -> User:
    """Refuse further sign-ins of a user, and end their sessions; what they did stays theirs.

    Raises NotAllowed (no MANAGE_ROLES, one's own account, the last coordinator), IllegalStep.
    """
    user = _locked(user_id, by)
    if "coordinator" in user.role_names and not _other_coordinators(user):
        raise NotAllowed(LAST_COORDINATOR)
    ended(UserSession.objects.filter(user=user))
    return _set_active(user, False, step="close_account", by=by, reason=reason)


@transaction.atomic
def reopen_account(*, user_id: int, by, reason: str = "") -> User:
    """Let a user sign in again, with the roles they held. Raises NotAllowed, IllegalStep."""
    return _set_active(_locked(user_id, by), True, step="reopen_account", by=by, reason=reason)


def hold_account(*, user_id: int, version: int) -> None:
    """Lock an account that is still as it was seen; inside the transaction. Raises Stale.

    version: how many changes its ledger told then (`accounts.queries.version_of`).
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if version_of(user) != version:
        raise Stale(CHANGED)


def close_unanswered(user: User, *, step: str, by, reason: str = "") -> None:
    """Close an account nobody ever used, with its invitation; inside the transaction."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_change(user, step=step, by=by, reason=reason)


def reopen_unanswered(user: User) -> None:
    """Open it again, for an invitation that is sent again; what sends it tells the ledger."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def ended(sessions) -> int:
    """End these sessions, their cookies with them; how many they were."""
    rows = list(sessions)
    for row in rows:
        row.end()
    return len(rows)


def _locked(user_id: int, by) -> User:
    decision = holds(by, Permission.MANAGE_ROLES)
    if not decision:
        raise NotAllowed(decision.reason)
    if by.pk == user_id:
        raise NotAllowed(OWN)
    # All coordinators are locked, in one order: two of them closing each other wait their turn.
    list(User.objects.select_for_update().filter(groups__name="coordinator").order_by("pk"))
    return User.objects.select_for_update().get(pk=user_id)


def _other_coordinators(user: User) -> bool:
    others = User.objects.filter(groups__name="coordinator", is_active=True)
    return others.exclude(pk=user.pk).exists()


def _set_active(user: User, active: bool, *, step: str, by, reason: str) -> User:
    if user.is_active == active:
        raise IllegalStep(ALREADY)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record_change(user, step=step, by=by, reason=reason)
    return user


def record_change(user: User, *, step: str, by, reason: str = "") -> None:
    """One entry about an account, which has no version of its own; inside the transaction."""
    entries = Entry.objects.filter(object_kind="user", object_ref=user.ref)
    known_as = {"duplicate_of": user.duplicate_of.ref} if user.duplicate_of else {}
    # References and roles only: a name in an append-only table could never be erased.
    record(
        kind="user",
        ref=user.ref,
        version=entries.count() + 1,
        step=step,
        by=by,
        role=role_of(by),
        reason=reason.strip(),
        snapshot={"roles": sorted(user.role_names), "active": user.is_active} | known_as,
    )
