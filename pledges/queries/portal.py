"""What a town hall sees of its own territories, item by item; of others, None."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ledger.reading import histories_of
from pledges.models import (
    Assessment,
    Commitment,
    Correction,
    Evidence,
    Extension,
    Report,
    Typed,
)
from pledges.queries.access import by_ref
from pledges.queries.desk import (
    assessments_for_contact,
    commitments_of_contact,
    reports_of_contact,
)
from pledges.queries.mandates import holding

OPEN = ("draft", "returned")
SILENT_AFTER = timedelta(days=365)
LATEST = 5


@dataclass(slots=True)
class Standing:
    """A commitment with what the public reads of it and what the town hall has under way."""

    commitment: Commitment
    declared: Report | None = None
    under_way: Report | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A report that came back, with the reason the association gave."""

    report: Report
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """The home page of the portal: what is expected first, then where everything stands."""

    replies_due: list[Assessment]
    returned: list[Returned]
    drafts: list[Report]
    silent: list[Commitment]
    standings: list[Standing]
    latest: list[Report]

    @property
    def expected(self) -> int:
        """How many things the town hall may act on today."""
        silent = 1 if self.silent else 0
        return len(self.replies_due) + len(self.returned) + len(self.drafts) + silent


def board_of(user) -> Board:
    """Everything the home page says, in a fixed number of queries."""
    commitments = list(commitments_to_attest(user))
    reports = list(reports_of_contact(user).prefetch_related(None))
    standings = {one.pk: Standing(one) for one in commitments}
    for report in reports:
        _note(standings[report.commitment_id], report)
    reasons = reasons_of("report", [one for one in reports if one.state == "returned"])
    decided = sorted(
        (one for one in reports if one.state in ("published", "declined")),
        key=lambda one: one.state_at,
        reverse=True,
    )
    today = timezone.localdate()
    return Board(
        replies_due=list(replies_due(user).prefetch_related(None)),
        returned=[Returned(one, reasons[one.ref]) for one in reports if one.ref in reasons],
        drafts=[one for one in reports if one.state == "draft"],
        silent=[one for one in commitments if not one.on_hold and is_silent(one, today)],
        standings=list(standings.values()),
        latest=decided[:LATEST],
    )


def _note(standing: Standing, report: Report) -> None:
    """Reports come newest first: the first of each sort is the one to show."""
    if report.state == "published" and standing.declared is None:
        standing.declared = report
    if report.state in (*OPEN, "submitted") and standing.under_way is None:
        standing.under_way = report


def is_silent(commitment: Commitment, today: date) -> bool:
    """Has nothing been heard of it for a year (its publication counts as news)?"""
    last = commitment.verified_on
    if last is None and commitment.published_at:
        last = timezone.localdate(commitment.published_at)
    return bool(last and last < today - SILENT_AFTER)


def replies_due(user) -> QuerySet[Assessment]:
    """Assessments notified whose deadline has not passed, the most pressing first."""
    return (
        assessments_for_contact(user)
        .filter(state="notified", reply_until__gt=timezone.now())
        .order_by("reply_until", "pk")
    )


def is_answered(assessment: Assessment) -> bool:
    """Was a reply written to these very words? One to words taken back since is not."""
    reply = getattr(assessment, "reply", None)
    return bool(reply and reply.changed_at >= assessment.notified_at)


def commitment_of(user, ref: str) -> Commitment | None:
    return by_ref(commitments_of_contact(user), ref)


def commitments_to_attest(user) -> QuerySet[Commitment]:
    """Every commitment the person speaks for, without the words it quotes."""
    return commitments_of_contact(user).prefetch_related(None)


def attestable(user) -> QuerySet[Commitment]:
    """Those that may be said still accurate: a mandate suspended or closed answers for nothing."""
    return holding(commitments_to_attest(user))


def commitments_among(user, refs: Iterable[str]) -> list[Commitment]:
    """Those of `refs` the person speaks for; fewer than asked means that some are not theirs."""
    return list(commitments_to_attest(user).filter(ref__in=list(refs)))


