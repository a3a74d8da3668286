"""Mails decided with a step: what became of them, and what is in hand before they leave."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.admin_site import DeskAdmin, site
from accounts.days import in_words
from accounts.histories import history_lines
from accounts.policies import holds
from communes.queries import frozen_until
from ledger.refusals import Refusal
from pledges.actions.mails import OF_ITS_DECISION, edit_mail, is_leaving, perform, undone
from pledges.actions.outbox import MAX_TRIES, composed
from pledges.enums import MailState
from pledges.models import MailWording, OutboxMail
from pledges.notifications import paragraphs
from pledges.queries.outbox import about, mails_for_desk, rewordings, search_mails
from pledges.workflow.mail import MAIL


class MailForm(forms.ModelForm):
    """The words of a mail that waits."""

    class Meta:
        model = OutboxMail
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}


class MailStateFilter(admin.SimpleListFilter):
    """By what became of them, in the order mails live it."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(name, _(label)) for name, label in MAIL.states.items()]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in MAIL.states else queryset


@admin.register(OutboxMail, site=site)
class OutboxAdmin(DeskAdmin):
    """A mail as its recipient will read it, and what can still be done about it."""

    kind = MAIL.kind
    form = MailForm
    list_display = ["subject", "whom", "state_words", "when", "tries", "problem"]
    list_filter = [MailStateFilter]
    search_fields = ["search_words"]
    search_help_text = gettext_lazy(
        "Words of the subject, or of the recipient's name and address, each from its beginning; the"
        " whole address of who asked for access; the reference of what a mail tells of."
    )
    ordering = ["-pk"]
    fields = ["subject", "body"]
    change_form_template = "admin/pledges/mail_change_form.html"

    @admin.display(description=gettext_lazy("recipient"))
    def whom(self, mail: OutboxMail) -> str:
        return mail.to.name or "–"

    @admin.display(description=gettext_lazy("state"))
    def state_words(self, mail: OutboxMail) -> str:
        return _("leaving") if is_leaving(mail) else _(MAIL.states[mail.state])

    @admin.display(description=gettext_lazy("when"))
    def when(self, mail: OutboxMail) -> str:
        """When it left, or when it will next be tried."""
        if mail.state == MailState.WAITING:
            words = _("next try: %(when)s") if mail.tries else _("leaves after %(when)s")
            return words % {"when": _moment(mail.leaves_after)}
        return _("left: %(when)s") % {"when": _moment(mail.sent_on)} if mail.sent_on else "–"

    def get_queryset(self, request):
        return mails_for_desk()

    def get_search_results(self, request, queryset, search_term):
        found = search_mails(queryset, search_term) if search_term.strip() else queryset
        return found, False

    def has_change_permission(self, request, obj=None):
        if not holds(request.user, MAIL.get("stop").permission):
            return False
        return obj is None or (obj.state == MailState.WAITING and not is_leaving(obj))

    def has_view_permission(self, request, obj=None):
        return bool(holds(request.user, self.view_permission))

    def opened(self, obj, version: int) -> dict:
        """The words somebody had before their eyes: the ledger keeps none of a mail."""
        former = MailWording.objects.filter(mail=obj, version__gte=version).first()
        words = former or OutboxMail.objects.get(pk=obj.pk)
        return {"subject": words.subject, "body": words.body}

    def save_model(self, request, obj, form, change):
        typed = form.cleaned_data
        version = self.seen_version(request)
        saved = edit_mail(pk=obj.pk, by=request.user, version=version, **typed)
        obj.version = saved.version

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        mail = OutboxMail.objects.select_related("recipient", "asker").get(pk=obj.pk)
        decided = about(mail)
        context |= {
            "mail": mail,
            "letter": composed(mail),
            "paragraphs": paragraphs(mail.body),
            "state_label": self.state_words(mail),
            "when": self.when(mail),
            "tries_left": MAX_TRIES - mail.tries,
            "steps": self._steps(request, mail),
            "nothing_to_tell": OF_ITS_DECISION if undone(mail) else "",
            "rewordings": rewordings(mail),
            "history": history_lines(MAIL, MAIL.kind, mail.ref),
            "frozen_until": frozen_until(None, timezone.now()),
            **self._decision(request, mail, decided),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _steps(self, request: HttpRequest, mail: OutboxMail) -> list[tuple[str, str]]:
        """What can be done about it: label and address of each step."""
        if is_leaving(mail) or undone(mail) or not holds(request.user, MAIL.get("stop").permission):
            return []
        return [
            (_(step.label), f"{self._step_url(mail, step.name)}?version={mail.version}")
            for step in MAIL.from_state(mail.state)
        ]

    def _step_url(self, mail: OutboxMail, step: str) -> str:
        return reverse("admin:pledges_outboxmail_step", args=[mail.pk, step])

    def _decision(self, request: HttpRequest, mail: OutboxMail, decided) -> dict:
        """The object the mail tells of, with the way back of its decision."""
        table = decided and self.admin_site._registry.get(type(decided))
        if not table:
            return {}
        name = f"admin:{decided._meta.app_label}_{decided._meta.model_name}_change"
        # Only the decision of this mail: another one came since when versions differ.
        same = decided.version == mail.object_version
        return {
            "about": decided,
            "about_url": reverse(name, args=[decided.pk]),
            "undo": table.undo_offer(decided, request.user) if same else None,
        }

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.step_view))
        return [
            path("<int:pk>/steps/<slug:step>/", view, name="pledges_outboxmail_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Stop, let leave after all, try again: one POST, nothing to fill in."""
        if step not in {one.name for one in MAIL} or not self.get_queryset(request).filter(pk=pk):
            raise Http404
        seen = request.GET.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        try:
            mail = perform(pk=pk, step=step, by=request.user, version=version)
        except Refusal as refusal:
            self.message_user(request, _(str(refusal.reason)), messages.ERROR)
        else:
            words = _("This mail now is: %(state)s.") % {"state": self.state_words(mail)}
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:pledges_outboxmail_change", args=[pk]))


def _moment(moment) -> str:
    return in_words(timezone.localtime(moment), "DATETIME_FORMAT")
