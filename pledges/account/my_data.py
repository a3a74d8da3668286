"""What is kept about the person who is signed in: read and taken away by nobody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ledger.refusals import IllegalStep, Invalid
from pledges.actions.asking_erasure import LONGEST, TOO_LONG, ask_erasure
from pledges.exports.person import content_of
from pledges.queries.erasures import requests_of
from pledges.queries.news import notice_read_on
from pledges.queries.persons import person_of


@require_safe
@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@never_cache
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to be erased, after a page that says what it means; a refusal keeps what was typed."""
    reason = request.POST.get("reason", "")
    if "confirmed" not in request.POST and len(reason) <= LONGEST:
        return TemplateResponse(request, "my_data/confirm.html", {"reason": reason})
    try:
        ask_erasure(by=request.user, reason=reason)
    except Invalid:
        return _page(request, status=400, reason=reason, problem=_(TOO_LONG))
    except IllegalStep as refusal:
        return _page(request, status=409, reason=reason, problem=_(str(refusal.reason)))
    return redirect("my_data:page")


@require_safe
@never_cache
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The person.json of the command export_person, as a file to save."""
    person = person_of(request.user.email)
    response = JsonResponse(
        content_of(person), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    name = f"person-{request.user.ref}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: HttpRequest, status: int = 200, **context) -> HttpResponse:
    context["asked"] = requests_of(person_of(request.user.email)).first()
    context["notice_read_on"] = notice_read_on(request.user)
    return TemplateResponse(request, "my_data/page.html", context, status=status)
