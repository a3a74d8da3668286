"""What is kept about a contact, why, how long, and their rights: read once, shown again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pledges.actions.visiting import read_notice
from pledges.portal.gate import contacts_only


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
def read(request: HttpRequest) -> HttpResponse:
    """They read it: the home page no longer begins with it. GET: back from signing in."""
    if request.method != "POST":
        return redirect("portal:home")
    read_notice(by=request.user)
    messages.success(request, _("Recorded. You find this notice again in your account, “My data”."))
    return redirect("portal:home")