def report_of(user, ref: str) -> Report | None:
    reports = reports_of_contact(user).select_related("commitment__intercommunality", "created_by")
    return by_ref(reports, ref)


def reports_on(user, commitment: Commitment) -> list[Report]:
    """Reports about one commitment, newest first; cancelled ones are left out."""
    return list(reports_of_contact(user).filter(commitment=commitment).exclude(state="cancelled"))


def open_report(user, commitment: Commitment) -> Report | None:
    """The report of this commitment that can still be written, whoever of the territory began."""
    return reports_of_contact(user).filter(commitment=commitment, state__in=OPEN).first()


def open_reports(user, commitments: Iterable[Commitment]) -> dict[int, Report]:
    """For each commitment (key), the report that can still be written, the newest if several."""
    rows = reports_of_contact(user).filter(commitment__in=commitments, state__in=OPEN)
    return {one.commitment_id: one for one in reversed(rows)}


def reportable(user) -> QuerySet[Commitment]:
    """Commitments one may report on now: those without a report the association is reading."""
    read = Report.objects.filter(commitment=OuterRef("pk"), state="submitted")
    return holding(commitments_to_attest(user).filter(~Exists(read)))


def same_report(user, commitment: Commitment, values: dict) -> Report | None:
    """The very same words, already kept for this person: a form that was sent twice."""
    return (
        reports_of_contact(user)
        .filter(commitment=commitment, created_by=user, state__in=(*OPEN, "submitted"), **values)
        .first()
    )


def assessment_of(user, ref: str) -> Assessment | None:
    assessments = assessments_for_contact(user).select_related("commitment__intercommunality")
    return by_ref(assessments, ref)


def extension_of(assessment: Assessment) -> Extension | None:
    """The request for more time made since its last notification."""
    return assessment.extensions.filter(notification=assessment.notified_at).first()


def assessments_on(user, commitment: Commitment) -> list[Assessment]:
    return list(assessments_for_contact(user).filter(commitment=commitment))


def corrections_by(user, commitment: Commitment) -> list[Correction]:
    """Corrections this person proposed, newest first."""
    return list(commitment.corrections.filter(created_by=user).order_by("-pk"))


def evidence_of(user, ref: str) -> Evidence | None:
    """A file of the territory's own reports and replies, or a public source of what was notified
    to it.
    """
    notified = assessments_for_contact(user).prefetch_related(None)
    own = Evidence.objects.filter(
        Q(report__in=reports_of_contact(user).values("pk"))
        | Q(reply__assessment__in=notified.values("pk"))
    )
    sources = Evidence.objects.filter(pk__in=notified.values("sources"), public=True)
    return by_ref(own | sources, ref)


def removable_evidence(user, ref: str) -> Evidence | None:
    """Evidence of a report or a reply of the territory that can still be written."""
    drafts = reports_of_contact(user).filter(state__in=OPEN)
    answerable = assessments_for_contact(user).filter(reply_until__gt=timezone.now())
    rows = Evidence.objects.filter(
        Q(report__in=drafts.values("pk")) | Q(reply__assessment__in=answerable.values("pk"))
    )
    related = ("report__commitment", "reply__assessment__commitment", "commitment")
    return by_ref(rows.select_related(*related), ref)


def typed_by(user, page: str) -> Typed | None:
    """What this person typed on this page and did not store."""
    return Typed.objects.filter(user=user, page=page).first() if user.is_authenticated else None


def reasons_of(kind: str, objects: Iterable) -> dict[str, str]:
    """Why each object is in its present state: ref → reason of the step that led there."""
    objects = list(objects)
    if not objects:
        return {}
    histories = histories_of(kind, [one.ref for one in objects])
    return {one.ref: _last_reason(histories[one.ref], one.state) for one in objects}


def _last_reason(entries: list, state: str) -> str:
    """Edits keep the state and give no reason: only the step that changed it speaks."""
    led = [one for one in entries if one.to_state == state and one.from_state != state]
    return led[-1].reason if led else ""
