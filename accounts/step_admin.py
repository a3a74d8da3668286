"""The desk's tables of objects that have a workflow: state, steps, history, one page per step."""

from django import forms
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import DeskAdmin, show_errors
from accounts.conflicts import refused_page, shown
from accounts.policies import OfferedStep
from accounts.presence import PresencePages
from accounts.undoing import UndoPages
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Refusal, Stale
from ledger.steps import Step, StepTable, gettext_noop

CHANGED = gettext_noop("This changed since you opened the page. Nothing was saved.")
NOT_FROM_HERE = gettext_noop("This step does not exist from the present state.")


class StepForm(forms.Form):
    """What a step asks for: the version that was seen and, kept with the decision, a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, step: Step, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required = "reason" in step.needs
        reason.help_text = (
            _("Everyone will be able to read it.")
            if step.public_reason
            else _("Kept with the decision.")
        )
        # What is read first is typed first; the reason closes the form.
        self.order_fields([name for name in self.fields if name != "reason"])

    def given(self) -> dict:
        """What the step was given besides the version and the reason."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "reason")}


class StepAdmin(PresencePages, UndoPages, DeskAdmin):
    """A table whose rows have a workflow (`accounts.models.Stepped`).

    Subclasses give `table` and two hooks:
    available_steps(obj, user) -> list[OfferedStep], from their policies;
    perform(*, step, ref, by, version, reason, given) -> the object, through their actions; `step`
    is the step's name; raises Stale, IllegalStep, NotAllowed or Invalid.
    A step that needs more than a reason has a form: step_form_class(step, obj) -> StepForm.
    """

    table: StepTable
    change_form_template = "admin/step_change_form.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.kind = self.kind or self.table.kind

    def available_steps(self, obj, user) -> list[OfferedStep]:
        raise NotImplementedError

    def perform(self, *, step: str, ref: str, by, version: int, reason: str, given: dict):
        raise NotImplementedError

    def step_form_class(self, step: Step, obj) -> type[StepForm]:
        return StepForm

    def foreseen(self, step: Step, obj) -> str:
        """What taking `step` would do to `obj`, as HTML, on the page that asks; "" when its states
        say it all."""
        return ""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<path:object_id>/steps/<slug:step_name>/", view, name=name),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= (
                self.standing(obj)
                | self.presence(request, obj)
                | {
                    "steps": [
                        (offer, self._step_url(obj, offer.step))
                        for offer in self._offers(request, obj)
                    ],
                    "undo": self.undo_offer(obj, request.user),
                }
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def standing(self, obj) -> dict:
        """Where the object stands, for templates: its state in words, since when and by whom."""
        state = self.table.states.get(obj.state, obj.state)
        return {"state_label": _(state), "state_at": obj.state_at, "state_by": obj.state_by}

    def step_view(self, request: HttpRequest, object_id: str, step_name: str) -> HttpResponse:
        """GET asks for confirmation, POST performs. 404 when the object may not be seen."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        step = next((one for one in self.table if one.name == step_name), None)
        if step is None:
            raise Http404
        form_class = self.step_form_class(step, obj)
        if request.method == "POST":
            return self._take(
                request, obj, step, form_class(request.POST, request.FILES, step=step)
            )
        return self._ask(
            request, obj, step, form_class(initial={"version": obj.version}, step=step)
        )

    def _ask(self, request, obj, step: Step, form) -> HttpResponse:
        offer = next((one for one in self._offers(request, obj) if one.step == step), None)
        seen = request.GET.get("version", str(obj.version))
        if seen != str(obj.version):
            return self._conflict(request, obj, step, form, Stale(CHANGED))
        if offer is None:
            return self._conflict(request, obj, step, form, IllegalStep(NOT_FROM_HERE))
        if not offer.decision:
            return self._refused(request, obj, offer.decision.reason)
        return self._step_page(request, obj, step, form)

    def _take(self, request, obj, step: Step, form) -> HttpResponse:
        if not form.is_valid():
            # Who may not take it is told so, not asked to fill the form in better.
            return self._ask(request, obj, step, form)
        try:
            taken = self.perform(
                step=step.name,
                ref=obj.ref,
                by=request.user,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                given=form.given(),
            )
        except Invalid as refusal:
            show_errors(form, refusal)
            return self._step_page(request, obj, step, form)
        except NotAllowed as refusal:
            return self._refused(request, obj, refusal.reason)
        except (Stale, IllegalStep) as refusal:
            fresh = self.get_object(request, str(obj.pk))
            return self._conflict(request, fresh, step, form, refusal)
        self.say_done(request, taken, _("Done: %(step)s.") % {"step": _(step.label)})
        return HttpResponseRedirect(self._change_url(obj))

    def _offers(self, request, obj) -> list[OfferedStep]:
        return self.available_steps(obj, request.user)

    def _step_page(self, request, obj, step: Step, form) -> HttpResponse:
        return self.page(
            request,
            "admin/step.html",
            title=_(step.label),
            original=obj,
            step=step,
            target_label=_(self.table.states[step.target]),
            foreseen=self.foreseen(step, obj),
            form=form,
            back=self._change_url(obj),
            **self.standing(obj),
        )

    def _conflict(self, request, obj, step: Step, form, refusal: Refusal) -> HttpResponse:
        typed = (
            [(field.label, shown(field)) for field in form.visible_fields()]
            if form.is_bound
            else []
        )
        return self.page(
            request,
            "admin/step_conflict.html",
            status=409,
            title=_("This step was not taken"),
            reason=_(str(refusal.reason)),
            original=obj,
            step=step,
            typed=[(label, value) for label, value in typed if value],
            history=self.history_of(obj),
            back=self._change_url(obj),
            **self.standing(obj),
        )

    def _refused(self, request, obj, reason) -> HttpResponse:
        return refused_page(request, reason, site=self.admin_site, back=self._change_url(obj))

    def _change_url(self, obj) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[obj.pk])

    def _step_url(self, obj, step: Step) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_step"
        return f"{reverse(name, args=[obj.pk, step.name])}?version={obj.version}"
