"""A step for many rows: shown row by row before, taken row by row, told row by row after.

Many rows are taken slice by slice: each answer says how far it is and leads on, with or without a
script. What was told so far travels with the form; nothing is done twice, since each row carries
the version that was seen.
"""

from dataclasses import dataclass, replace

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from accounts.policies import Decision
from accounts.step_admin import NOT_FROM_HERE, StepForm
from ledger.refusals import Refusal
from ledger.steps import UNDO, Step, gettext_noop

MAX_ROWS = 200
# Each row is one transaction with its checks: more at once would outlast a request.
SLICE = 25
CHANGED = gettext_noop("This changed since you opened the page. Nothing was saved.")


@dataclass(frozen=True, slots=True)
class Row:
    """One object before or after: what it is, and whether the step is (or was) taken, or why not.

    seen: the version the person saw, or the one it came to; undo: where that one is undone;
    message: what someone will read, when the step is about writing to them.
    """

    obj: object
    state: str
    decision: Decision
    address: str
    seen: int = 0
    undo: str = ""
    message: object = None


class BulkForm(StepForm):
    """One reason for all, and what else the step needs; each row carries its own version."""

    version = None


class BulkSteps(ModelAdmin):
    """Steps offered on the list (`bulk_steps`), by the policies and actions of one row.

    Needs `table`, `available_steps` and `perform` as StepAdmin has them.
    """

    bulk_steps: tuple[str, ...] = ()

    def bulk_form_class(self, step: Step) -> type[BulkForm]:
        return BulkForm

    def bulk_message(self, step: Step, obj):
        """What is to be read before (subject, body) about one row; None when nothing is."""
        return None

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        for name in self.bulk_steps:
            step = self.table.get(name)
            actions[f"step_{name}"] = (_ask(step), f"step_{name}", _(step.label))
        return actions

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/<slug:step_name>/", view, name=name), *super().get_urls()]

    def bulk_view(self, request: HttpRequest, step_name: str) -> HttpResponse:
        """POST takes the step on each row that was shown; GET goes back to the list."""
        offered = {*self.bulk_steps, UNDO} if self.bulk_steps else set()
        if step_name not in offered or not self.has_view_permission(request):
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self._list_url())
        seen = _versions(request, "row")
        if step_name == UNDO:
            return self._slice(request, None, seen, None)
        step = self.table.get(step_name)
        form = self.bulk_form_class(step)(request.POST, step=step)
        if not form.is_valid():
            refs = {*seen, *_refused(request)}
            objects = list(self.get_queryset(request).filter(ref__in=refs).order_by("pk"))
            return self.bulk_page(request, step, objects, form, seen)
        return self._slice(request, step, seen, form)

    def _slice(self, request, step: Step | None, seen: dict[str, int], form: BulkForm | None):
        """Take the step (None: undo the last one) on the next rows; tell them, and what is left."""
        now = dict(list(seen.items())[:SLICE])
        objects = self.get_queryset(request).filter(ref__in=now).order_by("pk")
        rows = [row for row in self._told(request) if row.obj.ref not in seen]
        rows += [self._taken(request, step, obj, now[obj.ref], form) for obj in objects]
        left = list(seen.items())[SLICE:]
        done = [row for row in rows if row.decision]
        return self.page(
            request,
            "admin/pledges/bulk_done.html",
            title=_(step.label) if step else _("Undo"),
            done=done,
            refused=[row for row in rows if not row.decision],
            left=left,
            # The same answers for the rows to come.
            given=[(name, form.data.get(name, "")) for name in form.fields] if form else [],
            so_far=len(rows),
            total=len(rows) + len(left),
            address=reverse(self._bulk_name(), args=[step.name if step else UNDO]),
            undo_all=reverse(self._bulk_name(), args=[UNDO])
            if done and not left and step is not None and step.undo
            else "",
            back=self._list_url(),
        )

    def _told(self, request) -> list[Row]:
        """Rows of the page before and of the slices before, as the form brought them back."""
        done = _versions(request, "done")
        refused = _refused(request)
        objects = self.get_queryset(request).filter(ref__in={*done, *refused}).order_by("pk")
        return [
            self._row(obj, Decision(True), done[obj.ref])
            if obj.ref in done
            else self._row(obj, Decision(False, refused[obj.ref]), 0)
            for obj in objects
        ]

    def bulk_page(self, request, step: Step, objects, form, seen=None) -> HttpResponse:
        """What will happen to each row, and one reason for all; nothing has moved."""
        rows = [self._foreseen(request, step, obj, (seen or {}).get(obj.ref)) for obj in objects]
        return self.page(
            request,
            "admin/pledges/bulk.html",
            title=_(step.label),
            step=step,
            target_label=_(self.table.states[step.target]),
            allowed=[row for row in rows if row.decision],
            refused=[row for row in rows if not row.decision],
            form=form,
            address=reverse(self._bulk_name(), args=[step.name]),
            back=self._list_url(),
        )

    def _foreseen(self, request, step: Step, obj, seen: int | None) -> Row:
        offers = self.available_steps(obj, request.user)
        found = next((offer.decision for offer in offers if offer.step == step), None)
        decision = found if found is not None else Decision(False, NOT_FROM_HERE)
        seen = obj.version if seen is None else seen
        if decision and seen != obj.version:
            decision = Decision(False, CHANGED)
        message = self.bulk_message(step, obj) if decision else None
        return replace(self._row(obj, decision, seen), message=message)

    def _taken(self, request, step: Step | None, obj, seen: int, form: BulkForm | None) -> Row:
        act = {"ref": obj.ref, "by": request.user, "version": seen}
        try:
            if step is None:
                self.undo(**act)
            else:
                reason, given = form.cleaned_data["reason"], form.given()
                self.perform(step=step.name, reason=reason, given=given, **act)
        except Refusal as refusal:
            obj.refresh_from_db(fields=["state"])
            return self._row(obj, Decision(False, str(refusal.reason)), seen)
        obj.refresh_from_db(fields=["state", "version"])
        # The version it came to: what an undo from the result page names.
        return self._row(obj, Decision(True), obj.version)

    def _row(self, obj, decision: Decision, seen: int) -> Row:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        state = _(self.table.states[obj.state])
        undo = f"{self.undo_url(obj).partition('?')[0]}?version={seen}"
        return Row(obj, state, decision, reverse(name, args=[obj.pk]), seen, undo)

    def _bulk_name(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk"

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def _ask(step: Step):
    """The list's action: a page that says what will happen to each row chosen."""

    def ask(model_admin, request, queryset):
        objects = list(queryset.order_by("pk")[: MAX_ROWS + 1])
        if len(objects) > MAX_ROWS:
            words = _("Choose at most %(number)s rows at once.") % {"number": MAX_ROWS}
            model_admin.message_user(request, words, "ERROR")
            return None
        form = model_admin.bulk_form_class(step)(step=step)
        return model_admin.bulk_page(request, step, objects, form)

    return ask


def _versions(request: HttpRequest, name: str) -> dict[str, int]:
    """Rows posted as `name=REF:VERSION`: ref → version; what is not that is left out."""
    pairs = (value.partition(":") for value in request.POST.getlist(name)[:MAX_ROWS])
    return {
        ref: int(version)
        for ref, _colon, version in pairs
        if version.isascii() and version.isdigit() and len(version) < 10
    }


def _refused(request: HttpRequest) -> dict[str, str]:
    """Rows posted as `refused=REF:REASON`: ref → reason."""
    posted = request.POST.getlist("refused")[:MAX_ROWS]
    return dict(one.partition(":")[::2] for one in posted)
