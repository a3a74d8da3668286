"""Sending what was decided, after the grace period; not at night nor in a freeze, never twice.

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
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.actions.mailing import mail_arrived, mail_came_back
from communes.policies import may_publish_now
from ledger.recording import record
from pledges.actions._apply import queue_mails
from pledges.actions.mails import cancel_mail as cancel_mail
from pledges.actions.rhythms import is_night
from pledges.enums import MailState
from pledges.models import OutboxMail
from pledges.notifications import gathered, paragraphs
from pledges.queries.rhythms import unsubscribe_token
from pledges.workflow.mail import MAIL, TOPICS, topic_of

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
    """Send the mails whose time has come; returns (sent, failed). Waits at night and in a freeze.

    Each mail is claimed by one run at a time, so that two runs never send it twice. Codes to sign
    in, which somebody waits for, are no mails of the outbox.
    """
    sent = failed = 0
    for pk in list(due_mails().values_list("pk", flat=True)[:limit]):
        # Asked for each: a long run may reach the first minute of a silence.
        if not may_publish_now() or is_night(timezone.now()):
            break
        outcome = _send(pk)
        sent += outcome == MailState.SENT
        failed += outcome in (MailState.FAILED, MailState.WAITING)
    return sent, failed


def composed(mail: OutboxMail, *others: OutboxMail) -> EmailMultiAlternatives:
    """The mail as its recipient will receive it, with `others` of its topic in the same one.

    Its preview is made of it too. The HTML is made of the text, so that they say the same whoever
    changed the words.
    """
    headers = {
        # The same whenever it is tried: who receives it twice after a cut sees it once.
        "Message-ID": f"<outbox-{mail.pk}@{urlsplit(settings.BASE_URL).hostname}>",
        # Away messages must not answer a machine (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    topic = topic_of(mail.object_kind, mail.step)
    leave = ""
    if topic:
        token = unsubscribe_token(mail.recipient, topic)
        leave = f"{settings.BASE_URL}/espace/desabonnement/{token}/"
        headers["List-Unsubscribe"] = f"<{leave}>"
        # One click of the mail program, without a page (RFC 8058).
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = gathered([mail, *others], topic, leave)
    message = EmailMultiAlternatives(
        subject=subject, body=body, to=[mail.to.email], headers=headers
    )
    context = {
        "language": settings.LANGUAGE_CODE,
        "subject": subject,
        "paragraphs": paragraphs(body),
    }
    message.attach_alternative(render_to_string("mails/mail.html", context), "text/html")
    return message


def came_back(*, message_id: str, why: str) -> OutboxMail | None:
    """Write down that what left as `message_id` came back: on each mail in it, on its recipient."""
    with transaction.atomic():
        known = OutboxMail.objects.select_for_update(of=("self",)).filter(message_id=message_id)
        mails = known.filter(state=MailState.SENT).select_related("recipient").order_by("pk")
        mail = None
        for mail in mails if message_id else ():
            mail.state, mail.problem = MailState.BOUNCED, why[:300]
            mail.version += 1
            mail.save()
            record(
                kind=MAIL.kind, ref=mail.ref, version=mail.version, step="bounce", after=mail.state
            )
            if mail.recipient_id:
                mail_came_back(user_id=mail.recipient_id, why=mail.problem)
        return mail


def _send(pk: int) -> str:
    """Claim, send, write down. The state it came to, "" when somebody else has it."""
    mails = _claimed(pk)
    if not mails:
        return ""
    message = composed(*mails)
    try:
        message.send()
    # ValueError: a recipient or a subject no mail can carry must not stop the others.
    except (OSError, ValueError, AnymailRecipientsRefused) as problem:
        states = {_failed(mail, problem) for mail in mails}
        return MailState.FAILED if MailState.FAILED in states else MailState.WAITING
    with transaction.atomic():
        for mail in mails:
            mail.state, mail.sent_on, mail.problem = MailState.SENT, timezone.now(), ""
            mail.message_id = _known_as(message)
            _written(mail)
        if mails[0].recipient_id:
            mail_arrived(user_id=mails[0].recipient_id)
    return MailState.SENT


@transaction.atomic
def _claimed(pk: int) -> list[OutboxMail]:
    """The mail and those of its topic due to the same person, now ours alone; a duty goes alone."""
    asked = OutboxMail.objects.get(pk=pk)
    topic = topic_of(asked.object_kind, asked.step)
    due = due_mails().select_for_update(of=("self",)).order_by("pk")
    due = due.select_related("recipient", "asker")
    if topic:
        of_topic = Q()
        for kind, step in TOPICS[topic]:
            of_topic |= Q(object_kind=kind, step=step)
        mails = list(due.filter(of_topic, recipient=asked.recipient_id))
    else:
        mails = list(due.filter(pk=pk))
    for mail in mails:
        mail.claimed_until, mail.tries = timezone.now() + CLAIM, mail.tries + 1
        mail.save(update_fields=["claimed_until", "tries"])
    return mails


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
        if refused and mail.recipient_id:
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
