"""Lines of the desk's work queue: what waits for me, for others, for the communes."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_site import QueueLine, register_queue
from accounts.permissions import Permission
from accounts.policies import holds
from ledger.steps import gettext_noop
from pledges.models import Assessment, Commitment, Correction, Merge, OutboxMail, Report, Signature

# model, state, who is expected, permission of who may act, label
_LINES = (
    (Commitment, "in_review", Permission.REVIEW, gettext_noop("Commitments to review")),
    (Correction, "proposed", Permission.REVIEW, gettext_noop("Corrections to decide")),
    (Report, "submitted", Permission.DECIDE_REPORT, gettext_noop("Reports to decide")),
    (Signature, "received", Permission.VERIFY_SIGNATURE, gettext_noop("Signatures to verify")),
    (Signature, "verified", Permission.VERIFY_SIGNATURE, gettext_noop("Signatures to publish")),
    (Signature, "announced", None, gettext_noop("Signed documents awaited")),
    (Merge, "proposed", Permission.MANAGE_ELECTION, gettext_noop("Merges of duplicates to decide")),
    (Assessment, "notified", None, gettext_noop("Assessments the communes may reply to")),
)


@register_queue
def pledges_queue(user) -> list[QueueLine]:
    """One line per kind and state, plus my drafts and the mails that failed."""
    lines = []
    for model, state, permission, label in _LINES:
        found = model.objects.filter(state=state)
        whose = _("lists and communes") if permission is None else _("moderators")
        if permission is not None and holds(user, permission):
            # Four eyes: what I wrote waits for someone else.
            found, whose = found.exclude(created_by=user), _("me")
        lines.append(_line(found, _(label), whose, model, f"state={state}"))
    drafts = Commitment.objects.filter(state="draft", created_by=user)
    lines.append(_line(drafts, _("My drafts"), _("me"), Commitment, "state=draft"))
    failed = OutboxMail.objects.filter(state__in=["failed", "bounced"])
    count = failed.count()
    if count:
        state = "failed" if failed.filter(state="failed").exists() else "bounced"
        address = reverse("admin:pledges_outboxmail_changelist") + f"?state={state}"
        lines.append(
            QueueLine(_("Mails that did not arrive"), count, None, address, _("moderators"))
        )
    return lines


def _line(found, label: str, whose: str, model, query: str) -> QueueLine:
    counted = found.aggregate(n=Count("pk"), oldest=Min("state_at"))
    address = reverse(f"admin:pledges_{model._meta.model_name}_changelist")
    return QueueLine(label, counted["n"], counted["oldest"], f"{address}?{query}", whose)
