"""The review of a commitment: submit, return, publish, drop, withdraw, restore."""

from pledges.actions._apply import take
from pledges.actions.mandates import mark_what_appears
from pledges.models import Commitment


def submit(*, ref: str, by, version: int, reason: str = "", given=None) -> Commitment:
    """Ask for a review; refused when a quote is no longer word for word."""
    return take(kind="commitment", step="submit", ref=ref, by=by, version=version, reason=reason)


def return_to_draft(*, ref: str, by, version: int, reason: str, given=None) -> Commitment:
    """Send back to the author, with the reason."""
    return take(kind="commitment", step="return", ref=ref, by=by, version=version, reason=reason)


def publish(*, ref: str, by, version: int, reason: str = "", given=None) -> Commitment:
    """Make public; the first publication gives its date."""
    return take(
        kind="commitment",
        step="publish",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=_date_publication,
    )


def drop(*, ref: str, by, version: int, reason: str, given=None) -> Commitment:
    """Give up a commitment that was never public."""
    return take(kind="commitment", step="drop", ref=ref, by=by, version=version, reason=reason)


def withdraw(*, ref: str, by, version: int, reason: str, given=None) -> Commitment:
    """Take off the site; the date and the reason stay public."""
    return take(kind="commitment", step="withdraw", ref=ref, by=by, version=version, reason=reason)


def restore(*, ref: str, by, version: int, reason: str, given=None) -> Commitment:
    """Put back on the site; by someone other than who withdrew it."""
    return take(kind="commitment", step="restore", ref=ref, by=by, version=version, reason=reason)


def _date_publication(commitment: Commitment, by, _given: dict) -> None:
    if commitment.published_at is None:
        commitment.published_at, commitment.published_by = commitment.state_at, by
    mark_what_appears(commitment)
