"""Sending what was decided, after the grace period; never during a freeze, never twice.

A mail is claimed, sent, then written down: the sending stands in no transaction, or on SQLite a
slow mail server would hold every writer. Of a claim and whatever stops a mail, one comes first.
"""

import smtplib
from datetime import timedelta
from urllib.parse import urlsplit

from anymail.exceptions import AnymailInvalidAddress, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.actions.mailing import mail_arrived, mail_came_back
from communes.policies import may_publish_now
from ledger.recording import record
from pledges.actions._apply import queue_mails
from pledges.actions.mails import cancel_mail as cancel_mail
from pledges.enums import MailState
from pledges.models import OutboxMail
from pledges.notifications import paragraphs
from pledges.workflow.mail import MAIL

MAX_TRIES = 8
# Longer than any mail server takes to answer: a process that died lets the mail be taken again.
CLAIM = timedelta(minutes=10)


def due_mails() -> QuerySet[OutboxMail]:
    """Mails whose grace period is over, the oldest first."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = OutboxMail.objects.filter(free, state=MailState.WAITING, leaves_after__lte=now)
    return due.order_by("leaves_after")


def send_due(limit: int = 200) -> tuple[int, int]:
    """Send the mails whose time has come; returns (sent, failed). Waits during any freeze.

    Each mail is claimed by one run at a time, so that two runs never send it twice.
    """
    sent = failed = 0
    for pk in list(due_mails().values_list("pk", flat=True)[:limit]):
        # Asked for each: a long run may reach the first minute of a silence.
        if not may_publish_now():
            break
        outcome = _send(pk)
        sent += outcome == MailState.SENT
        failed += outcome in (MailState.FAILED, MailState.WAITING)
    return sent, failed


def composed(mail: OutboxMail) -> EmailMultiAlternatives:
    """The mail as its recipient will receive it; its preview is made of it too.

    The HTML is made of the text, so that they say the same whoever changed the words.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient.email],
        headers={
            # The same whenever it is tried: who receives it twice after a cut sees it once.
            "Message-ID": f"<outbox-{mail.pk}@{urlsplit(settings.BASE_URL).hostname}>",
            # Away messages must not answer a machine (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    context = {
        "language": settings.LANGUAGE_CODE,
        "subject": mail.subject,
        "paragraphs": paragraphs(mail.body),
    }
    message.attach_alternative(render_to_string("mails/mail.html", context), "text/html")
    return message


def came_back(*, message_id: str, why: str) -> OutboxMail | None:
    """Write down that a mail known as `message_id` came back, on it and on its recipient."""
    with transaction.atomic():
        known = OutboxMail.objects.select_for_update(of=("self",)).filter(message_id=message_id)
        mail = known.select_related("recipient").first() if message_id else None
        if mail is None or mail.state != MailState.SENT:
            return None
        mail.state, mail.problem = MailState.BOUNCED, why[:300]
        mail.version += 1
        mail.save()
        record(kind=MAIL.kind, ref=mail.ref, version=mail.version, step="bounce", after=mail.state)
        mail_came_back(user_id=mail.recipient_id, why=mail.problem)
        return mail


def _send(pk: int) -> str:
    """Claim, send, write down. The state it came to, "" when somebody else has it."""
    if (
        not due_mails()
        .filter(pk=pk)
        .update(claimed_until=timezone.now() + CLAIM, tries=F("tries") + 1)
    ):
        return ""
    mail = OutboxMail.objects.select_related("recipient").get(pk=pk)
    message = composed(mail)
    try:
        message.send()
    # ValueError: a recipient or a subject no mail can carry must not stop the others.
    except (OSError, ValueError, AnymailRecipientsRefused) as problem:
        return _failed(mail, problem)
    with transaction.atomic():
        mail.state, mail.sent_on, mail.problem = MailState.SENT, timezone.now(), ""
        mail.message_id = _known_as(message)
        _written(mail)
        mail_arrived(user_id=mail.recipient_id)
    return mail.state


def _known_as(message: EmailMultiAlternatives) -> str:
    """The name the provider gave it, or the one it left with."""
    status = getattr(message, "anymail_status", None)
    given = getattr(status, "message_id", None)
    return str(given or message.extra_headers["Message-ID"])[:255]


def _failed(mail: OutboxMail, problem: Exception) -> str:
    mail.problem = f"{type(problem).__name__}: {problem}"[:300]
    refused = _refused_for_good(problem)
    # 2, 4, 8… minutes: a mail server that is down is not hammered.
    mail.leaves_after = timezone.now() + timedelta(minutes=2**mail.tries)
    gone = refused or mail.tries >= MAX_TRIES
    mail.state = MailState.FAILED if gone else MailState.WAITING
    with transaction.atomic():
        _written(mail)
        if refused:
            mail_came_back(user_id=mail.recipient_id, why=mail.problem)
    return mail.state


def _refused_for_good(problem: Exception) -> bool:
    """Does the other side say that this address, or this mail, will never be taken?

    SMTP says so by a code of 500 and above for the recipient or the words; a sender or a password
    refused is a fault of the site's own settings, and is tried again.
    """
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPDataError):
        return problem.smtp_code >= 500
    return isinstance(problem, AnymailRecipientsRefused | AnymailInvalidAddress)


def _written(mail: OutboxMail) -> None:
    mail.claimed_until = None
    mail.save(
        update_fields=[
            "tries",
            "state",
            "sent_on",
            "problem",
            "leaves_after",
            "message_id",
            "claimed_until",
        ]
    )


def queue_invitation(invitation, step: str, by) -> None:
    """Write to somebody who was invited, or invited again; stop what a revoking makes pointless."""
    queue_mails("invitation", step, invitation, by=by, reason="")
