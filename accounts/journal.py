"""The ledger in the desk: read by those who decide, in sentences; changed by nobody."""

import json
from functools import partial

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import DeskAdmin, site
from accounts.histories import OTHER_WORDS
from accounts.models import User
from accounts.newest import Newest, newest_of
from accounts.permissions import Permission
from accounts.roles import BY_NAME
from accounts.sentences import actor, sentence
from ledger.models import Entry


def _tables() -> dict:
    """Kind of the ledger → the table of the desk that keeps it."""
    return {one.kind: one for one in site._registry.values() if getattr(one, "kind", "")}


class KindFilter(admin.SimpleListFilter):
    """The ledger by kind: those the desk's tables name, rather than a scan of every entry."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return sorted((kind, str(one.opts.verbose_name)) for kind, one in _tables().items())

    def queryset(self, request, queryset):
        return queryset.filter(object_kind=self.value()) if self.value() else queryset


@admin.register(Entry, site=site)
class JournalAdmin(DeskAdmin):
    """Who did what, as every history says it."""

    view_permission = Permission.REVIEW
    list_display = ["seq", "at", "what", "object_ref", "version", "said", "to"]
    list_filter = [KindFilter]
    search_fields = ["object_ref"]
    search_help_text = gettext_lazy("The whole reference of a thing or of a person.")
    ordering = ["-seq"]
    fields = [
        *("at", "said", "of_role", "what", "object_ref", "version", "come_from", "to", "reason"),
        *("content", "before", "own"),
    ]
    readonly_fields = ["said", "of_role", "what", "come_from", "to", "content", "before", "own"]

    def get_queryset(self, request):
        names = User.objects.filter(ref=OuterRef("actor_ref")).values("name")[:1]
        return super().get_queryset(request).annotate(actor_name=Subquery(names))

    def get_search_results(self, request, queryset, search_term):
        ref = search_term.strip()
        if not ref:
            return queryset, False
        about, by = Q(object_ref=ref), Q(actor_ref=ref)
        ways = (partial(Newest.of, Entry.objects.filter(way)) for way in (about, by))
        return newest_of(queryset, about | by, *ways), False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        entry = self.get_object(request, object_id) if object_id else None
        words = {"subtitle": f"{self.what(entry)} {entry.object_ref}"} if entry else {}
        return super().changeform_view(request, object_id, form_url, words)

    @admin.display(description=gettext_lazy("kind"), ordering="object_kind")
    def what(self, entry: Entry) -> str:
        """The kind of thing, as its table calls it; one that has no table, as the ledger does."""
        table = _tables().get(entry.object_kind)
        return str(table.opts.verbose_name) if table else entry.object_kind

    @admin.display(description=gettext_lazy("what happened"))
    def said(self, entry: Entry) -> str:
        who = actor(entry.actor_ref, {entry.actor_ref: entry.actor_name})
        return sentence(entry.step, who, what=_(str(OTHER_WORDS.get(entry.step, entry.step))))

    @admin.display(description=gettext_lazy("role"))
    def of_role(self, entry: Entry) -> str:
        return _(BY_NAME[entry.role].label) if entry.role in BY_NAME else entry.role

    @admin.display(description=gettext_lazy("from"))
    def come_from(self, entry: Entry) -> str:
        return self._state(entry, entry.from_state)

    @admin.display(description=gettext_lazy("to"))
    def to(self, entry: Entry) -> str:
        return self._state(entry, entry.to_state)

    @admin.display(description=gettext_lazy("content"))
    def content(self, entry: Entry) -> str:
        return json.dumps(entry.snapshot, ensure_ascii=False, indent=2)

    @admin.display(description=gettext_lazy("digest of the entry before"))
    def before(self, entry: Entry) -> str:
        return entry.previous

    @admin.display(description=gettext_lazy("digest"))
    def own(self, entry: Entry) -> str:
        return entry.digest

    def _state(self, entry: Entry, state: str) -> str:
        """A state in words; "" for what has no table, whose sentence says it all."""
        table = getattr(_tables().get(entry.object_kind), "table", None)
        return _(table.states[state]) if table and state in table.states else ""
