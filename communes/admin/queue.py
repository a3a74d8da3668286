"""What every line of the desk's work queue shares, and the silences announced above them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from heapq import merge
from itertools import islice

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queueing import CAP, ME, SHOWN, Asked, Notice, QueueItem, QueueLine, register_notices
from communes.finding import ListsFound, lists_found
from communes.waiting import of_territory, silences

# A silence is announced early enough to publish before it.
AHEAD = timedelta(days=60)


def line(
    asked: Asked,
    rows: QuerySet | Sequence[QuerySet],
    label: str,
    whose: str,
    *,
    turn: str = ME,
    query: str = "",
    place: str = "",
    page: str = "change",
    holder: str = "",
    named: bool = False,
) -> list[QueueLine]:
    """One line of `rows`, or none when the address asks for another kind.

    rows: all of them, or parts of one table without a row in common, each of which an index reads
    in the order of its age: no index leads two states, or two authors, in one order. query: filter
    of the table that shows them; place: lookups from a row to its list; page: name of the page an
    item leads to; holder: column of who holds a row; named: show items anyway.
    """
    parts = [rows] if isinstance(rows, QuerySet) else rows
    model = parts[0].model
    opts = model._meta
    if asked.kind and asked.kind != opts.model_name:
        return []
    parts = [_narrowed(asked, part, place, holder) for part in parts]
    first = []
    if named or asked:
        # The items shown come with what their names say; the others are only counted.
        related = [f"{place}__commune"] if place else []
        shown = (part.select_related(*related)[:SHOWN] for part in parts)
        first = _oldest(shown, SHOWN, key=lambda row: (row.state_at, row.pk))
    dates = [row.state_at for row in first]
    if not (named or asked) or len(first) == SHOWN:
        counted = (part.values_list("state_at", flat=True)[: CAP + 1] for part in parts)
        dates = _oldest(counted, CAP + 1)
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return [
        QueueLine(
            label,
            len(dates),
            dates[0] if dates else None,
            f"{address}?{query}",
            whose,
            turn,
            model,
            tuple(_item(row, page) for row in first),
        )
    ]


def _narrowed(asked: Asked, rows: QuerySet, place: str, holder: str) -> QuerySet:
    """What the address asks of `rows`, in the order of their age."""
    rows = of_territory(rows, place, asked.territory)
    if asked.q:
        rows = _lists(asked).narrow(rows, place)
    if asked.which == "late":
        rows = rows.filter(state_at__lt=asked.late_before)
    if asked.which == "unclaimed" and holder:
        rows = rows.filter(**{holder: None})
    return rows.order_by("state_at", "pk")


def _lists(asked: Asked) -> ListsFound:
    """The lists whose words were asked for, looked for once for all lines."""
    if ListsFound not in asked.found:
        asked.found[ListsFound] = lists_found(asked.q)
    return asked.found[ListsFound]


def _oldest(parts: Iterable[QuerySet], number: int, key=None) -> list:
    """The first `number` of all parts together, each part in that order already."""
    return list(islice(merge(*parts, key=key), number))


def _item(row, page: str) -> QueueItem:
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[row.pk])
    return QueueItem(str(row), address, row.state_at, getattr(row, "held_until", None))


@register_notices
def coming_silences(_user) -> list[Notice]:
    """The silence of each round that runs, or begins soon."""
    found = []
    for silence in silences(timezone.now() + AHEAD):
        running = silence.freeze_from <= timezone.now()
        words = (
            _("%(election)s, round %(n)s: nothing is published before the silence ends")
            if running
            else _("%(election)s, round %(n)s: the silence begins, nothing will be published")
        ) % {"election": silence.election, "n": silence.number}
        address = reverse("admin:communes_election_change", args=[silence.election_id])
        at = silence.freeze_until if running else silence.freeze_from
        found.append(Notice(words, at, address, running))
    return found
