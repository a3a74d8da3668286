""" "Still accurate": for one commitment or several, always after a page that shows them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ledger.refusals import Stale
from ledger.steps import gettext_noop
from pledges.actions import reporting
from pledges.portal.gate import contacts_only, found
from pledges.portal.refusals import refusals_told
from pledges.queries import portal

MOVED = gettext_noop(
    "What the public reads changed since you opened the page. Nothing was recorded: read it again."
)


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told()
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Attest one commitment."""
    commitment = found(portal.commitment_of(request.user, ref))
    if request.method == "POST":
        _attest([commitment], request)
        messages.success(request, _("Recorded: this commitment is still accurate today."))
        return redirect("portal:followed", ref=ref)
    return render(request, "portal/attest.html", {"commitments": [commitment], "only": commitment})


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told()
def several(request: HttpRequest) -> HttpResponse:
    """Attest the commitments that were shown and left ticked, all of them or none."""
    if request.method == "POST":
        refs = set(request.POST.getlist("commitment"))
        chosen = portal.commitments_among(request.user, refs)
        if len(chosen) != len(refs):
            raise Http404
        if not chosen:
            messages.warning(request, _("Nothing was recorded: tick at least one commitment."))
            return redirect("portal:attest_several")
        _attest(chosen, request)
        said = ngettext(
            "Recorded: %(count)s commitment is still accurate today.",
            "Recorded: %(count)s commitments are still accurate today.",
            len(chosen),
        )
        messages.success(request, said % {"count": len(chosen)})
        return redirect("portal:home")
    commitments = portal.attestable(request.user)
    return render(request, "portal/attest.html", {"commitments": commitments})


@transaction.atomic
def _attest(commitments: list, request: HttpRequest) -> None:
    """Attest what was shown; words corrected or progress assessed meanwhile are read first."""
    for commitment in commitments:
        seen = request.POST.get(f"seen-{commitment.ref}", commitment.as_read)
        if seen != commitment.as_read:
            raise Stale(MOVED)
        reporting.attest(commitment=commitment, by=request.user)
