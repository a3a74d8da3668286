"""What is long to count is counted once between two entries of the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ledger.models import Entry
from ledger.sequencing import committed

P = ParamSpec("P")
T = TypeVar("T")
_NOTHING = object()


def until_recorded(count: Callable[P, T]) -> Callable[P, T]:
    """A reading whose answer stands until something is recorded (two queries).

    Its arguments, if any, take few values: an answer is held for each. Exact as long as nothing it
    reads changes without an entry. The number of entries alone would be the same again after a
    restoration: the last one is named by its digest.
    """
    held: dict[tuple, Any] = {}

    @wraps(count)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        last = Entry.objects.order_by("-seq").values_list("digest", flat=True).first()
        mark = (committed(), last)
        key = (mark, args, tuple(kwargs.items()))
        found = held.get(key, _NOTHING)
        if found is _NOTHING:
            # Counted before the former ones go: another thread reads either, never nothing.
            found = count(*args, **kwargs)
            for old in [one for one in tuple(held) if one[0] != mark]:
                held.pop(old, None)
            held[key] = found
        return found

    return remembered
