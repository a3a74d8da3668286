"""Somebody else takes over: named by who leaves, confirmed by the association."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger.refusals import Invalid
from pledges.actions.handing_over import cancel, hand_over, leave, stay
from pledges.actions.letting_in import check
from pledges.forms.access import HandOverForm
from pledges.forms.portal import faulty
from pledges.portal.gate import contacts_and_leavers, found
from pledges.portal.kept import drop, keep, kept_for, kept_while_typing, typed
from pledges.portal.refusals import refusals_told, sentences
from pledges.queries.speaking import speaking


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_and_leavers
@refusals_told()
def named(request: HttpRequest, ref: str) -> HttpResponse:
    """A colleague of the territory or somebody to invite, and one's own last day."""
    place = found(next((o for o in speaking(request.user) if o.contact.ref == ref), None))
    if place.handing_over and "cancel" in request.POST:
        return _take_back(request, place)
    if place.handing_over and request.method != "POST":
        return render(request, "portal/hand_over.html", {"place": place})
    if "stay" in request.POST:
        return _stay(request, place)
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST:
        return kept_while_typing(request)
    if request.method == "POST":
        return _receive(request, place)
    kept = kept_for(request, request.path)
    form = HandOverForm(kept.values if kept else None, colleagues=place.colleagues)
    if kept:
        form.refuse(kept.errors)
    return _page(request, place, form, kept)


def _receive(request: HttpRequest, place) -> HttpResponse:
    form = HandOverForm(request.POST, colleagues=place.colleagues)
    problems = {} if form.is_valid() else form.problems()
    if not problems:
        values = dict(form.cleaned_data)
        values.pop("version", None)
        chosen = values.pop("successor")
        if chosen == HandOverForm.NOBODY:
            return _leave(request, place, values["last_day"])
        colleague = next((one for one in place.colleagues if one.ref == chosen), None)
        try:
            hand_over(
                contact=place.contact, by=request.user, check=check, colleague=colleague, **values
            )
        except Invalid as refusal:
            problems = sentences(refusal)
    if problems:
        return _again(request, problems)
    drop(request, request.path)
    messages.success(request, _("The association was told, and checks it before anything changes."))
    return redirect(request.path)


def _leave(request: HttpRequest, place, last_day) -> HttpResponse:
    try:
        leave(contact=place.contact, last_day=last_day, by=request.user)
    except Invalid as refusal:
        return _again(request, sentences(refusal))
    drop(request, request.path)
    messages.success(request, _("Your last day is written down, and the association is told."))
    return redirect(request.path)


def _stay(request: HttpRequest, place) -> HttpResponse:
    stay(contact=place.contact, by=request.user)
    messages.success(request, _("Taken back: you go on speaking for your territory."))
    return redirect(request.path)


def _take_back(request: HttpRequest, place) -> HttpResponse:
    asked = place.handing_over
    cancel(ref=asked.ref, by=request.user, version=asked.version)
    messages.success(request, _("Taken back: you go on speaking for your territory."))
    return redirect(request.path)


def _again(request: HttpRequest, problems: dict) -> HttpResponse:
    keep(request, request.path, typed(request), errors=problems)
    return redirect(request.path)


def _page(request: HttpRequest, place, form: HandOverForm, kept) -> HttpResponse:
    context = {"place": place, "form": form, "kept": kept, "problems": faulty(form)}
    return render(request, "portal/hand_over.html", context)
