"""Which list held is the one a file presents? Panel and name first, then looser likenesses."""

from collections.abc import Callable, Iterable, Iterator

from communes.importers.plan import Plan
from communes.models import ElectoralList


def match_lists(
    presented: Iterable, held: Iterable[ElectoralList], taken: set[int], plan: Plan
) -> Iterator[tuple[object, ElectoralList | None]]:
    """Pair every list presented with its row, None when new.

    One presented says `line`, `commune_id`, `panel`, `search_label`, `head_name`.

    The surest likeness goes first for all of them, so that no list takes the row of another:
    same panel with the same label or head, then same label, then same head. A panel number alone
    proves nothing: a row with the same panel and neither in common is a conflict, left as it is.
    """
    waiting = list(presented)
    free: dict[int, list[ElectoralList]] = {}
    for row in held:
        if row.pk not in taken:
            free.setdefault(row.commune_id, []).append(row)
    for alike in (_same_panel, _same_label, _same_head):
        still = []
        for one in waiting:
            row = _first(free.get(one.commune_id, ()), one, alike)
            if row is None:
                still.append(one)
                continue
            free[one.commune_id].remove(row)
            taken.add(row.pk)
            yield one, row
        waiting = still
    for one in waiting:
        rival = next((row for row in free.get(one.commune_id, ()) if _panel(row, one)), None)
        if rival is None:
            yield one, None
        else:
            plan.conflict(str(one.line), f"panel {one.panel} is held by another list, {rival.ref}")


def _first(rows: Iterable[ElectoralList], one, alike: Callable) -> ElectoralList | None:
    return next((row for row in rows if alike(row, one)), None)


def _panel(row: ElectoralList, one) -> bool:
    return row.panel_number == one.panel


def _same_label(row: ElectoralList, one) -> bool:
    return row.search_label == one.search_label


def _same_head(row: ElectoralList, one) -> bool:
    head = row.head
    return bool(head and one.head_name and head.search_name == one.head_name)


def _same_panel(row: ElectoralList, one) -> bool:
    return _panel(row, one) and (_same_label(row, one) or _same_head(row, one))
