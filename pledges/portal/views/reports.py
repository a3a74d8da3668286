"""Reporting on a commitment: written and kept as typed, sent, answered, sent again, cancelled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.days import in_words
from pledges.actions import reporting
from pledges.forms.portal import ReportForm, evidence_slots, faulty
from pledges.models import Commitment, Report
from pledges.policies import available_steps, may_edit_report
from pledges.portal.gate import contacts_only, found
from pledges.portal.kept import drop, keep, kept_for, kept_while_typing, typed
from pledges.portal.refusals import Conflict, refusals_told
from pledges.portal.storing import Stored, store
from pledges.queries import portal

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_POST)
@contacts_only
@refusals_told()
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Write a first report; one that is under way is continued instead."""
    commitment = found(portal.commitment_of(request.user, ref))
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST:
        return kept_while_typing(request)
    if request.method == "POST":
        return _receive(request, commitment, None)
    under_way = portal.open_report(request.user, commitment)
    if under_way and not kept_for(request, request.path):
        return redirect("portal:report", ref=under_way.ref)
    return _form_page(request, commitment, None)


def _present(report: Report) -> Conflict:
    day = in_words(report.as_of) if report.as_of else ""
    return Conflict(
        [
            (_("Where does it stand?"), report.get_declared_display()),
            (_("What was done, in your own words"), report.words),
            (_("This was true on"), day),
        ]
    )


def _what_it_is_now(request: HttpRequest, ref: str) -> Conflict:
    return _present(found(portal.report_of(request.user, ref)))


def _both_texts(request: HttpRequest, ref: str) -> Conflict:
    report = found(portal.report_of(request.user, ref))
    conflict = _present(report)
    if may_edit_report(report, request.user):
        data = request.POST.copy()
        data["version"] = str(report.version)
        form = ReportForm(data, minority=reporting.is_minority(report.commitment))
        slots = [slot for slot in evidence_slots(data, {}) if slot.is_filled()]
        conflict.forms.extend([form, *slots])
    return conflict


@require_http_methods(READ_OR_POST)
@contacts_only
@refusals_told(_both_texts)
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """A report: its form while it can be written, what became of it afterwards."""
    report = found(portal.report_of(request.user, ref))
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST and may_edit_report(report, request.user):
        return kept_while_typing(request)
    if request.method == "POST":
        return _receive(request, report.commitment, report)
    if may_edit_report(report, request.user):
        return _form_page(request, report.commitment, report)
    context = {
        "report": report,
        "reason": portal.reasons_of("report", [report])[report.ref],
        "steps": _steps(report, request.user),
    }
    return render(request, "portal/report.html", context)


@require_http_methods(READ_OR_POST)
@contacts_only
@refusals_told(_what_it_is_now)
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a report back, after a page that says what it means."""
    report = found(portal.report_of(request.user, ref))
    if request.method == "POST":
        reporting.cancel(ref=ref, by=request.user, version=_number(request.POST.get("version")))
        drop(request, reverse("portal:report", args=[ref]))
        messages.success(request, _("The report is cancelled. The association will not read it."))
        return redirect("portal:home")
    if "cancel" not in _steps(report, request.user):
        return redirect("portal:report", ref=ref)
    return render(request, "portal/cancel.html", {"report": report})


def _receive(request: HttpRequest, commitment: Commitment, report: Report | None) -> HttpResponse:
    form = ReportForm(request.POST, minority=reporting.is_minority(commitment))
    done = store(request, commitment, report, form, evidence_slots(request.POST, request.FILES))
    drop(request, request.path)
    return _answer(request, done)


def _answer(request: HttpRequest, done: Stored) -> HttpResponse:
    """Redirect to the report's page, keeping what could not be stored and why."""
    report, problems = done.report, done.problems
    page = reverse("portal:report", args=[report.ref])
    if report.state == "submitted":
        drop(request, page)
        messages.success(request, _("Your report was sent to the association."))
    elif problems:
        names = {slot.add_prefix("") for slot in done.unstored}
        values = {
            name: value
            for name, value in typed(request).items()
            if not name.startswith("evidence-") or any(name.startswith(one) for one in names)
        }
        values["version"] = str(report.version)
        keep(request, page, values, errors=problems)
        said = _("Your draft is saved as you typed it. It is not sent: see what is missing below.")
        messages.warning(request, said)
    else:
        drop(request, page)
        messages.success(request, _("Your draft is saved. It is not sent yet."))
    return redirect(page)


def _form_page(request, commitment: Commitment, report: Report | None) -> HttpResponse:
    minority = reporting.is_minority(commitment)
    kept = kept_for(request, request.path)
    if kept:
        form, slots = ReportForm(kept.values, minority=minority), evidence_slots(kept.values, {})
        for one_form in (form, *slots):
            one_form.refuse(kept.errors)
    elif report:
        form, slots = ReportForm.showing(report, minority=minority), evidence_slots()
    else:
        today = {"as_of": timezone.localdate()}
        form, slots = ReportForm(initial=today, minority=minority), evidence_slots()
    returned = report and report.state == "returned"
    if returned:
        form.describe_words("asked")
    context = {
        "commitment": commitment,
        "report": report,
        "form": form,
        "slots": slots,
        "problems": faulty(form, *slots),
        "kept": kept,
        "reason": portal.reasons_of("report", [report])[report.ref] if returned else "",
        "steps": _steps(report, request.user) if report else {},
    }
    return render(request, "portal/report_form.html", context)


def _steps(report: Report, user) -> dict[str, str]:
    """Steps the person may take from here: name → what the button says to a town hall."""
    return {
        offer.step.name: _(offer.step.town_label)
        for offer in available_steps("report", report, user)
        if offer.decision and offer.step.town_label
    }


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0
