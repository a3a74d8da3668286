"""Signatures and solicitations."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.newest import newest_said
from accounts.permissions import Permission
from accounts.step_admin import StepForm
from letters.enums import Channel
from pledges.actions.signing import FUTURE, record_signature, solicit
from pledges.admin.answers import AnswerPages
from pledges.admin.bulk import BulkForm
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.exports.merging import message_to
from pledges.models import Campaign, Signature, Solicitation
from pledges.queries.figures import by_answer, live_solicitations
from pledges.workflow.signature import SIGNATURE, SOLICITATION


class ReceiveForm(StepForm):
    """The day the document was signed."""

    signed_on = forms.DateField(
        label=gettext_lazy("signed on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    scan = forms.FileField(
        label=gettext_lazy("signed document"),
        required=False,
        help_text=gettext_lazy("Kept as it came, private, beside the list's letters."),
    )

    def given(self) -> dict:
        """The file as the action wants it: its bytes and its name."""
        scan = self.cleaned_data["scan"]
        kept = (scan.read(), scan.name) if scan else None
        return {"signed_on": self.cleaned_data["signed_on"], "scan": kept}


@admin.register(Signature, site=site)
class SignatureAdmin(PledgeAdmin):
    """Announced is not received is not verified."""

    table = SIGNATURE
    change_form_template = "admin/pledges/signature_change_form.html"
    add_permission = Permission.RECORD_SIGNATURE
    list_display = ["signer_name", "electoral_list", "state_words", "in_name_of", "signed_on"]
    list_filter = [state_filter(SIGNATURE), "in_name_of"]
    list_select_related = ["electoral_list"]
    autocomplete_fields = ["electoral_list"]
    search_fields = ["search_words"]
    search_help_text = gettext_lazy(
        "Words of the name of who signed, each from its beginning; a reference."
    )
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

    def get_search_results(self, request, queryset, search_term):
        return newest_said(queryset, "search_words", search_term), False

    def step_form_class(self, step, obj):
        return ReceiveForm if step.name == "receive" else StepForm

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.document_id:
            context["document"] = obj.document
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "signed_on" in form.base_fields:
            form.base_fields["signed_on"].required = True
        return form

    def save_model(self, request, obj, form, change):
        made = record_signature(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref


class ChannelForm(StepForm):
    """How the list was written to, and on which day."""

    channel = forms.ChoiceField(
        label=gettext_lazy("channel"), choices=[("", "---------"), *Channel.choices]
    )
    contacted_on = forms.DateField(
        label=gettext_lazy("day of the contact"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, step=step, **kwargs)
        if step.name == "remind":
            self.fields["channel"].required = False
            self.fields["channel"].help_text = _("Left empty: the same as the last time.")

    def clean_contacted_on(self):
        """Said once for all, before any row is taken: the action would say it for each."""
        day = self.cleaned_data["contacted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_(FUTURE))
        return day


class BulkChannelForm(ChannelForm, BulkForm):
    """The same channel and day for every list; the file of the mail merge has their words."""

    version = None


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


class AnswerFilter(admin.SimpleListFilter):
    """No answer is computed from the campaign's deadline: nobody sets it by hand."""

    title = gettext_lazy("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [
            ("late", gettext_lazy("no answer after the deadline")),
            ("awaited", gettext_lazy("answer awaited")),
        ]

    def queryset(self, request, queryset):
        known = self.value() in ("late", "awaited")
        return by_answer(queryset, self.value()) if known else queryset


@admin.register(Solicitation, site=site)
class SolicitationAdmin(AnswerPages, PledgeAdmin):
    """Which lists were asked, when, by whom, how, and what they answered."""

    change_list_template = "admin/pledges/solicitation_change_list.html"
    table = SOLICITATION
    bulk_steps = ("contact", "remind")
    add_permission = Permission.MANAGE_SOLICITATION
    list_display = [
        "electoral_list",
        "campaign",
        "state_words",
        "state_at",
        "state_by",
        "contacted_on",
        "channel",
    ]
    list_filter = [state_filter(SOLICITATION), AnswerFilter, CampaignFilter]
    list_select_related = ["electoral_list", "state_by"]
    autocomplete_fields = ["electoral_list"]
    ordering = ["-pk"]
    fields = ["campaign", "electoral_list", "channel", "contacted_on", "public_reason"]

    def get_queryset(self, request):
        # Campaigns joined, which are few, would lead: SQLite would sort all that is asked.
        campaigns = Campaign.objects.select_related("pact_version__pact", "election")
        return live_solicitations().prefetch_related(Prefetch("campaign", campaigns))

    def step_form_class(self, step, obj):
        return ChannelForm if step.name in self.bulk_steps else StepForm

    def bulk_form_class(self, step):
        return BulkChannelForm

    def bulk_message(self, step, obj):
        return message_to(obj, step.name)

    def get_urls(self):
        return [*self.answer_urls(), *super().get_urls()]

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["campaign", "electoral_list", "channel"]

    def save_model(self, request, obj, form, change):
        made = solicit(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref
