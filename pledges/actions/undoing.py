"""Taking a decision back inside its grace period, with the mails it queued."""

from accounts.policies import role_of
from ledger.models import Entry
from ledger.refusals import IllegalStep
from ledger.steps import gettext_noop
from ledger.undoing import forget_expired, undo_last
from letters.actions.steps import JOURNEYS
from letters.actions.steps import undo as undo_on_letter
from pledges.actions._apply import MODELS, STOPPED
from pledges.actions.mails import is_leaving, let_wait, stop
from pledges.enums import MailState
from pledges.models import OutboxMail
from pledges.policies import may_undo_step
from pledges.workflow.table import TABLES

LEFT = gettext_noop("Its mail has left: it can no longer be undone without saying so.")


def undo(*, kind: str, ref: str, by, version: int):
    """Undo the last decision about the object of `kind` called `ref`; returns it as it was.

    Its mails are stopped in the same transaction, and those it had stopped wait again. Raises
    Stale, IllegalStep or NotAllowed; nothing has moved then.
    """
    if kind in JOURNEYS:
        return undo_on_letter(kind=kind, ref=ref, by=by, version=version)
    return undo_last(
        table=TABLES[kind],
        model=MODELS[kind],
        ref=ref,
        by=by,
        version=version,
        may=may_undo_step,
        role_of=role_of,
        after_write=lambda obj, entry, aside: _take_back_mails(obj, entry, aside, by),
    )


def forget_undoable() -> int:
    """Drop what is kept of decisions that can no longer be undone; how many they were."""
    return forget_expired()


def _take_back_mails(obj, entry: Entry, aside: dict, by) -> None:
    mails = OutboxMail.objects.select_for_update(of=("self",)).filter(
        object_kind=entry.object_kind, object_ref=obj.ref, object_version=entry.version
    )
    for mail in mails.exclude(state=MailState.CANCELLED):
        # Under the lock of the mail: of the undo and of its leaving, one comes first.
        if mail.state != MailState.WAITING or is_leaving(mail):
            raise IllegalStep(LEFT)
        stop(mail, by=by, step="stop_undone")
    stopped = OutboxMail.objects.select_for_update(of=("self",)).filter(
        pk__in=aside.get(STOPPED, []), state=MailState.CANCELLED
    )
    for mail in stopped:
        let_wait(mail, by=by)
