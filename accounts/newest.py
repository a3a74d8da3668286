"""The newest rows of those looked for, in tables of the desk that show the newest first.

Their pages end at the thousandth row (`accounts.paging`): an index that gives the newest keys of
what words find is enough for them, whether few rows hold the words or most of half a million.
"""

import sys
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts import searching
from accounts.paging import COUNTED
from accounts.searching import begun_by, some_keys, words_in
from ledger.references import may_be_ref


@dataclass(frozen=True, slots=True)
class Newest:
    """Keys of the rows found one way or another. floor: None when these are all of them, else the
    oldest key from which none is missing."""

    keys: frozenset[int]
    floor: int | None = None

    @classmethod
    def of(cls, way: QuerySet, rows: QuerySet) -> "Newest":
        """The newest of `way`, which an index must give, enough of them for pages of `rows`."""
        most, keys = _enough(rows), way.order_by("-pk").values_list("pk", flat=True)
        return cls._first(list(keys[: most + 1]), most)

    @classmethod
    def with_words(cls, rows: QuerySet, column: str, words: list[str]) -> "Newest":
        """Where every one of `words` begins a word of `column` (see `searching.some_keys`)."""
        most = _enough(rows)
        keys = some_keys(rows.model, column, words, newest=most)
        return cls(frozenset(), sys.maxsize) if keys is None else cls._first(keys, most)

    @classmethod
    def _first(cls, keys: list[int], most: int) -> "Newest":
        whole = len(keys) <= most
        return cls(frozenset(keys), None if whole else keys[-1] if keys else sys.maxsize)

    def __or__(self, other: "Newest") -> "Newest":
        floors = [one.floor for one in (self, other) if one.floor is not None]
        floor, keys = max(floors, default=None), self.keys | other.keys
        return Newest(keys if floor is None else frozenset(k for k in keys if k >= floor), floor)

    def shown(self, rows: QuerySet, told: Q) -> QuerySet:
        """Those of `rows`, the newest first. told: the same, said of a row as it is read, for when
        filters leave too few of the newest to fill the pages."""
        found = rows.filter(pk__among=self.keys)
        if self.floor is None:
            return found
        if len(self.keys) > COUNTED:
            if not rows.query.has_filters():
                return found
            if found.order_by().values("pk")[: COUNTED + 1].count() > COUNTED:
                return found
        return rows.filter(told)


def _enough(rows: QuerySet) -> int:
    """How many of the newest fill the pages of `rows`: more where filters leave some out."""
    most = searching.COMMON
    return most if rows.query.has_filters() else min(most, COUNTED)


def newest_with(rows: QuerySet, column: str, words: list[str]) -> QuerySet:
    """Those where every one of `words` begins a word of `column`, to be shown newest first; `words`
    of one letter narrow what the others find."""
    # The index has no list of what begins with one letter, which is common anyway.
    indexed = [word for word in words if len(word) > 1]
    rows = rows.filter(begun_by(column, [word for word in words if len(word) == 1]))
    if not indexed:
        return rows
    found = Newest.with_words(rows, column, indexed)
    return found.shown(rows, begun_by(column, indexed))


def newest_said(rows: QuerySet, column: str, text: str) -> QuerySet:
    """The row whose reference was typed, else those of `newest_with` by the words of `text`."""
    ref = text.strip().lower()
    named = rows.filter(ref=ref)
    if may_be_ref(ref) and named.exists():
        return named
    return newest_with(rows, column, words_in(text))
