"""How often one is written to, chosen after signing in; and no more mails of a topic, without."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from communes.queries import territory_keys_of
from ledger.refusals import Invalid
from pledges.actions.agenda import make_feed, revoke_feed
from pledges.actions.rhythms import choose
from pledges.enums import Rhythm, Topic
from pledges.portal.gate import found
from pledges.queries.agenda import has_feed
from pledges.queries.rhythms import rhythms_of, unsubscriber

ONCE = "calendar_once"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def rhythms(request: HttpRequest) -> HttpResponse:
    """One rhythm for each topic; what is a duty is said, and not offered."""
    chosen = rhythms_of(request.user)
    if request.POST.get("calendar") == "revoke":
        revoke_feed(by=request.user)
        messages.success(request, _("The address of your calendar opens nothing any more."))
        return redirect("portal:mails")
    if request.POST.get("calendar") == "make":
        try:
            secret = make_feed(by=request.user)
        except Invalid as refusal:
            messages.error(request, _(str(refusal.reason)))
            return redirect("portal:mails")
        # Shown by the page that follows, once: reloading it must neither make another nor show it.
        request.session[ONCE] = secret
        return redirect(f"{request.path}#calendar")
    if request.method == "POST":
        chosen |= {topic: request.POST[topic] for topic in Topic.values if topic in request.POST}
        try:
            choose(by=request.user, rhythms=chosen)
        except Invalid as refusal:
            messages.error(request, _(str(refusal.reason)))
        else:
            messages.success(request, _("Recorded: your next mails will follow this choice."))
        return redirect("portal:mails")
    topics = [(topic, Topic(topic).label, rhythm) for topic, rhythm in chosen.items()]
    context = {"topics": topics, "rhythms": Rhythm.choices, "address": _shown_once(request)}
    context["has_feed"] = has_feed(request.user)
    context["speaks"] = bool(territory_keys_of(request.user))
    return render(request, "portal/mails.html", context)


def _shown_once(request: HttpRequest) -> str:
    """The address just made; the session forgets it as it is shown."""
    secret = request.session.pop(ONCE, "") if request.method == "GET" else ""
    return request.build_absolute_uri(reverse("portal:feed", args=[secret])) if secret else ""


# A mail program posts here by itself (RFC 8058): it has no cookie and no token, the address is
# signed and does nothing else.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asked by GET, which mail scanners follow; done, or undone, by POST alone."""
    user, topic = found(unsubscriber(token))
    before = rhythms_of(user)[topic]
    done = before == Rhythm.NEVER
    if request.method == "POST":
        again = request.POST.get("again", "")
        done = again not in Rhythm.values or again == Rhythm.NEVER
        choose(by=user, rhythms={topic: Rhythm.NEVER if done else again})
    again = Rhythm.AT_ONCE if before == Rhythm.NEVER else before
    context = {"topic": Topic(topic).label, "done": done, "again": again}
    context["posted"] = request.method == "POST"
    return render(request, "portal/unsubscribe.html", context)
