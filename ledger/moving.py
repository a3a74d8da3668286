"""A merge of two rows as a list of moves: columns of one row each, which can be moved back.

Plain values (numbers, texts, null), so that a merge keeps them as JSON and its undoing restores
exactly what was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ledger.refusals import Invalid
from ledger.steps import gettext_noop

MOVED_SINCE = gettext_noop(
    "Something to be moved was changed in the meantime. Nothing was done: look at the list again."
)


@dataclass(frozen=True, slots=True)
class Move:
    """Columns of one row of `table` (a name its floor knows): column → (before, after)."""

    table: str
    key: int
    columns: dict[str, tuple[Any, Any]]

    def back(self) -> "Move":
        """The move that undoes this one."""
        return Move(self.table, self.key, {name: (b, a) for name, (a, b) in self.columns.items()})

    def as_json(self) -> dict:
        columns = {name: list(values) for name, values in self.columns.items()}
        return {"table": self.table, "key": self.key, "columns": columns}

    @classmethod
    def from_json(cls, kept: dict) -> "Move":
        columns = {name: (before, after) for name, (before, after) in kept["columns"].items()}
        return cls(kept["table"], kept["key"], columns)


def backwards(moves: Iterable[Move]) -> list[Move]:
    """Moves that undo `moves`, in the order in which they can be made."""
    return [move.back() for move in reversed(list(moves))]


def put(row, move: Move) -> None:
    """Set the columns of `move` on a locked row. Raises Invalid when one is not as it was seen."""
    for column, (before, after) in move.columns.items():
        if getattr(row, column) != before:
            raise Invalid(MOVED_SINCE)
        setattr(row, column, after)
