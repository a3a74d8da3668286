"""Rows shown on the page of what they belong to; they are written by actions, never there."""

from django.contrib.admin import TabularInline


class ReadRows(TabularInline):
    """A table to read. Django's own has headers without a name, and scrolls by the mouse alone."""

    template = "admin/rows.html"
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return True
