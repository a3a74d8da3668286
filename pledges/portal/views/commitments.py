"""One commitment as its town hall sees it, and the corrections proposed to its words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger.refusals import Invalid, Stale
from ledger.steps import gettext_noop
from pledges.actions import correcting
from pledges.forms.portal import CorrectionForm, faulty
from pledges.models import Commitment
from pledges.portal.gate import contacts_only, found
from pledges.portal.kept import drop, keep, kept_for, kept_while_typing, typed
from pledges.portal.refusals import Conflict, refusals_told, sentences
from pledges.queries import portal
from pledges.queries.comparable import comparable_with
from pledges.workflow.table import TABLES

CORRECTED = gettext_noop("These words were corrected in the meantime. Nothing was sent.")


@require_safe
@contacts_only
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """What was written, what the public reads, what was declared, concluded and corrected."""
    commitment = found(portal.commitment_of(request.user, ref))
    reports = portal.reports_on(request.user, commitment)
    reasons = portal.reasons_of("report", reports)
    context = {
        "commitment": commitment,
        "reports": [(report, reasons[report.ref]) for report in reports],
        "assessments": portal.assessments_on(request.user, commitment),
        "comparable": comparable_with(commitment),
        "corrections": portal.corrections_by(request.user, commitment),
        "tables": TABLES,
    }
    return render(request, "portal/commitment.html", context)


def _both_texts(request: HttpRequest, ref: str) -> Conflict:
    commitment = found(portal.commitment_of(request.user, ref))
    fields = CorrectionForm.base_fields
    now = [(str(fields[name].label), _shown(commitment, name)) for name in CorrectionForm.WORDS]
    data = request.POST.copy()
    data["version"] = str(commitment.revision)
    return Conflict(now, [CorrectionForm(data, commitment=commitment)])


def _shown(commitment: Commitment, name: str) -> str:
    return commitment.get_firmness_display() if name == "firmness" else getattr(commitment, name)


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told(_both_texts)
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Propose other words for what is published; a moderator accepts or declines them."""
    commitment = found(portal.commitment_of(request.user, ref))
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST:
        return kept_while_typing(request)
    if request.method == "POST":
        return _propose(request, commitment)
    kept = kept_for(request, request.path)
    form = (
        CorrectionForm(kept.values, commitment=commitment)
        if kept
        else CorrectionForm.showing(commitment)
    )
    if kept:
        form.refuse(kept.errors)
    context = {"commitment": commitment, "form": form, "kept": kept, "problems": faulty(form)}
    return render(request, "portal/correct.html", context)


def _propose(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    form = CorrectionForm(request.POST, commitment=commitment)
    problems = {} if form.is_valid() else form.problems()
    if not problems and form.seen != commitment.revision:
        # Proposed on older words, it would silently undo the correction accepted in between.
        raise Stale(CORRECTED, seen=form.seen, current=commitment.revision)
    if not problems:
        try:
            correcting.propose_correction(
                commitment=commitment,
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except Invalid as refusal:
            problems = sentences(refusal)
    if problems:
        keep(request, request.path, typed(request), errors=problems)
        messages.warning(request, _("Your proposal is not sent yet: see what is missing below."))
        return redirect(request.path)
    drop(request, request.path)
    messages.success(request, _("Your proposal was sent: the association will answer you."))
    return redirect("portal:followed", ref=commitment.ref)
