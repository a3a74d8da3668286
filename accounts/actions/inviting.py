"""Asking somebody to come in: sent, sent again, revoked, expired; answered by a first sign-in."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.people import close_unanswered, record_change, reopen_unanswered
from accounts.models import Invitation, User
from accounts.policies import may_handle_invitation
from ledger.refusals import IllegalStep, NotAllowed
from ledger.steps import gettext_noop

VALID = timedelta(days=30)
# Entries of an account that are about its invitation.
INVITING = ("invite", "resend_invitation", "revoke_invitation", "invitation_expired")
ANSWERED = gettext_noop("This person has already signed in: close the account instead.")
REVOKED = gettext_noop("This invitation was revoked.")

# Who writes to the person invited: the outbox is of an upper floor, and says itself here.
Teller = Callable[[Invitation, str, User | None], None]
_tellers: list[Teller] = []


def tell_by(teller: Teller) -> None:
    """Have `teller(invitation, step, by)` called, in the transaction: "invite" or "revoke"."""
    if teller not in _tellers:
        _tellers.append(teller)


@transaction.atomic
def invite(*, user: User, by: User | None) -> Invitation | None:
    """Invite the owner of an account just made; None when they already sign in here."""
    _check(by, user)
    known = Invitation.objects.select_for_update(of=("self",)).filter(user=user).first()
    if user.last_login is not None or (known and known.accepted_on):
        return None
    if known is not None:
        return _sent(known, by)
    made = Invitation(user=user, created_by=by, expires_on=timezone.now() + VALID)
    made.save(force_insert=True)
    record_change(user, step="invite", by=by)
    _tell(made, "invite", by)
    return made


@transaction.atomic
def resend_invitation(*, ref: str, by: User) -> Invitation:
    """Send it again, for as long again; one that expired opens its account anew."""
    return _sent(_locked(ref, by), by)


@transaction.atomic
def revoke_invitation(*, ref: str, by: User, reason: str = "") -> Invitation:
    """Take back an invitation nobody answered: its account is closed. Raises IllegalStep."""
    invitation = _locked(ref, by)
    if invitation.accepted_on or invitation.user.last_login is not None:
        raise IllegalStep(ANSWERED)
    if invitation.revoked_at:
        raise IllegalStep(REVOKED)
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.version += 1
    invitation.save(update_fields=["revoked_at", "revoked_by", "version"])
    close_unanswered(invitation.user, step="revoke_invitation", by=by, reason=reason)
    _tell(invitation, "revoke", by)
    return invitation


def accept_invitation(user: User) -> None:
    """The first sign-in answers it; nothing for who had none."""
    Invitation.objects.filter(user=user, accepted_on=None, revoked_at=None).update(
        accepted_on=timezone.now()
    )


@transaction.atomic
def close_expired() -> int:
    """Close the accounts of invitations that expired unanswered; how many they were."""
    now = timezone.now()
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    expired = rows.filter(
        expires_on__lte=now, accepted_on=None, revoked_at=None, user__is_active=True
    )
    closed = [row.user for row in expired if row.user.last_login is None]
    for user in closed:
        close_unanswered(user, step="invitation_expired", by=None)
    return len(closed)


def _sent(invitation: Invitation, by: User | None) -> Invitation:
    if invitation.accepted_on or invitation.user.last_login is not None:
        raise IllegalStep(ANSWERED)
    now = timezone.now()
    invitation.sent_on, invitation.expires_on = now, now + VALID
    invitation.revoked_at = invitation.revoked_by = None
    invitation.version += 1
    invitation.save()
    reopen_unanswered(invitation.user)
    record_change(invitation.user, step="resend_invitation", by=by)
    _tell(invitation, "invite", by)
    return invitation


def _locked(ref: str, by: User) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    invitation = rows.get(ref=ref)
    _check(by, invitation.user)
    return invitation


def _check(by: User | None, user: User) -> None:
    """`by` is None for commands run on the machine itself."""
    decision = may_handle_invitation(by, user) if by is not None else True
    if not decision:
        raise NotAllowed(decision.reason)


def _tell(invitation: Invitation, step: str, by: User | None) -> None:
    for teller in _tellers:
        teller(invitation, step, by)
