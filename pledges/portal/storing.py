"""Storing one report as it was typed, its evidence with it, and sending it when asked."""

from dataclasses import dataclass

from django.http import HttpRequest

from ledger.refusals import Invalid
from pledges.actions import reporting
from pledges.forms.portal import EvidenceForm, ReportForm
from pledges.models import Commitment, Report
from pledges.portal.refusals import sentences
from pledges.queries import portal


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of it: the report, sentences by field (prefixed), and evidence left out."""

    report: Report
    problems: dict[str, str]
    unstored: list[EvidenceForm]


def store(
    request: HttpRequest,
    commitment: Commitment,
    report: Report | None,
    form: ReportForm,
    slots: list[EvidenceForm],
) -> Stored:
    """Store everything that can be stored, then send if asked and if nothing is in the way."""
    by, values = request.user, form.storable(report)
    if report is None:
        twice = portal.same_report(by, commitment, values)
        if twice and twice.state == "submitted":
            return Stored(twice, {}, [])
        report = twice or reporting.start_report(commitment=commitment, by=by, **values)
    else:
        report = _save(report, values, seen=form.seen, by=by)
    filled = [slot for slot in slots if slot.is_filled()]
    left = [(slot, slot.attach(report=report, by=by)) for slot in filled]
    problems = form.problems()
    for _slot, why in left:
        problems |= why
    if "send" in request.POST and not problems:
        try:
            report = reporting.submit(ref=report.ref, by=by, version=report.version)
        except Invalid as refusal:
            problems = {form.add_prefix(name): why for name, why in sentences(refusal).items()}
    return Stored(report, problems, [slot for slot, why in left if why])


def _save(report: Report, values: dict, *, seen: int, by) -> Report:
    """Store the words; the same words again are not a new version."""
    if seen == report.version and all(getattr(report, n) == v for n, v in values.items()):
        return report
    return reporting.save_report(ref=report.ref, version=seen, by=by, **values)
