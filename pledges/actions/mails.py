"""Mails of the outbox in the hands of people: stopped, changed, tried again, before they leave."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.policies import holds, role_of
from ledger.applying import fitting
from ledger.reading import history_of
from ledger.recording import record
from ledger.refusals import STALE, IllegalStep, Invalid, NotAllowed, Stale
from ledger.steps import UNDO, gettext_noop
from pledges.enums import MailState
from pledges.models import MailWording, OutboxMail
from pledges.workflow.mail import MAIL

GONE = gettext_noop("This mail has already left, or is leaving now.")
SUBJECT = gettext_noop("Give a subject, in one line.")
BODY = gettext_noop("A mail says something.")
OF_ITS_DECISION = gettext_noop("Its decision was undone: there is nothing to tell any more.")


def stop(mail: OutboxMail, *, by, step: str = "stop") -> None:
    """Stop a locked mail that waits, with its entry."""
    _allow_waiting(mail)
    _move(mail, MailState.CANCELLED, by=by, step=step)


def let_wait(mail: OutboxMail, *, by, step: str = "let_leave") -> None:
    """Let a locked mail wait again, with its entry; a whole grace period is left to think."""
    grace = timezone.now() + timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)
    mail.leaves_after = max(mail.leaves_after, grace)
    _move(mail, MailState.WAITING, by=by, step=step)


@transaction.atomic
def perform(*, pk: int, step: str, by, version: int | None = None) -> OutboxMail:
    """Take a step of `MAIL`: stop, let_leave, try_again. Raises NotAllowed, Stale, IllegalStep."""
    mail = locked(pk, by, version)
    row = MAIL.get(step)
    if mail.state not in row.sources:
        raise IllegalStep(GONE)
    if step == "stop":
        stop(mail, by=by)
    elif step == "let_leave":
        if undone(mail):
            raise IllegalStep(OF_ITS_DECISION)
        let_wait(mail, by=by)
    else:
        mail.leaves_after, mail.tries, mail.problem = timezone.now(), 0, ""
        _move(mail, MailState.WAITING, by=by, step=step)
    return mail


def cancel_mail(*, pk: int, by) -> OutboxMail:
    """Stop a mail that has not left."""
    return perform(pk=pk, step="stop", by=by)


@transaction.atomic
def edit_mail(*, pk: int, by, version: int, subject: str, body: str) -> OutboxMail:
    """Change the words of a mail that has not left; the former ones are kept."""
    mail = locked(pk, by, version)
    _allow_waiting(mail)
    errors = {} if subject.splitlines() == [subject] and subject.strip() else {"subject": SUBJECT}
    if not body.strip():
        errors["body"] = BODY
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    MailWording.objects.create(
        mail=mail, version=mail.version, subject=mail.subject, body=mail.body
    )
    mail.subject, mail.body = subject, body
    fitting(mail)
    _move(mail, mail.state, by=by, step="edit")
    return mail


def locked(pk: int, by, version: int | None = None) -> OutboxMail:
    """The mail, locked for a person who may decide about it. Call in a transaction."""
    decision = holds(by, MAIL.get("stop").permission)
    if not decision:
        raise NotAllowed(decision.reason)
    mail = OutboxMail.objects.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and mail.version != version:
        raise Stale(STALE, seen=version, current=mail.version)
    return mail


def is_leaving(mail: OutboxMail) -> bool:
    """Is a process sending it at this moment?"""
    return mail.claimed_until is not None and mail.claimed_until > timezone.now()


def undone(mail: OutboxMail) -> bool:
    """Was the decision it tells of undone?"""
    entries = history_of(mail.object_kind, mail.object_ref)
    return entries.filter(version=mail.object_version + 1, step=UNDO).exists()


def _allow_waiting(mail: OutboxMail) -> None:
    if mail.state != MailState.WAITING or is_leaving(mail):
        raise IllegalStep(GONE)


def _move(mail: OutboxMail, state: str, *, by, step: str) -> None:
    mail.state = state
    mail.version += 1
    mail.save()
    # Neither address nor words: what is in the ledger could never be erased.
    record(
        kind=MAIL.kind,
        ref=mail.ref,
        version=mail.version,
        step=step,
        after=state,
        by=by,
        role=role_of(by),
        snapshot={"about": f"{mail.object_kind} {mail.object_ref}", "tries": mail.tries},
    )
