"""A map of departments as tiles: each at its place among its neighbours, all of the same size.

No outline of a department is known here (ADR 9), and a tile says as much of a small department as
of a large one. Columns go from west to east, rows from north to south.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pledges.queries.figures import InDepartment

SIDE = 30
# Code of a department by column; a dot is empty. The last row is overseas.
_ROWS = (
    ". . . . . . 62 59 . . . .",
    ". . . . . 76 80 02 08 . . .",
    ". . 50 14 27 95 60 51 55 54 57 67",
    "29 22 35 61 78 92 93 77 10 52 88 68",
    ". 56 53 72 28 75 94 89 21 70 90 .",
    ". 44 49 37 41 91 45 58 71 39 25 .",
    ". 85 79 86 36 18 03 42 69 01 74 .",
    ". 17 16 87 23 63 43 07 26 38 73 .",
    ". 33 24 19 15 48 30 84 04 05 . .",
    ". 40 47 46 12 81 34 13 83 06 . .",
    ". 64 32 82 31 11 . . . . 2B .",
    ". . 65 . 09 66 . . . . 2A .",
    ". . . . . . . . . . . .",
    "971 . 972 . 973 . 974 . 976 . . .",
)
PLACES = {
    code: (column, row)
    for row, codes in enumerate(_ROWS)
    for column, code in enumerate(codes.split())
    if code != "."
}
# Published commitments from which a tile is darker.
STEPS = (1, 5, 20)


@dataclass(frozen=True, slots=True)
class Tile:
    """A department on the map. x, y: its corner, in units of the drawing; shade: "" when no list is
    known there, 0 when nothing is published, then 1 to 3."""

    code: str
    x: int
    y: int
    shade: str
    known: InDepartment | None


def tiles(known: Iterable[InDepartment]) -> list[Tile]:
    """Every department that has a place, with what is known of it."""
    found = {one.department.code: one for one in known}
    return [
        Tile(code, column * SIDE, row * SIDE, _shade(found.get(code)), found.get(code))
        for code, (column, row) in PLACES.items()
    ]


def _shade(one: InDepartment | None) -> str:
    return "" if one is None else str(sum(one.commitments >= step for step in STEPS))
