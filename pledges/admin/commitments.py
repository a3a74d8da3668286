"""The table of commitments: found, drafted, reviewed with their quote in context."""

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.newest import newest_said
from accounts.permissions import Permission
from letters.reading.spans import around
from pledges.admin import corrections, review
from pledges.admin.drafting import CommitmentForm, DraftPages
from pledges.admin.steps import state_filter
from pledges.models import Commitment
from pledges.policies import may_draft, may_edit_draft
from pledges.queries.desk import commitments_for_desk
from pledges.workflow.commitment import COMMITMENT


@admin.register(Commitment, site=site)
class CommitmentAdmin(DraftPages):
    table = COMMITMENT
    bulk_steps = ("submit", "publish", "return")
    add_permission = change_permission = Permission.DRAFT_COMMITMENT
    form = CommitmentForm
    list_display = ["title", "state_words", "list_label", "commune", "level", "progress", "author"]
    list_filter = [state_filter(COMMITMENT), "level", "firmness", "progress"]
    # Named so that the search box is there; `get_search_results` looks in the index.
    search_fields = ["search_text"]
    search_help_text = gettext_lazy(
        "Words of the title, summary and quotes, each from its beginning; a reference."
    )
    autocomplete_fields = ["intercommunality"]
    ordering = ["-pk"]
    change_form_template = "admin/pledges/commitment_change_form.html"

    def get_queryset(self, request):
        return commitments_for_desk()

    def get_search_results(self, request, queryset, search_term):
        return newest_said(queryset, "search_text", search_term), False

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
            title, *others = CommitmentForm.Meta.fields
            return [title, "passages", *others]
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
        return corrections.correct_page(self, request, pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # Nothing is drafted but from a passage: there is no other to add, nor to go on editing.
        if obj is None:
            context["title"] = _("Draft a commitment")
        context |= {
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
            "drafting": obj is None or self.has_change_permission(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
