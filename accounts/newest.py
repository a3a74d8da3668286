"""The newest rows of those looked for, in tables of the desk that show the newest first.

Their pages end somewhere (`accounts.paging`): an index that gives the newest keys of what words
find is enough for them, whether few rows hold the words or most of half a million.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

from django.db import models
from django.db.models import Q, QuerySet

from accounts import searching
from accounts.paging import COUNTED, SMALL, ending_at, is_small
from accounts.searching import begun_by, some_keys, words_in
from ledger.references import may_be_ref

# Keys gathered, where filters leave few of the newest; beyond, rows are sooner read in their order.
AT_MOST = 10_000
# What is told of each row as it is read ends sooner than other pages do: where most rows hold the
# words, the newest are as many as anybody looks through.
TOLD = 200


@dataclass(frozen=True, slots=True)
class Newest:
    """Keys of the rows found one way or another. floor: None when these are all of them, else the
    oldest key from which none is missing."""

    keys: frozenset[int]
    floor: int | None = None

    @classmethod
    def of(cls, rows: QuerySet, most: int) -> "Newest":
        """The newest of `rows`, which an index must give; `most`, and one to know of others."""
        keys = rows.order_by("-pk").values_list("pk", flat=True)
        return cls._first(list(keys[: most + 1]), most)

    @classmethod
    def with_words(
        cls, model: type[models.Model], column: str, words: list[str], most: int
    ) -> "Newest":
        """Rows where every one of `words` begins a word of `column` (see `searching.some_keys`)."""
        keys = some_keys(model, column, words, newest=most)
        return cls(frozenset(), sys.maxsize) if keys is None else cls._first(keys, most)

    @classmethod
    def _first(cls, keys: list[int], most: int) -> "Newest":
        whole = len(keys) <= most
        return cls(frozenset(keys), None if whole else keys[-1] if keys else sys.maxsize)

    def __or__(self, other: "Newest") -> "Newest":
        floors = [one.floor for one in (self, other) if one.floor is not None]
        floor, keys = max(floors, default=None), self.keys | other.keys
        return Newest(keys if floor is None else frozenset(k for k in keys if k >= floor), floor)


def newest_of(rows: QuerySet, told: Q, *ways: Callable[[int], Newest]) -> QuerySet:
    """Those of `rows` that one of `ways` finds, to be shown newest first: enough for their pages.

    ways: given how many keys are enough; told: the same, said of a row as it is read, for words so
    common that no index is asked, and when filters leave too few of the newest.
    """
    filtered = rows.query.has_filters()
    most = searching.COMMON if filtered else min(searching.COMMON, COUNTED)
    while most <= AT_MOST:
        newest = reduce(or_, (way(most) for way in ways))
        found = rows.filter(pk__among=newest.keys)
        if newest.floor is None:
            return found
        left = len(newest.keys)
        if filtered:
            left = found.order_by().values("pk")[: COUNTED + 1].count()
        if not filtered and left > COUNTED and max(newest.keys) <= SMALL:
            # A table that small is shown whole.
            most = SMALL
            continue
        if left > COUNTED:
            return found
        # As many more as filters leave, and a quarter: the second look is the last, nearly always.
        most = max(most, 1) * COUNTED * 5 // (4 * max(left, 1)) + 1
    # Once, and keys alone: the page and its count would each read as far, the page whole rows.
    keys = rows.filter(told).order_by("-pk").values_list("pk", flat=True)
    whole = is_small(rows.model)
    found = rows.filter(pk__among=frozenset(keys[: SMALL if whole else TOLD + 1]))
    return found if whole else ending_at(found, TOLD)


def newest_with(rows: QuerySet, column: str, words: list[str]) -> QuerySet:
    """Those where every one of `words` begins a word of `column`, to be shown newest first; `words`
    of one letter narrow what the others find."""
    # The index has no list of what begins with one letter, which is common anyway.
    indexed = [word for word in words if len(word) > 1]
    rows = rows.filter(begun_by(column, [word for word in words if len(word) == 1]))
    if not indexed:
        return rows
    by_index = partial(Newest.with_words, rows.model, column, indexed)
    return newest_of(rows, begun_by(column, indexed), by_index)


def newest_said(rows: QuerySet, column: str, text: str) -> QuerySet:
    """The row whose reference was typed, else those of `newest_with` by the words of `text`."""
    ref = text.strip().lower()
    named = rows.filter(ref=ref)
    if may_be_ref(ref) and named.exists():
        return named
    return newest_with(rows, column, words_in(text))
