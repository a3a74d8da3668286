"""Withholding a reply whose content is unlawful: proposed by one, decided by another."""

from accounts.policies import role_of
from ledger.applying import edit
from pledges.actions._apply import queue_mails, take
from pledges.actions.mails import is_leaving
from pledges.enums import MailState
from pledges.models import OutboxMail, Reply


def propose_withholding(*, ref: str, by, version: int, reason: str, given=None) -> Reply:
    """Say what is unlawful; the reply stays where it is until a second person decides."""
    return _take("propose_withholding", ref, by, version, reason, why=reason.strip())


def withhold(*, ref: str, by, version: int, reason: str = "", given=None) -> Reply:
    """Show the reason in its place; the commune is told."""
    return take(kind="reply", step="withhold", ref=ref, by=by, version=version, reason=reason)


def keep(*, ref: str, by, version: int, reason: str = "", given=None) -> Reply:
    """Leave it as it is: nothing was ever taken off the site."""
    return _take("keep", ref, by, version, reason, why="")


def uphold(*, ref: str, by, version: int, reason: str, given=None) -> Reply:
    """Leave it withheld though its commune changed it; the commune is told why."""
    return take(kind="reply", step="uphold", ref=ref, by=by, version=version, reason=reason)


def restore(*, ref: str, by, version: int, reason: str, given=None) -> Reply:
    """Put it back, as it stands today; the commune is told."""
    return _take("restore", ref, by, version, reason, why="")


def save_changed(reply: Reply, *, by) -> None:
    """Save what its commune changed of a locked reply; of a withheld one, who withheld it is told.

    Said once while nobody read the mail: it leads to the reply as it stands.
    """
    if not reply.is_withheld:
        edit(kind="reply", obj=reply, by=by, role=role_of(by))
        return
    edit(kind="reply", obj=reply, by=by, role=role_of(by), step="rewrite")
    waiting = OutboxMail.objects.filter(
        object_kind="reply", object_ref=reply.ref, step="rewrite", state=MailState.WAITING
    )
    if all(is_leaving(mail) for mail in waiting):
        queue_mails("reply", "rewrite", reply, by=by, reason="")


def _take(step: str, ref: str, by, version: int, reason: str, *, why: str) -> Reply:
    def say(reply, _by, _given):
        reply.withheld_because = why

    return take(
        kind="reply",
        step=step,
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=say,
    )
