"""The few ways a write is refused. Each door translates each of them once."""

from ledger.steps import gettext_noop

STALE = gettext_noop("Someone else changed this in the meantime. Nothing was saved.")
NOTHING_TO_UNDO = gettext_noop("The last change is not a decision that can be undone.")
TOO_LATE = gettext_noop(
    "It is too late to undo this: the grace period is over, and what it sends may have left."
)
MOVED_ON = gettext_noop("Something else has changed with it since: it can no longer be undone.")


class Refusal(Exception):
    """A write that was refused; nothing moved. `reason` is a sentence for the person."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


class IllegalStep(Refusal):
    """The step does not exist from the object's present state (HTTP 409)."""


class NotAllowed(Refusal):
    """The person may not take this step (HTTP 403)."""


class Stale(Refusal):
    """The version seen is not the version in the database (HTTP 412, conflict page)."""

    def __init__(self, reason, *, seen: int | None = None, current: int | None = None):
        super().__init__(reason)
        self.seen = seen
        self.current = current


class Invalid(Refusal):
    """What was given is missing or wrong. `errors` maps field names to sentences (HTTP 400)."""

    def __init__(self, reason, *, errors: dict | None = None):
        super().__init__(reason)
        self.errors = errors or {}
