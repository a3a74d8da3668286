"""Taking a step of any workflow of pledges: ledger's `apply_step`, this app's hooks, the outbox."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from accounts.policies import role_of
from ledger.applying import apply_step
from ledger.undoing import note_aside
from pledges.actions.mails import is_leaving, stop
from pledges.actions.rhythms import leaving_date
from pledges.enums import MailState, Rhythm
from pledges.models import (
    AccessRequest,
    Assessment,
    Commitment,
    Correction,
    Extension,
    MandateChange,
    Merge,
    OutboxMail,
    Reply,
    Report,
    Signature,
    Solicitation,
)
from pledges.notifications import UNDOES, messages_for
from pledges.policies import may_step
from pledges.queries.rhythms import rhythms_among
from pledges.workflow.mail import topic_of
from pledges.workflow.table import TABLES

MODELS: dict[str, type] = {
    "commitment": Commitment,
    "correction": Correction,
    "signature": Signature,
    "solicitation": Solicitation,
    "report": Report,
    "assessment": Assessment,
    "reply": Reply,
    "extension": Extension,
    "access_request": AccessRequest,
    "mandate_change": MandateChange,
    "merge": Merge,
}
# Mails that a decision stopped: should it be undone, they wait again.
STOPPED = "mails"
Hook = Callable[[Any, Any, dict], None]


def take(
    *,
    kind: str,
    ref: str,
    step: str,
    by,
    version: int,
    reason: str = "",
    given: dict | None = None,
    before_write: Hook | None = None,
    after_write: Hook | None = None,
):
    """Take `step` on the object of `kind` called `ref`; queue its mails in the same transaction.

    Hooks get (obj, by, given). Returns the fresh object; raises Stale, IllegalStep, NotAllowed or
    Invalid, and then nothing has moved.
    """
    given = given or {}

    def after(obj):
        if after_write:
            after_write(obj, by, given)
        queue_mails(kind, step, obj, by=by, reason=reason)

    return apply_step(
        table=TABLES[kind],
        model=MODELS[kind],
        ref=ref,
        step_name=step,
        by=by,
        version=version,
        may=may_step,
        role_of=role_of,
        reason=reason,
        given=given,
        before_write=(lambda obj: before_write(obj, by, given)) if before_write else None,
        after_write=after,
    )


def queue_mails(kind: str, step: str, obj, *, by, reason: str) -> None:
    """Write the outbox rows of a step; they leave after the grace period, or in a digest.

    Undoing a decision inside that period cancels both mails: who never read the first has no
    use for the second.
    """
    unaware = _cancel_undone(kind, step, obj, by)
    # Mails speak the site's language, whatever the moderator reads.
    with translation.override(settings.LANGUAGE_CODE):
        messages = messages_for(kind, step, obj, reason=reason.strip())
    people = [message.recipient for message in messages]
    rhythms = rhythms_among(people, topic_of(kind, step)) if people else {}
    now = timezone.now()
    for message in messages:
        rhythm = rhythms.get(message.recipient.pk, Rhythm.AT_ONCE)
        if message.recipient.pk in unaware or rhythm == Rhythm.NEVER:
            continue
        OutboxMail.objects.create(
            recipient=message.recipient,
            object_kind=kind,
            object_ref=obj.ref,
            object_version=obj.version,
            step=step,
            subject=message.subject,
            body=message.body,
            queued_by=by,
            leaves_after=leaving_date(rhythm, now),
        )


def _cancel_undone(kind: str, step: str, obj, by) -> set[int]:
    """Cancel the waiting mails that `step` makes pointless; the keys of those they were for."""
    undone = UNDOES.get((kind, step))
    if undone is None:
        return set()
    waiting = OutboxMail.objects.select_for_update(of=("self",)).filter(
        object_kind=kind, object_ref=obj.ref, step=undone, state=MailState.WAITING
    )
    mails = [mail for mail in waiting if not is_leaving(mail)]
    for mail in mails:
        stop(mail, by=by)
        note_aside(STOPPED, mail.pk)
    return {mail.recipient_id for mail in mails}
