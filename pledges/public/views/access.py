"""You work at the town hall? Asking for access from the page of a territory, without an account."""

import math

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.knocking import wait
from accounts.quota import network_of
from communes.queries import resolve_commune
from ledger.refusals import Invalid
from pledges.actions.letting_in import ask_access
from pledges.forms.access import AccessForm
from pledges.forms.portal import faulty
from pledges.public.addresses import address_of
from pledges.queries import pages

HOUR, DAY = 3600, 24 * 3600
# A network may be a whole town hall; what is asked for one territory is read by people.
PER_NETWORK, PER_ADDRESS, PER_TERRITORY = (20, HOUR), (3, DAY), (20, DAY)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_commune(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    resolution = resolve_commune(code)
    if resolution is None:
        raise Http404
    return _page(request, resolution.commune)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_intercommunality(request: HttpRequest, siren: str, slug: str | None = None) -> HttpResponse:
    group = pages.one_intercommunality(siren)
    if group is None:
        raise Http404
    return _page(request, group)


def _page(request: HttpRequest, territory) -> HttpResponse:
    """The form; then one answer, whoever the address belongs to."""
    address = f"{address_of(territory)}acces/"
    if request.method != "POST":
        if request.path != address:
            return redirect(address, permanent=True)
        return _form(request, territory, AccessForm())
    form = AccessForm(request.POST)
    if not form.is_valid():
        return _form(request, territory, form, status=400)
    left = _left(request, territory, form.cleaned_data["email"])
    if left:
        # What was typed stays on the page: it can be sent again when the time has come.
        form.add_error(None, _later(left))
        answer = _form(request, territory, form, status=429)
        answer.headers["Retry-After"] = str(left)
        return answer
    try:
        ask_access(territory=territory, **form.cleaned_data)
    except Invalid as refusal:
        form.refuse({name: gettext(str(why)) for name, why in refusal.errors.items()})
        return _form(request, territory, form, status=400)
    return redirect(f"{address}?recue=1")


def _left(request: HttpRequest, territory, email: str) -> int:
    """Seconds to wait before asking again; counted alike for a known and an unknown address."""
    limits = (
        (f"network {network_of(request)}", *PER_NETWORK),
        (f"address {email.strip().lower()}", *PER_ADDRESS),
        (f"territory {territory.slug}", *PER_TERRITORY),
    )
    return wait([(f"access {what}", most, seconds) for what, most, seconds in limits])


def _later(seconds: int) -> str:
    hours = math.ceil(seconds / HOUR)
    return ngettext(
        "Too many requests were sent. Try again in %(n)s hour, or write to us.",
        "Too many requests were sent. Try again in %(n)s hours, or write to us.",
        hours,
    ) % {"n": hours}


def _form(request: HttpRequest, territory, form: AccessForm, status: int = 200) -> HttpResponse:
    context = {
        "territory": territory,
        "form": form,
        "problems": faulty(form),
        "received": "recue" in request.GET,
    }
    return render(request, "public/access.html", context, status=status)
