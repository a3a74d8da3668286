"""Duplicates at the desk: pairs suggested, everything a merge moves shown first, and undone."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from accounts.policies import holds
from accounts.step_admin import StepForm
from ledger.moving import Move
from ledger.refusals import Refusal
from ledger.steps import gettext_noop
from pledges.actions.merging import MODELS_MOVED, Plan, dismiss_pair, plan_of, propose_merge
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.models import Merge
from pledges.models.merge import Duplicated
from pledges.policies import may_propose_merge
from pledges.queries.duplicates import merges_for_desk, suggestions
from pledges.workflow.merge import MERGE

# What moves, in the order a moderator looks for it; a move of these columns has its own words.
_LABELS = {
    "commitment": gettext_noop("Commitments"),
    "signature": gettext_noop("Signatures"),
    "solicitation": gettext_noop("Solicitations"),
    "letter": gettext_noop("Letters"),
    "quote": gettext_noop("Quotes"),
    "mandate": gettext_noop("Mandates"),
    "candidate": gettext_noop("Candidates"),
    "contact": gettext_noop("Territories spoken for"),
    "conflict": gettext_noop("Conflicts of interest"),
    "list": gettext_noop("Lists"),
    "mail": gettext_noop("Mails waiting"),
    "webhook": gettext_noop("Webhooks"),
    "role": gettext_noop("Roles given"),
    "user": gettext_noop("Accounts"),
    "account": gettext_noop("Accounts closed"),
}
POINTER = "duplicate_of_id"


@dataclass(frozen=True, slots=True)
class Moved:
    """One row that moves: what it is, and its page at the desk ("" when it has none)."""

    what: str
    address: str


def planned(digest: str) -> type[StepForm]:
    """The form of a merge: the digest of the plan that was looked at goes with the decision."""

    class MergeForm(StepForm):
        plan = forms.CharField(required=False, widget=forms.HiddenInput, initial=digest)

    return MergeForm


class PairForm(forms.ModelForm):
    """Two references chosen by hand, when nothing was suggested."""

    class Meta:
        model = Merge
        fields = ["kind", "kept_ref", "gone_ref"]
        # “kept” alone is also said of a promise: not the same word in French.
        labels = {"kept_ref": gettext_lazy("the one kept")}
        help_texts = {
            "kept_ref": gettext_lazy("Its reference, as its page shows it."),
            "gone_ref": gettext_lazy("Its address will lead to the one kept."),
        }


@admin.register(Merge, site=site)
class MergeAdmin(PledgeAdmin):
    """Pairs that were looked at. Nothing moves before somebody else confirms; all can go back."""

    table = MERGE
    kind = MERGE.kind
    view_permission = add_permission = Permission.MERGE
    form = PairForm
    list_display = ["pair_words", "kind", "state_words", "state_at", "state_by"]
    list_filter = [state_filter(MERGE), "kind"]
    search_fields = ["kept_ref__exact", "gone_ref__exact"]
    ordering = ["-pk"]
    fields = ["kind", "kept_ref", "gone_ref"]
    change_form_template = "admin/pledges/merge_change_form.html"
    change_list_template = "admin/pledges/merge_change_list.html"

    @admin.display(description=gettext_lazy("pair"))
    def pair_words(self, merge: Merge) -> str:
        return f"{merge.gone_ref} → {merge.kept_ref}"

    def get_queryset(self, request):
        return merges_for_desk(people=_manages_people(request))

    def get_urls(self):
        view = self.admin_site.admin_view(self.suggestions_view)
        return [
            path("suggestions/", view, name="pledges_merge_suggestions"),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "kind" in form.base_fields and not _manages_people(request):
            form.base_fields["kind"].choices = [
                choice for choice in Duplicated.choices if choice[0] != Duplicated.PERSON
            ]
        return form

    def save_model(self, request, obj, form, change):
        made = propose_merge(by=request.user, **form.cleaned_data)
        obj.pk, obj.ref = made.pk, made.ref

    def step_form_class(self, step, obj):
        if step.name != "merge":
            return StepForm
        return planned(plan_of(obj).digest)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            plan = self._plan(obj)
            context |= {
                "plan": plan,
                "moving": _grouped(plan.moves),
                "sides": [(_("Kept"), *_shown(obj.kept)), (_("Merged into it"), *_shown(obj.gone))],
                "merged": obj.state == "merged",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _plan(self, merge: Merge) -> Plan:
        """What the merge in force moved; what it would move, when there is none."""
        if merge.state == "merged":
            return Plan([Move.from_json(kept) for kept in merge.moved])
        return plan_of(merge)

    def suggestions_view(self, request: HttpRequest) -> HttpResponse:
        """Pairs nobody looked at yet; POST proposes one of them, or remembers it is none."""
        kinds = [
            (kind, label)
            for kind, label in Duplicated.choices
            if may_propose_merge(request.user, kind)
        ]
        kind = request.GET.get("kind", Duplicated.LIST)
        if not self.has_view_permission(request) or kind not in dict(kinds):
            raise Http404
        if request.method == "POST":
            return self._answered(request, kind)
        found = [
            (one, _shown(one.kept), _shown(one.gone), [_(reason) for reason in one.reasons])
            for one in suggestions(kind)
        ]
        return self.page(
            request,
            "admin/pledges/merge_suggestions.html",
            title=_("Possible duplicates"),
            kind=kind,
            kinds=kinds,
            found=found,
            back=reverse("admin:pledges_merge_changelist"),
        )

    def _answered(self, request: HttpRequest, kind: str) -> HttpResponse:
        asked = {
            "kind": kind,
            "kept_ref": request.POST.get("kept_ref", ""),
            "gone_ref": request.POST.get("gone_ref", ""),
            "by": request.user,
        }
        back = f"{reverse('admin:pledges_merge_suggestions')}?kind={kind}"
        try:
            if request.POST.get("answer") == "dismiss":
                dismiss_pair(**asked)
                words = _("Remembered: these are two. They will not be suggested again.")
                self.message_user(request, words, messages.SUCCESS)
                return HttpResponseRedirect(back)
            merge = propose_merge(**asked)
        except Refusal as refusal:
            self.message_user(request, _(str(refusal.reason)), messages.ERROR)
            return HttpResponseRedirect(back)
        words = _("Proposed. Nothing has moved: somebody else confirms.")
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._change_url(merge))


def _manages_people(request: HttpRequest) -> bool:
    return bool(holds(request.user, Permission.MANAGE_ROLES))


def _grouped(moves: list[Move]) -> list[tuple[str, list[Moved]]]:
    """Rows that move, by kind, each once; one query per kind."""
    groups = []
    for table, label in _LABELS.items():
        keys = [move.key for move in moves if move.table == table and POINTER not in move.columns]
        if not keys:
            continue
        model = MODELS_MOVED[table]
        rows = model._default_manager.select_related(*_NAMED_BY[table]).in_bulk(keys)
        shown = [Moved(*_shown(rows[key])) for key in dict.fromkeys(keys) if key in rows]
        groups.append((_(label), shown))
    return groups


# Rows named by what they point at.
_NAMED_BY = dict.fromkeys(_LABELS, ()) | {
    "contact": ("commune", "intercommunality"),
    "conflict": ("commune", "electoral_list"),
    "mandate": ("commune", "intercommunality"),
    "solicitation": ("electoral_list", "campaign__pact_version__pact", "campaign__election"),
    "signature": ("electoral_list",),
    "letter": ("electoral_list",),
    "list": ("commune",),
    "quote": ("commitment",),
}


def _shown(row) -> tuple[str, str]:
    """A row in words, and its page at the desk."""
    if row is None:
        return "–", ""
    name = row._meta.model_name
    about = {
        "contact": lambda: str(row.commune or row.intercommunality),
        "conflictofinterest": lambda: str(row.commune or row.electoral_list),
        "mandate": lambda: str(row.commune or row.intercommunality),
        "electorallist": lambda: _list_words(row),
        "user": lambda: f"{row.name} <{row.email}>",
        "candidate": lambda: f"{row} ({row.rank or '–'})",
        "quote": lambda: f"{row.commitment}",
        "letter": lambda: f"{row} ({row.ref}, {row.received_on:%d/%m/%Y})",
    }.get(name, lambda: str(row))
    try:
        address = reverse(f"admin:{row._meta.app_label}_{name}_change", args=[row.pk])
    except NoReverseMatch:
        address = ""
    return about(), address


def _list_words(row) -> str:
    head = row.head
    words = f"{row.label} – {row.commune.name} ({row.ref})"
    return f"{words} – {head}" if head else words
