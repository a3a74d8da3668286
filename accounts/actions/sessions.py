"""Ending sessions: one's own, or those of somebody else by who manages accounts."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.actions.people import ended, record_change
from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from ledger.refusals import NotAllowed


@transaction.atomic
def end_session(*, pk: int, by: User) -> None:
    """End one of one's own sessions. Raises UserSession.DoesNotExist for anybody else's."""
    UserSession.objects.select_for_update(of=("self",)).get(pk=pk, user=by).end()


@transaction.atomic
def end_other_sessions(*, current_key: str, by: User) -> int:
    """End every session of one's own but the one in use; how many they were."""
    return ended(UserSession.objects.filter(user=by).exclude(session_key=current_key))


@transaction.atomic
def end_sessions_of(*, user_id: int, by: User, reason: str = "") -> int:
    """End every session of somebody, who must then sign in again; how many they were."""
    decision = holds(by, Permission.MANAGE_ROLES)
    if not decision:
        raise NotAllowed(decision.reason)
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    number = ended(UserSession.objects.filter(user=user))
    record_change(user, step="end_sessions", by=by, reason=reason)
    return number
