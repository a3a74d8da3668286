"""How tables of the desk are put in order."""

from django.contrib.admin.views.main import ORDER_VAR, ChangeList


class OrderedChangeList(ChangeList):
    """Keeps to the order of the table where columns are no links: an address that asks for another
    would have a large table sorted, whole."""

    def get_ordering(self, request, queryset):
        if not self.sortable_by:
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)
