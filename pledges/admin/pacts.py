"""Pacts as imported, to be read; campaigns, opened by coordinators."""

from collections.abc import Iterable

from django.contrib import admin

from accounts.admin_site import DeskAdmin, site
from accounts.histories import HistoryLine, history_lines
from accounts.inlines import ReadRows
from accounts.permissions import Permission
from pledges.actions.pacts import open_campaign
from pledges.models import Article, Campaign, Pact, PactVersion


class ArticleInline(ReadRows):
    model = Article
    fields = ["key", "title", "text", "to_complete"]


@admin.register(Pact, site=site)
class PactAdmin(DeskAdmin):
    """Texts change by `import_pact` alone, so that every edition keeps its source file."""

    kind = "pact"
    ledger_key = "slug"
    list_display = ["name", "association"]
    fields = ["slug", "name", "association"]


@admin.register(PactVersion, site=site)
class PactVersionAdmin(DeskAdmin):
    list_display = ["pact", "label", "complete"]
    list_select_related = ["pact"]
    fields = ["pact", "label", "preamble", "source", "adopted_on"]
    inlines = [ArticleInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("articles")

    def history_of(self, obj: PactVersion) -> list[HistoryLine]:
        """The ledger keeps a pact whole: of each import, what moved in this version."""

        def moved(before: dict, after: dict) -> Iterable:
            return self.field_changes(_in(before, obj.label), _in(after, obj.label))

        return history_lines(None, PactAdmin.kind, obj.pact.slug, moved)


def _in(pact: dict, label: str) -> dict:
    """The version `label` in a snapshot of its pact, its articles one by one."""
    found = next((one for one in pact.get("versions", ()) if one["label"] == label), {})
    articles = {one["key"]: f"{one['title']}. {one['text']}" for one in found.get("articles", ())}
    return found | {"articles": articles}


@admin.register(Campaign, site=site)
class CampaignAdmin(DeskAdmin):
    kind = "campaign"
    ledger_key = "pk"
    add_permission = Permission.MANAGE_PACT
    list_display = ["pact_version", "election", "answer_by", "reply_days"]
    list_select_related = ["pact_version__pact", "election"]
    fields = ["pact_version", "election", "answer_by", "reply_days"]

    def save_model(self, request, obj, form, change):
        made = open_campaign(by=request.user, **form.cleaned_data)
        obj.pk = made.pk
