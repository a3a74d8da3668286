"""One's own webhooks, by hand: made, tried, given a new secret, paused, ended; and their log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.admin_site import show_errors
from accounts.conflicts import refused_page
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Stale
from ledger.steps import gettext_noop
from pledges.account.forms import WebhookForm
from pledges.actions.webhooks import managing
from pledges.models import Webhook, WebhookDelivery
from pledges.policies import may_hold_webhooks
from pledges.queries.watching import deliveries_of, webhooks_of

LOG = 50
DONE = {
    "pause": gettext_noop("Paused: nothing leaves until you resume it."),
    "resume": gettext_noop("Resumed: what waited leaves first."),
    "test": gettext_noop("A test message will leave within a minute."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """My webhooks; the secret of a new one is shown on the answer to the form, and never again."""
    form = WebhookForm(request.POST or None)
    made, secret, status = None, "", 200
    if request.method == "POST":
        try:
            if form.is_valid():
                made, secret = managing.make_webhook(
                    user=request.user, by=request.user, **form.cleaned_data
                )
                form = WebhookForm()
        except NotAllowed as refusal:
            return refused_page(request, refusal.reason, back=request.path)
        except Invalid as refusal:
            show_errors(form, refusal)
        status = 200 if made else 400
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "webhooks": webhooks_of(request.user),
        "decision": may_hold_webhooks(request.user),
    }
    return TemplateResponse(request, "webhooks/list.html", context, status=status)


@require_safe
@never_cache
@login_required
def webhook(request: HttpRequest, ref: str) -> HttpResponse:
    """One webhook and what became of its last messages."""
    return _page(request, _mine(request, ref))


@require_POST
@never_cache
@login_required
def change(request: HttpRequest, ref: str, change: str) -> HttpResponse:
    """Pause, resume, end, try, or give another secret (shown on the answer, once)."""
    row, secret = _mine(request, ref), ""
    seen = request.POST.get("version", "")
    said = {"ref": ref, "by": request.user}
    if change != "test":
        said["version"] = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    try:
        if change == "rotate_secret":
            row, secret = managing.rotate_secret(**said)
            return _page(request, row, secret)
        getattr(managing, {"test": "send_test"}.get(change, change))(**said)
    except NotAllowed as refusal:
        return refused_page(request, refusal.reason, back=reverse("account:webhooks"))
    except (Stale, IllegalStep) as refusal:
        messages.error(request, _(str(refusal.reason)))
        return redirect("account:webhook", ref)
    if change == "end":
        messages.success(request, _("Ended: %(name)s.") % {"name": row.name})
        return redirect("account:webhooks")
    messages.success(request, _(DONE[change]))
    return redirect("account:webhook", ref)


@require_POST
@never_cache
@login_required
def replay(request: HttpRequest, ref: str, delivery: str) -> HttpResponse:
    """Send one message once more."""
    _mine(request, ref)
    try:
        managing.replay(ref=ref, delivery=delivery, by=request.user)
    except WebhookDelivery.DoesNotExist:
        raise Http404 from None
    except (IllegalStep, NotAllowed) as refusal:
        messages.error(request, _(str(refusal.reason)))
    else:
        messages.success(request, _("This message will leave again within a minute."))
    return redirect("account:webhook", ref)


def _mine(request: HttpRequest, ref: str) -> Webhook:
    """Somebody else's is a 404, like one that never was."""
    row = webhooks_of(request.user).filter(ref=ref).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, row: Webhook, secret: str = "") -> HttpResponse:
    context = {"webhook": row, "secret": secret, "deliveries": deliveries_of(row)[:LOG]}
    return TemplateResponse(request, "webhooks/one.html", context)
