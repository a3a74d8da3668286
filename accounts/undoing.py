"""The desk's way back: one gesture by which a decision is undone inside its grace period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.conflicts import refused_page
from accounts.policies import Decision
from ledger.reading import in_time, last_decision, moved_on
from ledger.refusals import MOVED_ON, TOO_LATE, NotAllowed, Refusal
from ledger.steps import Step, StepTable

# How a message says which decision its button undoes; see templates/admin/base_site.html.
TAG = "undo="


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The last decision about an object: may this person undo it, until when, or why not."""

    step: Step
    decision: Decision
    until: datetime | None
    address: str


class UndoPages(ModelAdmin):
    """Adds the way back to a table whose rows have a workflow.

    Needs `table`, and two hooks: may_undo(obj, step, entry, user) -> Decision, from the policies;
    undo(ref, by, version) -> the object as it was, through an action.
    """

    table: StepTable
    may_undo: Callable | None = None

    def undo(self, *, ref: str, by, version: int):
        raise NotImplementedError

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_undo"
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<path:object_id>/undo/", view, name=name), *super().get_urls()]

    def undo_offer(self, obj, user) -> UndoOffer | None:
        """None when the last change of `obj` is not a decision that can be undone."""
        entry, step = last_decision(self.table, obj)
        if self.may_undo is None or entry is None or step is None:
            return None
        decision, known = self.may_undo(obj, step, entry, user), in_time(entry)
        if known is None:
            decision = Decision(False, TOO_LATE)
        elif decision and moved_on(known):
            decision = Decision(False, MOVED_ON)
        return UndoOffer(step, decision, known and known.until, self.undo_url(obj))

    def undo_url(self, obj) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_undo"
        return f"{reverse(name, args=[obj.pk])}?version={obj.version}"

    def say_done(self, request: HttpRequest, obj, words: str) -> None:
        """A message that a decision was taken, with its way back when there is one."""
        offer = self.undo_offer(obj, request.user)
        tags = f"{TAG}{offer.address}" if offer and offer.decision else ""
        self.message_user(request, words, messages.SUCCESS, extra_tags=tags)

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST undoes the decision that made the version named in the address."""
        obj = self.get_object(request, unquote(object_id))
        if self.may_undo is None or obj is None or not self.has_view_permission(request, obj):
            raise Http404
        seen = request.GET.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        back = reverse(name, args=[obj.pk])
        try:
            self.undo(ref=obj.ref, by=request.user, version=version)
        except NotAllowed as refusal:
            return refused_page(request, refusal.reason, site=self.admin_site, back=back)
        except Refusal as refusal:
            self.message_user(request, _(str(refusal.reason)), messages.ERROR)
        else:
            words = _("Undone: “%(what)s” is as it was before, and its mails will not leave.")
            self.message_user(request, words % {"what": obj}, messages.SUCCESS)
        return HttpResponseRedirect(back)
