"""The ledger in the desk: to read and search, never to change."""

from django.contrib import admin


class EntryAdmin(admin.ModelAdmin):
    list_display = [
        "seq",
        "at",
        "object_kind",
        "object_ref",
        "version",
        "step",
        "to_state",
        "actor_ref",
    ]
    list_filter = ["object_kind", "step"]
    search_fields = ["object_ref__exact", "actor_ref__exact"]
    ordering = ["-seq"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
