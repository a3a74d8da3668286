"""Withholding a reply whose content is unlawful: proposed by one, decided by another."""

from pledges.actions._apply import take
from pledges.models import Reply


def propose_withholding(*, ref: str, by, version: int, reason: str, given=None) -> Reply:
    """Say what is unlawful; the reply stays where it is until a second person decides."""
    return _take("propose_withholding", ref, by, version, reason, why=reason.strip())


def withhold(*, ref: str, by, version: int, reason: str = "", given=None) -> Reply:
    """Show the reason in its place; the commune is told."""
    return take(kind="reply", step="withhold", ref=ref, by=by, version=version, reason=reason)


def keep(*, ref: str, by, version: int, reason: str = "", given=None) -> Reply:
    """Leave it as it is: nothing was ever taken off the site."""
    return _take("keep", ref, by, version, reason, why="")


def restore(*, ref: str, by, version: int, reason: str, given=None) -> Reply:
    """Put it back, as it stands today; the commune is told."""
    return _take("restore", ref, by, version, reason, why="")


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
