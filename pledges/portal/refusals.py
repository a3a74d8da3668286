"""The refusals of actions, translated once for every page of the portal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from ledger.refusals import IllegalStep, Invalid, NotAllowed, Refusal, Stale
from pledges.portal.kept import keep, typed

STATUS: dict[type[Refusal], int] = {NotAllowed: 403, IllegalStep: 409, Stale: 409, Invalid: 400}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both texts of a stale form: what is there now, and the forms holding what was typed.

    forms: bound to what was typed, with the present version; empty when the words can no longer
    be saved (they were sent, or the deadline passed).
    """

    now: list[tuple[str, str]]
    forms: list[Form] = field(default_factory=list)


def refusals_told(conflict: Callable[..., Conflict] | None = None):
    """Answer refusals of the view with a page that keeps what was typed.

    conflict(request, **kwargs) says what to show when the form was stale.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def told(request: HttpRequest, **kwargs) -> HttpResponse:
            try:
                return view(request, **kwargs)
            except Stale as refusal:
                both = conflict(request, **kwargs) if conflict else None
                return _page(request, refusal, both)
            except Refusal as refusal:
                return _page(request, refusal, None)

        return told

    return decorate


def sentences(refusal: Invalid) -> dict[str, str]:
    """Field → sentence, in the reader's language."""
    return {name: gettext(str(reason)) for name, reason in refusal.errors.items()}


def _page(request: HttpRequest, refusal: Refusal, both: Conflict | None) -> HttpResponse:
    values = typed(request)
    if both and both.forms:
        keep(request, request.path, values)
    context = {
        "reason": gettext(str(refusal.reason)),
        "conflict": both,
        "typed": "\n\n".join(value for name, value in values.items() if _is_prose(name, value)),
    }
    template = "portal/conflict.html" if both else "portal/refused.html"
    return render(request, template, context, status=STATUS[type(refusal)])


def _is_prose(name: str, value: str) -> bool:
    return name != "version" and bool(value.strip())
