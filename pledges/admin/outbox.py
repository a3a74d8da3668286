"""Mails decided with a step: waiting, sent, failed; stopped before they leave."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.admin_site import DeskAdmin, site
from ledger.refusals import Refusal
from pledges.actions.outbox import cancel_mail
from pledges.models import OutboxMail


@admin.register(OutboxMail, site=site)
class OutboxAdmin(DeskAdmin):
    """A mail as its recipient will read it."""

    list_display = ["subject", "recipient", "state", "leaves_after", "sent_on", "tries"]
    list_filter = ["state"]
    list_select_related = ["recipient"]
    ordering = ["-pk"]
    fields = [
        "recipient",
        "subject",
        "body",
        "state",
        "leaves_after",
        "sent_on",
        "tries",
        "problem",
    ]
    change_form_template = "admin/pledges/mail_change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.cancel_view))
        return [
            path("<int:pk>/cancel/", view, name="pledges_outboxmail_cancel"),
            *super().get_urls(),
        ]

    def cancel_view(self, request, pk: int):
        try:
            cancel_mail(pk=pk, by=request.user)
        except Refusal as refusal:
            self.message_user(request, _(str(refusal.reason)), messages.ERROR)
        else:
            self.message_user(request, _("This mail will not leave."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:pledges_outboxmail_change", args=[pk]))
