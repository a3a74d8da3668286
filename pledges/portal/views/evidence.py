"""Files of evidence, for those who speak for their territory; what is removed from a draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.downloads import saved_not_opened
from pledges.actions import evidencing
from pledges.portal.gate import contacts_only, found
from pledges.portal.refusals import refusals_told
from pledges.queries import portal
from pledges.validators import type_of_file


@require_safe
@contacts_only
def download(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file, saved and never opened in the page: it comes from outside."""
    evidence = found(portal.evidence_of(request.user, ref))
    if not evidence.file:
        raise Http404
    file = evidence.file.open("rb")
    name = evidence.original_name or evidence.ref
    return saved_not_opened(file, name=name, media_type=type_of_file(file))


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told()
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a link or a file away from what can still be written, after a page that names it."""
    evidence = found(portal.removable_evidence(request.user, ref))
    if evidence.reply:
        back = reverse("portal:assessment", args=[evidence.reply.assessment.ref])
    else:
        back = reverse("portal:report", args=[evidence.report.ref])
    if request.method == "POST":
        evidencing.remove_evidence(evidence=evidence, by=request.user)
        messages.success(request, _("Removed: %(title)s.") % {"title": evidence.title})
        return redirect(back)
    return render(request, "portal/remove.html", {"evidence": evidence, "back": back})
