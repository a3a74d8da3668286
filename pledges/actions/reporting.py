"""What municipal contacts do: report, attest, reply; and what moderators decide of reports."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from communes.enums import Outcome
from ledger.applying import edit, lock, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from pledges.actions._apply import take
from pledges.actions.withholding import save_changed
from pledges.models import Assessment, Attestation, Commitment, Reply, Report
from pledges.policies import may_attest, may_edit_report, may_reply, may_report_on
from pledges.validators import fulfilment_problem
from pledges.workflow.assessment import REPLY
from pledges.workflow.report import REPORT

SAY = gettext_noop("Say where it stands, in your own words.")
CHOOSE = gettext_noop("Choose where it stands.")
DAY = gettext_noop("Say on which day this was true.")
FUTURE = gettext_noop("This day has not come yet.")
EMPTY_REPLY = gettext_noop("Write your reply.")
WHO = gettext_noop("Say in whose name you reply.")


def is_minority(commitment: Commitment) -> bool:
    """Lists in the minority, without a seat or withdrawn have no power to carry out."""
    powerless = {Outcome.MINORITY, Outcome.NO_SEAT, Outcome.WITHDRAWN}
    return commitment.electoral_list.outcome in powerless


def start_report(
    *,
    commitment: Commitment,
    by,
    declared: str = "",
    words: str = "",
    as_of: date | None = None,
    fictitious: bool = False,
) -> Report:
    """Keep a draft report as typed, complete or not."""
    decision = may_report_on(commitment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    _check_declared(commitment, declared)
    report = Report(
        commitment=commitment,
        declared=declared,
        words=words,
        as_of=as_of,
        content_by=by,
        state="draft",
        # What a person of a demonstration declares is invented too, about a real commitment.
        fictitious=fictitious or commitment.fictitious or by.fictitious,
    )
    with transaction.atomic():
        return start(table=REPORT, obj=report, by=by, role=role_of(by), step="draft")


def save_report(
    *, ref: str, version: int, by, declared: str, words: str, as_of: date | None
) -> Report:
    """Save what was typed in a draft or returned report."""
    with transaction.atomic():
        report = lock(Report, ref=ref, version=version)
        decision = may_edit_report(report, by)
        if not decision:
            raise NotAllowed(decision.reason)
        _check_declared(report.commitment, declared)
        report.declared, report.words, report.as_of = declared, words, as_of
        report.content_at, report.content_by = timezone.now(), by
        edit(kind="report", obj=report, by=by, role=role_of(by))
    return report


def submit(*, ref: str, by, version: int, reason: str = "", given=None) -> Report:
    """Send to the association; says what is missing, field by field."""
    return take(
        kind="report", step="submit", ref=ref, by=by, version=version, before_write=_complete
    )


def return_report(*, ref: str, by, version: int, reason: str, given=None) -> Report:
    """Ask the contact for more, with the reason."""
    return take(kind="report", step="return", ref=ref, by=by, version=version, reason=reason)


def publish(*, ref: str, by, version: int, reason: str = "", given=None) -> Report:
    """Publish as declared; the commitment's "last verified" follows."""
    return take(
        kind="report", step="publish", ref=ref, by=by, version=version, after_write=_refresh
    )


def decline(*, ref: str, by, version: int, reason: str, given=None) -> Report:
    """Do not publish, and say why to the contact."""
    return take(kind="report", step="decline", ref=ref, by=by, version=version, reason=reason)


def cancel(*, ref: str, by, version: int, reason: str = "", given=None) -> Report:
    """The contact takes their report back."""
    return take(kind="report", step="cancel", ref=ref, by=by, version=version, reason=reason)


@transaction.atomic
def attest(*, commitment: Commitment, by) -> Attestation:
    """ "Still accurate": refreshes *last verified*, changes no content. Not during a silence."""
    decision = may_attest(commitment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    attestation = Attestation.objects.create(commitment=commitment, attested_by=by)
    verified(commitment.pk, on=timezone.localdate(), by=by, step="attest")
    return attestation


@transaction.atomic
def reply(*, assessment: Assessment, by, words: str, signed_as: str, version: int = 0) -> Reply:
    """Write or rewrite the commune's reply, verbatim, until its deadline.

    version: that of the reply the person saw, 0 when there was none.
    """
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    decision = may_reply(assessment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    errors = {} if words.strip() else {"words": EMPTY_REPLY}
    if not signed_as.strip():
        errors["signed_as"] = WHO
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    existing = Reply.objects.filter(assessment=assessment).first()
    if existing is None:
        made = Reply(assessment=assessment, words=words, signed_as=signed_as, state="given")
        made.fictitious = assessment.fictitious or by.fictitious
        return start(table=REPLY, obj=made, by=by, role=role_of(by), step="reply")
    current = lock(Reply, ref=existing.ref, version=version)
    current.words, current.signed_as = words, signed_as
    # Their own words from now on, whatever letter came before.
    current.letter_version = current.start = current.end = None
    save_changed(current, by=by)
    return current


def verified(commitment_pk: int, *, on: date, by, step: str) -> None:
    """Move *last verified* forward (never back) as a new version of the commitment."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_pk)
    commitment.verified_on = max(on, commitment.verified_on or on)
    edit(kind="commitment", obj=commitment, by=by, role=role_of(by), step=step)


def _refresh(report: Report, by, _given: dict) -> None:
    verified(report.commitment_id, on=report.as_of, by=by, step="report_published")


def _check_declared(commitment: Commitment, declared: str) -> None:
    if declared:
        problem = fulfilment_problem(declared, minority=is_minority(commitment), declared=True)
        if problem:
            raise Invalid(problem, errors={"declared": problem})


def _complete(report: Report, _by, _given: dict) -> None:
    errors = {}
    if not report.words.strip():
        errors["words"] = SAY
    if not report.declared:
        errors["declared"] = CHOOSE
    if report.as_of is None:
        errors["as_of"] = DAY
    elif report.as_of > timezone.localdate():
        errors["as_of"] = FUTURE
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
