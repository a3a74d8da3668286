"""Pages of the desk's tables, without counting a whole table."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# Nobody turns twenty pages: beyond, one filters or searches.
COUNTED = 1000


class BoundedPaginator(Paginator):
    """Counts at most `COUNTED` rows, so that a table costs the same whatever it holds."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, COUNTED)

    @property
    def has_more(self) -> bool:
        """Are there rows beyond the last page?"""
        return self._counted > COUNTED

    @cached_property
    def _counted(self) -> int:
        return self.object_list.values("pk")[: COUNTED + 1].count()
