"""Territories and lists in the desk."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from accounts.admin_site import DeskAdmin, site
from accounts.histories import HistoryLine, history_lines
from accounts.inlines import ReadRows
from accounts.permissions import Permission
from accounts.searching import rows_with
from accounts.spelling import normalise
from communes.actions.geography import LEDGER_KIND, LEDGER_REF
from communes.actions.lists import (
    Person,
    confirm_merger,
    correct_list,
    create_list,
    merge_list,
    set_outcome,
)
from communes.enums import CommuneKind, Outcome
from communes.finding import LARGEST_FIRST, lists_with_words, search_communes
from communes.models import (
    Candidate,
    Commune,
    Department,
    ElectoralList,
    Intercommunality,
)

# Communes offered while one types, a page of twenty after the other.
OFFERED = 100


class TerritoryAdmin(DeskAdmin):
    """Reference data: searched and read, changed by loading another vintage alone. Departments
    and intercommunalities are few: they are searched as they are read."""

    search_fields = ["search_name"]

    def get_sortable_by(self, request):
        return self.list_display

    def history_of(self, territory) -> list[HistoryLine]:
        """Territories change together, by the loading of a year: its entry tells them all."""
        return history_lines(None, LEDGER_KIND, LEDGER_REF)

    def get_search_results(self, request, queryset, search_term):
        found = queryset
        for word in normalise(search_term).split():
            found = found.filter(search_name__contains=word)
        return found, False


@admin.register(Commune, site=site)
class CommuneAdmin(TerritoryAdmin):
    list_display = ["name", "code", "kind", "department", "population", "closed_on"]
    list_filter = ["kind"]
    # Departments joined would lead: SQLite would sort every commune.
    list_select_related = ()
    raw_id_fields = ["parent"]
    search_help_text = _("Words of the name, each from its beginning.")
    ordering = ["search_name", "pk"]
    fields = ["name", "code", "kind", "department", "parent", "population", "siren", "postal"]
    fields += ["closed_on"]
    readonly_fields = ["postal"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("department")

    @admin.display(description=_("postal codes"))
    def postal(self, commune: Commune) -> str:
        return ", ".join(commune.postal_codes)

    def get_search_results(self, request, queryset, search_term):
        if not request.path.endswith("/autocomplete/"):
            return rows_with(queryset, "search_name", normalise(search_term).split()), False
        if not search_term.strip():
            current = queryset.filter(kind=CommuneKind.COM, closed_on=None)
            return current.order_by("search_name", "code"), False
        found, text = search_communes(search_term, limit=OFFERED), normalise(search_term)
        # In the same order; beyond them one types more. Of a code, the commune it means is first.
        begun = [one.pk for one in found if one.search_name.startswith(text)]
        first = Case(When(pk__in=begun or [one.pk for one in found[:1]], then=0), default=1)
        offered = queryset.filter(pk__in=[one.pk for one in found])
        return offered.order_by(first, *LARGEST_FIRST), False


@admin.register(Department, site=site)
class DepartmentAdmin(TerritoryAdmin):
    list_display = ["name", "code", "region"]
    list_select_related = ["region"]


@admin.register(Intercommunality, site=site)
class IntercommunalityAdmin(TerritoryAdmin):
    list_display = ["name", "siren", "kind", "closed_on"]
    list_filter = ["kind"]


class ListForm(forms.ModelForm):
    head_first_name = forms.CharField(label=_("first name of the head of list"), required=False)
    head_last_name = forms.CharField(label=_("last name of the head of list"), required=False)
    reason = forms.CharField(label=_("reason of the change"), required=False)

    class Meta:
        model = ElectoralList
        fields = [
            "election",
            "commune",
            "label",
            "panel_number",
            "outcome",
            "merged_into",
            "merge_confirmation",
        ]


class CandidateInline(ReadRows):
    model = Candidate
    fields = ["rank", "first_name", "last_name", "is_head", "fictitious"]


@admin.register(ElectoralList, site=site)
class ElectoralListAdmin(DeskAdmin):
    """Lists presented. The nuance, contested, is not shown here."""

    add_permission = change_permission = Permission.MANAGE_ELECTION
    kind = "list"
    form = ListForm
    list_display = ["label", "commune", "election", "panel_number", "outcome", "fictitious"]
    list_filter = ["election", "outcome"]
    list_select_related = ["commune", "election"]
    autocomplete_fields = ["commune", "election", "merged_into"]
    search_fields = ["search_label"]
    search_help_text = _("Words of the label, each from its beginning.")
    ordering = ["-pk"]

    def get_search_results(self, request, queryset, search_term):
        found = lists_with_words(queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.filter(duplicate_of=None)
        return found, False

    def get_fields(self, request, obj=None):
        if obj is None:
            return [
                "election",
                "commune",
                "label",
                "panel_number",
                "head_first_name",
                "head_last_name",
            ]
        shown = ["election", "commune", "label", "panel_number", "outcome", "merged_into"]
        # A change is given its reason; who only reads has none to give.
        asked = ["reason"] if self.has_change_permission(request, obj) else []
        return [*shown, "merge_confirmation", *asked]

    def get_readonly_fields(self, request, obj=None):
        return ["election", "commune"] if obj else []

    def get_inlines(self, request, obj):
        return [CandidateInline] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            self._change(request, obj, form)
            return
        last_name = form.cleaned_data["head_last_name"].strip()
        head = Person(1, form.cleaned_data["head_first_name"].strip(), last_name, is_head=True)
        made = create_list(
            election=obj.election,
            commune=obj.commune,
            label=obj.label,
            panel_number=obj.panel_number,
            candidates=[head] if last_name else [],
            by=request.user,
        )
        obj.pk = made.pk

    @transaction.atomic
    def _change(self, request, obj, form):
        version = self.seen_version(request)
        reason, changed = form.cleaned_data["reason"], set(form.changed_data)
        if {"label", "panel_number"} & changed:
            version = correct_list(
                list_id=obj.pk,
                version=version,
                label=obj.label,
                panel_number=obj.panel_number,
                reason=reason,
                by=request.user,
            ).version
        if "merged_into" in changed and obj.merged_into:
            version = merge_list(
                list_id=obj.pk,
                into_id=obj.merged_into_id,
                version=version,
                reason=reason,
                by=request.user,
            ).version
        elif "outcome" in changed:
            version = set_outcome(
                list_id=obj.pk,
                version=version,
                outcome=Outcome(obj.outcome),
                reason=reason,
                by=request.user,
            ).version
        if "merge_confirmation" in changed and obj.outcome == Outcome.MERGED:
            confirm_merger(
                list_id=obj.pk,
                confirmation=obj.merge_confirmation,
                version=version,
                reason=reason,
                by=request.user,
            )

    def save_related(self, request, form, formsets, change):
        """Nothing: candidates are written by the actions."""

    def construct_change_message(self, request, form, formsets, add=False):
        """Nothing: Django's would ask the formset, never saved, which candidates it made."""
        return []
