"""Pages of the desk's tables, without counting a whole table."""

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

# Nobody turns ten pages: beyond, one filters or searches.
COUNTED = 500
# A table of so many rows is shown whole, and sorted by any column.
SMALL = 2000


def is_small(model: type[Model]) -> bool:
    """Has its table never had more than `SMALL` rows? Told by its newest key, without counting."""
    newest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (newest or 0) <= SMALL


def ending_at(rows: QuerySet, most: int) -> QuerySet:
    """`rows`, whose pages end at the row number `most` whatever becomes of the query."""
    rows = rows.all()
    # Kept by Django's own copies of a query, as all that it holds.
    rows.query.pages_end = most
    return rows


class BoundedPaginator(Paginator):
    """Counts at most `COUNTED` rows of a large table, so that it costs the same whatever it holds;
    those of a small one are all there."""

    @property
    def count(self) -> int:
        return self._counted[0]

    @property
    def has_more(self) -> bool:
        """Are there rows beyond the last page?"""
        return self._counted[1]

    @cached_property
    def _counted(self) -> tuple[int, bool]:
        most = getattr(self.object_list.query, "pages_end", COUNTED)
        keys = self.object_list.values("pk")
        counted = keys[: most + 1].count()
        if counted > most and is_small(self.object_list.model):
            return keys.count(), False
        return min(counted, most), counted > most
