"""Pages of the desk's tables, without counting a whole table."""

from django.core.paginator import Paginator
from django.db.models import Model
from django.utils.functional import cached_property

# Nobody turns ten pages: beyond, one filters or searches.
COUNTED = 500
# A table of so many rows is shown whole, and sorted by any column.
SMALL = 2000


def is_small(model: type[Model]) -> bool:
    """Has its table never had more than `SMALL` rows? Told by its newest key, without counting."""
    newest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (newest or 0) <= SMALL


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
        keys = self.object_list.values("pk")
        counted = keys[: COUNTED + 1].count()
        if counted > COUNTED and is_small(self.object_list.model):
            return keys.count(), False
        return min(counted, COUNTED), counted > COUNTED
