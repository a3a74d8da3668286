"""What follows a commitment: reports declared, assessments concluded, replies, evidence."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import DeskAdmin, site
from accounts.downloads import saved_not_opened
from accounts.newest import newest_said
from accounts.permissions import Permission
from accounts.policies import holds
from pledges.actions.assessing import draft_assessment, edit_assessment
from pledges.actions.evidencing import add_evidence
from pledges.admin.letters_of_reply import ReplyLetterPages
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import Assessment, Commitment, Evidence, Extension, Reply, Report
from pledges.workflow.assessment import ASSESSMENT, REPLY
from pledges.workflow.extension import EXTENSION
from pledges.workflow.report import REPORT


def commitment_of(obj):
    """A link to the commitment's page of the desk."""
    address = reverse("admin:pledges_commitment_change", args=[obj.commitment_id])
    return format_html('<a href="{}">{}</a>', address, obj.commitment)


@admin.register(Report, site=site)
class ReportAdmin(PledgeAdmin):
    """Reports, as declared: decided, never rewritten."""

    table = REPORT
    list_display = ["commitment", "state_words", "declared", "as_of", "created_by", "fictitious"]
    list_filter = [state_filter(REPORT)]
    list_select_related = ["commitment", "created_by"]
    ordering = ["-pk"]
    fields = ["about", "declared", "words", "as_of", "proofs", "created_by", "fictitious"]

    @admin.display(description=gettext_lazy("commitment"))
    def about(self, obj):
        return commitment_of(obj)

    @admin.display(description=gettext_lazy("evidence"))
    def proofs(self, obj):
        return ", ".join(str(one) for one in obj.evidence.all()) or "–"


class AssessmentForm(forms.ModelForm):
    class Meta:
        model = Assessment
        fields = ["commitment", "fulfilment", "words", "as_of", "sources"]
        widgets = {"sources": forms.CheckboxSelectMultiple}

    def __init__(self, *args, commitment=None, **kwargs):
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:
            # Files of a reply are the commune's own: not to rest on before they are published.
            public = Evidence.objects.filter(public=True, commitment=commitment, reply=None)
            self.fields["sources"].queryset = public.order_by("-dated", "-pk")
            self.fields["sources"].required = False
            self.fields["sources"].help_text = _(
                "Public evidence of this commitment; one at least before the commune is notified."
            )


