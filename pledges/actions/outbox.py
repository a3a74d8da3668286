"""Sending what was decided, after the grace period; never during a freeze, never twice."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import holds
from communes.policies import may_publish_now
from ledger.refusals import IllegalStep, NotAllowed
from ledger.steps import gettext_noop
from pledges.actions._apply import queue_mails
from pledges.enums import MailState
from pledges.models import OutboxMail

GONE = gettext_noop("This mail has already left.")
MAX_TRIES = 8


def due_mails() -> QuerySet[OutboxMail]:
    """Mails whose grace period is over, the oldest first."""
    due = OutboxMail.objects.filter(state=MailState.WAITING, leaves_after__lte=timezone.now())
    return due.order_by("leaves_after")


def send_due(limit: int = 200) -> tuple[int, int]:
    """Send the mails whose time has come; returns (sent, failed). Waits during any freeze.

    Each mail is locked while it leaves, so that two runs never send it twice.
    """
    if not may_publish_now():
        return 0, 0
    sent = failed = 0
    for pk in list(due_mails().values_list("pk", flat=True)[:limit]):
        outcome = _send_one(pk)
        sent += outcome == MailState.SENT
        failed += outcome in (MailState.FAILED, "retry")
    return sent, failed


@transaction.atomic
def cancel_mail(*, pk: int, by) -> OutboxMail:
    """Stop a mail that has not left."""
    decision = holds(by, Permission.REVIEW)
    if not decision:
        raise NotAllowed(decision.reason)
    mail = OutboxMail.objects.select_for_update(of=("self",)).get(pk=pk)
    if mail.state != MailState.WAITING:
        raise IllegalStep(GONE)
    mail.state = MailState.CANCELLED
    mail.save(update_fields=["state"])
    return mail


@transaction.atomic
def _send_one(pk: int) -> str:
    mail = OutboxMail.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=pk)
    if mail.state != MailState.WAITING:
        return ""
    mail.tries += 1
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.recipient.email]).send()
    # ValueError: a recipient or a subject no mail can carry must not stop the others.
    except (OSError, ValueError) as problem:
        mail.problem = f"{type(problem).__name__}: {problem}"[:300]
        # 2, 4, 8… minutes: a mail server that is down is not hammered.
        mail.leaves_after = timezone.now() + timedelta(minutes=2**mail.tries)
        mail.state = MailState.FAILED if mail.tries >= MAX_TRIES else MailState.WAITING
        mail.save(update_fields=["tries", "problem", "leaves_after", "state"])
        return mail.state if mail.state == MailState.FAILED else "retry"
    mail.state, mail.sent_on, mail.problem = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["tries", "state", "sent_on", "problem"])
    return MailState.SENT


def queue_invitation(invitation, step: str, by) -> None:
    """Write to somebody who was invited, or invited again; stop what a revoking makes pointless."""
    queue_mails("invitation", step, invitation, by=by, reason="")
