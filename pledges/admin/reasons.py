"""The reasons offered on the review screen, kept by those who review."""

from django.contrib import admin

from accounts.admin_site import DeskAdmin, site
from accounts.permissions import Permission
from pledges.actions.reasons import KIND, add_reason, change_reason
from pledges.models import ReturnReason


@admin.register(ReturnReason, site=site)
class ReturnReasonAdmin(DeskAdmin):
    """Words to begin with; one that is no longer of use is no longer offered, never deleted."""

    kind = KIND
    add_permission = change_permission = Permission.REVIEW
    list_display = ["words", "position", "in_use", "changed_by"]
    list_select_related = ["changed_by"]
    fields = ["words", "position", "in_use"]

    def save_model(self, request, obj, form, change):
        given = {name: form.cleaned_data[name] for name in self.fields}
        if change:
            seen = self.seen_version(request)
            change_reason(pk=obj.pk, version=seen, by=request.user, **given)
            return
        made = add_reason(by=request.user, **given)
        obj.pk, obj.ref = made.pk, made.ref