@admin.register(Assessment, site=site)
class AssessmentAdmin(ReplyLetterPages, PledgeAdmin):
    table = ASSESSMENT
    add_permission = change_permission = Permission.ASSESS
    form = AssessmentForm
    list_display = ["commitment", "state_words", "fulfilment", "as_of", "reply_until", "fictitious"]
    list_filter = [state_filter(ASSESSMENT), "fulfilment"]
    list_select_related = ["commitment"]
    raw_id_fields = ["commitment"]
    ordering = ["-pk"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.state == "draft")

    def get_fields(self, request, obj=None):
        shown = AssessmentForm.Meta.fields
        return [*shown, "reply_until", "extended_from", "reply_words"] if obj else shown

    def get_readonly_fields(self, request, obj=None):
        return ["commitment", "reply_until", "extended_from", "reply_words"] if obj else []

    @admin.display(description=gettext_lazy("reply of the commune"))
    def reply_words(self, obj):
        if not hasattr(obj, "reply"):
            letter = reverse("admin:pledges_assessment_letter", args=[obj.pk])
            return format_html('– <a href="{}">{}</a>', letter, _("It came by letter: file it"))
        address = reverse("admin:pledges_reply_change", args=[obj.reply.pk])
        given = format_html_join(
            "", "<br>{} – {}", [(one, self._opened(one)) for one in obj.reply.evidence.all()]
        )
        return format_html(
            '{}{}<br><a href="{}">{}</a>', obj.reply.words, given, address, _("This reply")
        )

    def _opened(self, evidence: Evidence) -> str:
        """The link of an evidence, or its file as the desk hands it out."""
        if evidence.url:
            return evidence.url
        address = reverse("admin:pledges_evidence_file", args=[evidence.pk])
        return format_html('<a href="{}">{}</a>', address, evidence.original_name)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        about = obj.commitment_id if obj else request.GET.get("commitment", "")
        about = about if isinstance(about, int) or about.isdigit() else None

        class Bound(form_class):
            def __init__(self, *args, **inner):
                super().__init__(*args, commitment=about, **inner)

        return Bound

    def get_urls(self):
        return [*self.reply_urls(), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        typed = form.cleaned_data
        content = {name: typed[name] for name in ("fulfilment", "words", "as_of")}
        sources = list(typed["sources"])
        if change:
            saved = edit_assessment(
                ref=obj.ref,
                version=self.seen_version(request),
                by=request.user,
                sources=sources,
                **content,
            )
        else:
            commitment = Commitment.objects.get(pk=obj.commitment_id)
            saved = draft_assessment(
                commitment=commitment, sources=sources, by=request.user, **content
            )
        obj.pk, obj.ref, obj.version = saved.pk, saved.ref, saved.version


@admin.register(Extension, site=site)
class ExtensionAdmin(PledgeAdmin):
    """Requests of communes for more time to reply: decided, never rewritten."""

    table = EXTENSION
    list_display = ["about", "state_words", "days", "deadline", "created_by", "fictitious"]
    list_filter = [state_filter(EXTENSION)]
    list_select_related = ["assessment__commitment", "created_by"]
    ordering = ["-pk"]
    fields = ["about", "deadline", "days", "reason", "created_by", "created_at", "fictitious"]

    @admin.display(description=gettext_lazy("commitment"))
    def about(self, obj):
        return obj.commitment


@admin.register(Reply, site=site)
class ReplyAdmin(PledgeAdmin):
    """Words of communes: never rewritten here, withheld by two people when they are unlawful."""

    table = REPLY
    list_display = ["about", "state_words", "signed_as", "created_at", "fictitious"]
    list_filter = [state_filter(REPLY)]
    list_select_related = ["assessment__commitment"]
    ordering = ["-pk"]
    fields = [
        "about",
        "words",
        "signed_as",
        "came",
        "withheld_because",
        "site",
        "created_by",
        "created_at",
        "fictitious",
    ]

    @admin.display(description=gettext_lazy("commitment"))
    def about(self, obj):
        return obj.commitment

    @admin.display(description=gettext_lazy("letter"))
    def came(self, obj):
        if obj.letter_version is None:
            return _("written on the site")
        letter = obj.letter_version.letter
        address = reverse("admin:letters_letter_change", args=[letter.pk])
        return format_html('<a href="{}">{}</a>', address, letter)

    @admin.display(description=gettext_lazy("on the site, or not"))
    def site(self, obj):
        address = reverse("admin:why", args=["reply", obj.ref])
        return format_html('<a href="{}">{}</a>', address, _("On the site, or not"))


class EvidenceForm(forms.ModelForm):
    url = forms.URLField(
        label=gettext_lazy("link"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Evidence
        fields = ["commitment", "kind", "title", "url", "file", "dated", "favourable", "public"]


@admin.register(Evidence, site=site)
class EvidenceAdmin(DeskAdmin):
    """Evidence of any side; added, never rewritten."""

    add_permission = Permission.ADD_EVIDENCE
    kind = "evidence"
    form = EvidenceForm
    list_display = ["title", "kind", "commitment", "dated", "favourable", "public", "fictitious"]
    list_filter = ["kind", "public"]
    list_select_related = ["commitment"]
    raw_id_fields = ["commitment"]
    search_fields = ["search_words"]
    search_help_text = gettext_lazy("Words of the title, each from its beginning; a reference.")
    ordering = ["-pk"]

    def get_search_results(self, request, queryset, search_term):
        return newest_said(queryset, "search_words", search_term), False

    def get_fields(self, request, obj=None):
        if obj is None:
            return EvidenceForm.Meta.fields
        shown = [name for name in EvidenceForm.Meta.fields if name != "file"]
        return [*shown, "download", "sha256", "created_by", "created_at", "fictitious"]

    @admin.display(description=gettext_lazy("file"))
    def download(self, obj):
        if not obj.file:
            return "–"
        address = reverse("admin:pledges_evidence_file", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', address, obj.original_name)

    def save_model(self, request, obj, form, change):
        typed = form.cleaned_data
        upload = typed.get("file")
        made = add_evidence(
            by=request.user,
            data=upload.read() if upload else b"",
            name=upload.name if upload else "",
            **{k: typed[k] for k in ("commitment", "kind", "title", "url", "dated")},
            favourable=typed["favourable"],
            public=typed["public"],
        )
        obj.pk, obj.ref = made.pk, made.ref

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/file/", view, name="pledges_evidence_file"), *super().get_urls()]

    def file_view(self, request, pk: int):
        """The file as it came, always as a download: nothing from outside runs in the desk."""
        evidence = Evidence.objects.filter(pk=pk).first()
        if evidence is None or not evidence.file or not holds(request.user, Permission.SEE_DESK):
            raise Http404
        return saved_not_opened(evidence.file.open("rb"), name=evidence.original_name)
