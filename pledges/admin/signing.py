"""Signatures and solicitations."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from accounts.step_admin import StepForm
from pledges.actions.signing import record_signature, solicit
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import Campaign, Signature, Solicitation
from pledges.workflow.signature import SIGNATURE, SOLICITATION


class ReceiveForm(StepForm):
    """The day the document was signed."""

    signed_on = forms.DateField(
        label=gettext_lazy("signed on"), widget=forms.DateInput(attrs={"type": "date"})
    )


@admin.register(Signature, site=site)
class SignatureAdmin(PledgeAdmin):
    """Announced is not received is not verified."""

    table = SIGNATURE
    add_permission = Permission.RECORD_SIGNATURE
    list_display = ["signer_name", "electoral_list", "state_words", "in_name_of", "signed_on"]
    list_filter = [state_filter(SIGNATURE), "in_name_of"]
    list_select_related = ["electoral_list"]
    autocomplete_fields = ["electoral_list"]
    search_fields = ["signer_name", "ref__exact"]
    ordering = ["-pk"]
    fields = [
        "campaign",
        "electoral_list",
        "signer_name",
        "capacity",
        "in_name_of",
        "channel",
        "signed_on",
    ]

    def step_form_class(self, step, obj):
        return ReceiveForm if step.name == "receive" else StepForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "signed_on" in form.base_fields:
            form.base_fields["signed_on"].required = True
        return form

    def save_model(self, request, obj, form, change):
        made = record_signature(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref


class CampaignFilter(admin.SimpleListFilter):
    """Django's own would ask the database three questions for the name of each campaign."""

    title = gettext_lazy("campaign")
    parameter_name = "campaign"

    def lookups(self, request, model_admin):
        campaigns = Campaign.objects.select_related("pact_version__pact", "election")
        return [(str(one.pk), str(one)) for one in campaigns.order_by("-pk")]

    def queryset(self, request, queryset):
        # Only a campaign that was offered filters: anything else in the address is ignored.
        known = self.value() in {key for key, _name in self.lookup_choices}
        return queryset.filter(campaign=self.value()) if known else queryset


@admin.register(Solicitation, site=site)
class SolicitationAdmin(PledgeAdmin):
    """Which lists were asked, and what they answered."""

    table = SOLICITATION
    bulk_steps = ("contact", "remind")
    add_permission = Permission.MANAGE_SOLICITATION
    list_display = ["electoral_list", "campaign", "state_words", "state_at", "channel"]
    list_filter = [state_filter(SOLICITATION), CampaignFilter]
    list_select_related = ["electoral_list", "campaign__pact_version__pact", "campaign__election"]
    autocomplete_fields = ["electoral_list"]
    ordering = ["-pk"]
    fields = ["campaign", "electoral_list", "channel", "public_reason"]

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[:3]

    def save_model(self, request, obj, form, change):
        made = solicit(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref
