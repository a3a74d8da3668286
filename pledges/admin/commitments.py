"""Commitments: drafted from passages, reviewed with their quote in context; corrections."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from ledger.refusals import Invalid, Refusal
from letters.models import Passage
from letters.queries import passages_to_quote
from letters.reading.spans import around
from pledges.actions.correcting import CORRECTABLE, propose_correction
from pledges.actions.drafting import draft_commitment, edit_draft
from pledges.admin import review
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import Article, Commitment, Correction, PactVersion
from pledges.policies import may_draft, may_edit_draft
from pledges.queries.desk import commitments_for_desk, default_intercommunality
from pledges.queries.search import with_words_or_ref
from pledges.workflow.commitment import COMMITMENT, CORRECTION


class CommitmentForm(forms.ModelForm):
    """A draft: what it quotes, in whose words, at which level."""

    passages = forms.ModelMultipleChoiceField(
        label=gettext_lazy("passages quoted"),
        queryset=Passage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Confirmed passages of this list's letters, word for word."),
    )

    class Meta:
        model = Commitment
        fields = [
            "title",
            "summary",
            "pact_version",
            "articles",
            "kind",
            "level",
            "intercommunality",
            "firmness",
            "condition",
            "deadline",
            "deadline_on",
            "assessable",
        ]
        widgets = {"articles": forms.CheckboxSelectMultiple}

    def __init__(self, *args, passages=None, **kwargs):
        super().__init__(*args, **kwargs)
        # Published rows are shown read-only: the form then holds none of these fields.
        if "passages" in self.fields and passages is not None:
            self.fields["passages"].queryset = passages
        if "articles" in self.fields:
            articles = Article.objects.select_related("pact_version__pact")
            self.fields["articles"].queryset = articles.order_by("-pact_version", "key")
            self.fields["articles"].required = False
            self.fields["articles"].label_from_instance = lambda article: (
                f"{article.pact_version.label} – {article}"
            )


class CorrectionForm(forms.Form):
    """New words for a published commitment, and why; another moderator accepts them."""

    reason = forms.CharField(
        label=gettext_lazy("reason (public once accepted)"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        for name in CORRECTABLE:
            field = Commitment._meta.get_field(name).formfield()
            field.initial = getattr(commitment, name)
            self.fields[name] = field
        self.order_fields([*CORRECTABLE, "reason"])


@admin.register(Commitment, site=site)
class CommitmentAdmin(PledgeAdmin):
    table = COMMITMENT
    bulk_steps = ("submit", "publish", "return")
    add_permission = change_permission = Permission.DRAFT_COMMITMENT
    form = CommitmentForm
    list_display = ["title", "state_words", "list_label", "commune", "level", "progress", "author"]
    list_filter = [state_filter(COMMITMENT), "level", "firmness", "progress"]
    # Named so that the search box is there; `get_search_results` looks in the index.
    search_fields = ["search_text"]
    autocomplete_fields = ["intercommunality"]
    ordering = ["-pk"]
    change_form_template = "admin/pledges/commitment_change_form.html"

    def get_queryset(self, request):
        return commitments_for_desk()

    def get_search_results(self, request, queryset, search_term):
        return with_words_or_ref(queryset, search_term), False

    @admin.display(description=gettext_lazy("list"))
    def list_label(self, obj):
        return obj.electoral_list.label

    @admin.display(description=gettext_lazy("commune"))
    def commune(self, obj):
        return obj.electoral_list.commune.name

    @admin.display(description=gettext_lazy("author"))
    def author(self, obj):
        return obj.created_by

    def has_add_permission(self, request):
        # A commitment starts from a passage, on the reading screen: nowhere else.
        return bool(may_draft(request.user)) and "passage" in request.GET

    def has_change_permission(self, request, obj=None):
        return bool(may_edit_draft(obj, request.user) if obj else may_draft(request.user))

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return ["passages", *CommitmentForm.Meta.fields]
        return [*CommitmentForm.Meta.fields, "quotes_in_context"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return (
            ["pact_version"] if self.has_change_permission(request, obj) else ["quotes_in_context"]
        )

    @admin.display(description=gettext_lazy("quotes, in their letters"))
    def quotes_in_context(self, obj):
        """Each quote between the words around it."""
        rows = []
        for quote in obj.quotes.select_related("passage__letter_version"):
            passage = quote.passage
            before, after = around(passage.letter_version.text, passage.start, passage.end)
            rows.append((before, quote.text, after))
        return format_html_join("", "<p>{}<mark>{}</mark>{}</p>", rows)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        passages = self._quotable(request, obj)

        class Bound(form_class):
            def __init__(self, *args, **inner):
                super().__init__(*args, passages=passages, **inner)
                if obj is not None and "passages" in self.fields:
                    self.initial.setdefault(
                        "passages", [quote.passage_id for quote in obj.quotes.all()]
                    )

        return Bound

    def _quotable(self, request, obj):
        if obj is not None:
            return passages_to_quote(obj.electoral_list)
        first = self._first_passage(request)
        found = first and first.letter_version.letter.electoral_list
        return passages_to_quote(found) if found else Passage.objects.none()

    def _first_passage(self, request) -> Passage | None:
        refs = request.GET.getlist("passage")
        chosen = Passage.objects.filter(ref__in=refs).select_related(
            "letter_version__letter__electoral_list__commune"
        )
        return chosen.first()

    def get_changeform_initial_data(self, request):
        """What the passage already says, so that a right suggestion needs two gestures."""
        passage = self._first_passage(request)
        if passage is None:
            return {}
        level = "intercommunality" if passage.levels == ["intercommunality"] else "commune"
        version = PactVersion.objects.order_by("-label").first()
        electoral_list = passage.letter_version.letter.electoral_list
        group = default_intercommunality(electoral_list.commune) if electoral_list else None
        words = " ".join(passage.quote.split()).strip(" .,;")
        return {
            "passages": list(
                Passage.objects.filter(ref__in=request.GET.getlist("passage")).values_list(
                    "pk", flat=True
                )
            ),
            "title": words[:1].upper() + words[1:157],
            "kind": "action_due" if passage.kind == "action_due" else "commitment",
            "level": level,
            "intercommunality": group if level == "intercommunality" else None,
            "firmness": passage.firmness,
            "condition": passage.condition,
            "deadline": passage.deadline,
            "pact_version": version,
            "articles": list(
                Article.objects.filter(pact_version=version, key__in=passage.articles)
            ),
        }

    def save_model(self, request, obj, form, change):
        content = {
            name: form.cleaned_data[name]
            for name in CommitmentForm.Meta.fields
            if name in form.cleaned_data
        }
        passages = list(form.cleaned_data["passages"])
        articles = list(content.pop("articles", []))
        version = content.pop("pact_version", None)
        if change:
            saved = edit_draft(
                ref=obj.ref,
                version=self.seen_version(request),
                by=request.user,
                passages=passages,
                articles=articles,
                **content,
            )
        else:
            saved = draft_commitment(
                passages=passages,
                pact_version=version,
                by=request.user,
                articles=articles,
                **content,
            )
        obj.pk, obj.ref, obj.version = saved.pk, saved.ref, saved.version

    def get_urls(self):
        views = {"correct": self.correct_view, "review": self.review_view}
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"pledges_commitment_{name}",
            )
            for name, view in views.items()
        ]
        decide = self.admin_site.admin_view(self.decide_view)
        return [
            *own,
            path("<int:pk>/review/<slug:step_name>/", decide, name="pledges_commitment_decide"),
            *super().get_urls(),
        ]

    def review_view(self, request, pk: int):
        """Read a commitment as the public will, with what changed, and decide."""
        return review.review_page(self, request, pk)

    def decide_view(self, request, pk: int, step_name: str):
        """Take a step of the review, then show what waits next."""
        return review.decide(self, request, pk, step_name)

    def correct_view(self, request, pk: int):
        """Propose new words for a published commitment."""
        commitment = self.get_object(request, str(pk))
        back = reverse("admin:pledges_commitment_change", args=[pk])
        form = CorrectionForm(request.POST or None, commitment=commitment)
        if request.method == "POST" and form.is_valid():
            changes = {name: form.cleaned_data[name] for name in CORRECTABLE}
            try:
                propose_correction(
                    commitment=commitment,
                    changes=changes,
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
            except Invalid as refusal:
                for name, sentence in (refusal.errors or {None: refusal.reason}).items():
                    form.add_error(name if name in form.fields else None, _(str(sentence)))
            except Refusal as refusal:
                form.add_error(None, _(str(refusal.reason)))
            else:
                self.message_user(
                    request, _("Proposed: another moderator decides."), messages.SUCCESS
                )
                return HttpResponseRedirect(back)
        return self.page(
            request,
            "admin/pledges/form.html",
            title=_("Propose a correction"),
            original=commitment,
            form=form,
            back=back,
        )


@admin.register(Correction, site=site)
class CorrectionAdmin(PledgeAdmin):
    table = CORRECTION
    list_display = ["commitment", "state_words", "created_by", "created_at"]
    list_filter = [state_filter(CORRECTION)]
    list_select_related = ["commitment", "created_by"]
    fields = ["commitment", "differences", "reason", "answer", "created_by", "created_at"]

    @admin.display(description=gettext_lazy("changes"))
    def differences(self, obj):
        """Field by field: the words now, the words proposed."""
        rows = [
            (
                Commitment._meta.get_field(name).verbose_name,
                getattr(obj.commitment, name) or "–",
                words or "–",
            )
            for name, words in obj.changes.items()
        ]
        body = format_html_join("", "<dt>{}</dt><dd><del>{}</del><br><ins>{}</ins></dd>", rows)
        return format_html("<dl>{}</dl>", body)
