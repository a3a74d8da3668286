"""Mandates that changed before their end: prepared, all that is concerned shown first, decided."""

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from accounts.step_admin import StepForm
from pledges.actions.mandates import prepare
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import MandateChange
from pledges.queries.mandates import changes_for_desk, concerned, marked, put_back_by_lifting
from pledges.workflow.mandate import MANDATE_CHANGE


def _shown(digest: str) -> type[StepForm]:
    """The digest of the preview goes with the decision; asked again, that of the new preview."""

    class OfThisPage(forms.HiddenInput):
        def format_value(self, value):
            return digest

    class ApplyForm(StepForm):
        plan = forms.CharField(widget=OfThisPage)

    return ApplyForm


_HELP = {
    "intercommunality": gettext_lazy(
        "Instead of a commune: its own contacts, and what lists promised at its level."
    ),
    "successor": gettext_lazy(
        "Only when communes merged and all is carried over; left empty, it is the one the"
        " official geographic code names."
    ),
    "successor_group": gettext_lazy("Only when intercommunalities merged and all is carried over."),
}


@admin.register(MandateChange, site=site)
class MandateChangeAdmin(PledgeAdmin):
    """Nothing moves before another coordinator confirms; all can be put back."""

    table = MANDATE_CHANGE
    view_permission = add_permission = Permission.MANAGE_ELECTION
    change_form_template = "admin/pledges/mandatechange_change_form.html"
    list_display = ["territory", "effect", "cause", "since", "state_words", "state_at"]
    list_filter = [state_filter(MANDATE_CHANGE), "effect"]
    autocomplete_fields = ["commune", "intercommunality", "successor", "successor_group"]
    ordering = ["-pk"]
    fields = [
        "commune",
        "intercommunality",
        "election",
        "cause",
        "effect",
        "since",
        "successor",
        "successor_group",
    ]

    def get_queryset(self, request):
        return changes_for_desk()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, words in _HELP.items():
            if name in form.base_fields:
                form.base_fields[name].help_text = words
        return form

    @admin.display(description=gettext_lazy("territory"))
    def territory(self, obj):
        return obj.territory

    def save_model(self, request, obj, form, change):
        made = prepare(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref

    def step_form_class(self, step, obj):
        return _shown(concerned(obj).digest) if step.name == "apply" else StepForm

    def foreseen(self, step, obj):
        return "" if step.name == "drop" else _preview(obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["preview"] = _preview(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _preview(change: MandateChange) -> str:
    """What the next step would do, as HTML; nothing once all is over."""
    if change.state == "prepared":
        given = {"concerned": concerned(change)}
    elif change.state == "in_force":
        given = {"moved": put_back_by_lifting(change), "marked": marked(change)}
    else:
        return ""
    return render_to_string("admin/pledges/mandate_preview.html", {"change": change, **given})
