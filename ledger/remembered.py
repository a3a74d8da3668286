"""What is long to count is counted once between two entries of the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ledger.models import Entry
from ledger.sequencing import committed

T = TypeVar("T")


def until_recorded(count: Callable[[], T]) -> Callable[[], T]:
    """A reading without arguments, whose answer stands until something is recorded (two queries).

    Exact as long as nothing it reads changes without an entry. The number of entries alone would
    be the same again after a restoration: the last one is named by its digest.
    """
    held: dict[tuple, T] = {}

    @wraps(count)
    def remembered() -> T:
        last = Entry.objects.order_by("-seq").values_list("digest", flat=True).first()
        mark = (committed(), last)
        if mark not in held:
            # Counted before the former one goes: another thread reads either, never nothing.
            found = count()
            held.clear()
            held[mark] = found
            return found
        return held.get(mark) or count()

    return remembered
