"""What became of a file, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass

# The sentences said to people are those of the actions.
REASONS = frozenset({"damaged", "locked", "acts", "too_big", "hostile", "unavailable"})


class Refused(Exception):
    """This file is not kept; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The bytes to keep; empty exactly when `reason` is not."""

    data: bytes = b""
    reason: str = ""
