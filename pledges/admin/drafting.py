"""Drafting in the desk: a commitment written from the passages it quotes, kept, submitted."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.refusals import Refusal
from letters.admin.cards import Quoting, tell_quotes
from letters.models import Passage
from letters.queries import passages_to_quote
from pledges.actions.drafting import draft_commitment, edit_draft
from pledges.admin.steps import PledgeAdmin
from pledges.models import Article, Commitment, PactVersion
from pledges.queries.desk import default_intercommunality, next_to_draft, quotes_of_passages
from pledges.wording import proposed_title
from pledges.workflow.commitment import COMMITMENT


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
        widgets = {
            "title": forms.TextInput(attrs={"autofocus": True}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "articles": forms.CheckboxSelectMultiple,
            "deadline_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, passages=None, **kwargs):
        super().__init__(*args, **kwargs)
        # Published rows are shown read-only: the form then holds none of these fields.
        if "passages" in self.fields and passages is not None:
            self.fields["passages"].queryset = passages
            self.fields["passages"].label_from_instance = lambda passage: f"« {passage.quote} »"
        if "articles" in self.fields:
            articles = Article.objects.select_related("pact_version__pact")
            self.fields["articles"].queryset = articles.order_by("-pact_version__label", "key")
            self.fields["articles"].required = False
            self.fields["articles"].label_from_instance = lambda article: (
                f"{article.pact_version.label} – {article}"
            )


class DraftPages(PledgeAdmin):
    """Writing a draft, from the reading screen and back to it."""

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
        letter = first and first.letter_version.letter
        if not letter or not letter.electoral_list:
            return Passage.objects.none()
        return passages_to_quote(letter.electoral_list, letter)

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
        chosen = Passage.objects.filter(ref__in=request.GET.getlist("passage")).order_by("start")
        return {
            "passages": [one.pk for one in chosen],
            "title": proposed_title([one.quote for one in chosen]),
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

    def response_add(self, request: HttpRequest, obj, post_url_continue=None) -> HttpResponse:
        """Back to the letter, at the next passage nobody has drafted from yet."""
        return self._onward(request, obj, _letter_address(obj))

    def response_change(self, request: HttpRequest, obj) -> HttpResponse:
        if "_submit" not in request.POST:
            return super().response_change(request, obj)
        return self._onward(request, obj, reverse("admin:index"))

    def _onward(self, request, obj, address: str) -> HttpResponse:
        """Submit for review what was saved by that button, say what was done, go on."""
        said = _("Draft kept: “%(title)s”.")
        if "_submit" in request.POST:
            try:
                self.perform(
                    step="submit",
                    ref=obj.ref,
                    by=request.user,
                    version=obj.version,
                    reason="",
                    given={},
                )
                said = _("In review: “%(title)s”. Another person publishes it.")
            except Refusal as refusal:
                reason = _("The draft is kept but not submitted.") + " " + _(str(refusal.reason))
                self.message_user(request, reason, messages.ERROR)
                return HttpResponseRedirect(
                    reverse("admin:pledges_commitment_change", args=[obj.pk])
                )
        self.message_user(request, said % {"title": obj.title}, messages.SUCCESS)
        return HttpResponseRedirect(address)


def _letter_address(commitment: Commitment) -> str:
    """The reading screen, at the next passage to draft from, else at its end."""
    passage = Passage.objects.filter(pk__in=commitment.quotes.values("passage")).last()
    if passage is None:
        return reverse("admin:index")
    address = reverse("admin:letters_letter_reading", args=[passage.letter_version.letter_id])
    following = next_to_draft(passage)
    return f"{address}?passage={following.ref}" if following else f"{address}#finish"


@tell_quotes
def quoting(passages: Iterable[Passage]) -> dict[int, list[Quoting]]:
    """The commitments that quote each passage, said on its card of the reading screen."""
    told: dict[int, list[Quoting]] = {}
    for quote in quotes_of_passages(passages):
        commitment = quote.commitment
        address = reverse("admin:pledges_commitment_change", args=[commitment.pk])
        line = (commitment.title, _(COMMITMENT.states[commitment.state]), address)
        told.setdefault(quote.passage_id, []).append(line)
    return told
