"""Requests for access in the desk: checked against the town hall's official address, answered."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from accounts.step_admin import StepForm
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import AccessRequest
from pledges.queries.letting_in import last_checked, speaking_for
from pledges.workflow.access import ACCESS_REQUEST


class AcceptForm(StepForm):
    """What the request was checked with: the town hall's own address, never the asker's word."""

    checked_with = forms.CharField(
        label=gettext_lazy("official address it was checked with"),
        max_length=254,
        help_text=gettext_lazy(
            "The e-mail address or the page the town hall publishes. Write to it, or call: an"
            " address that looks like the town hall's proves nothing."
        ),
    )


@admin.register(AccessRequest, site=site)
class AccessRequestAdmin(PledgeAdmin):
    """Who asks to speak for a territory: decided, never rewritten."""

    table = ACCESS_REQUEST
    view_permission = Permission.INVITE_CONTACT
    list_display = ["territory", "state_words", "who", "quality", "created_at", "fictitious"]
    list_filter = [state_filter(ACCESS_REQUEST)]
    list_select_related = ["commune", "intercommunality"]
    ordering = ["-pk"]
    fields = [
        "territory",
        "who",
        "office",
        "quality",
        "email",
        "leaver",
        "leaves_on",
        "known_address",
        "speaking",
        "checked_with",
        "created_at",
        "fictitious",
    ]

    def step_form_class(self, step, obj):
        if step.name != "accept":
            return StepForm
        before = last_checked(obj)

        class Known(AcceptForm):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.fields["checked_with"].initial = before.checked_with if before else ""

        return Known

    @admin.display(description=gettext_lazy("territory"))
    def territory(self, obj):
        return obj.territory

    @admin.display(description=gettext_lazy("name"))
    def who(self, obj):
        return obj.name or _("erased since")

    @admin.display(description=gettext_lazy("official address known so far"))
    def known_address(self, obj):
        """The one the last request for the same territory was checked with."""
        before = last_checked(obj)
        return before.checked_with if before else _("none: look for it on the town hall's site")

    @admin.display(description=gettext_lazy("who speaks for it today"))
    def speaking(self, obj):
        found = [f"{one.user.name} <{one.user.email}>" for one in speaking_for(obj)]
        return ", ".join(found) or _("nobody")
