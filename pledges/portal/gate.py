"""Who enters the portal: signed-in people who speak for a territory today."""

import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.permissions import Permission
from accounts.policies import holds
from communes.queries import territory_keys_of
from pledges.portal.kept import SIGNED_OUT, keep, typed
from pledges.queries.mandates import silencing
from pledges.queries.speaking import speaking

View = Callable[..., HttpResponse]
RECEIPT = re.compile(r"[a-z0-9]{1,40}")


def contacts_only(view: View) -> View:
    """Send strangers to sign-in (what they were typing is kept); tell others what to do.

    Answers before the view looks anything up, so that no address tells what exists.
    """
    return _guarded(view, leavers=False)


def contacts_and_leavers(view: View) -> View:
    """The same, and lets in who stopped speaking so lately that they may still take it back."""
    return _guarded(view, leavers=True)


def _guarded(view: View, *, leavers: bool) -> View:
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "POST":
                keep(request, request.path, typed(request), why=SIGNED_OUT)
            return _received(request, redirect_to_login(request.get_full_path()))
        is_contact = bool(holds(request.user, Permission.REPORT))
        # Kept with the person: all that this request looks for is looked for among them.
        request.territories = request.user.territories = territory_keys_of(request.user)
        left = speaking(request.user) if is_contact and not request.territories else []
        if not is_contact or not (request.territories or (left and leavers)):
            context = {"is_contact": is_contact, "left": left}
            context["changes"] = silencing(request.user) if is_contact else []
            return render(request, "portal/closed.html", context, status=403)
        return _received(request, view(request, *args, **kwargs))

    return guarded


def _received(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the page that typed this that it arrived: what its browser kept may be forgotten."""
    receipt = request.POST.get("receipt", "") if request.method == "POST" else ""
    if RECEIPT.fullmatch(receipt):
        response.set_cookie(
            "portal_receipt",
            receipt,
            max_age=3600,
            path=reverse("portal:home"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def found(row):
    """The row, or the 404 that says nothing: unknown and somebody else's are the same answer."""
    if row is None:
        raise Http404
    return row
