"""What follows publication: reports, sources, assessments and replies."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

from accounts.models import User
from pledges.actions import assessing, evidencing, extending, reporting, withholding
from pledges.models import Assessment, Commitment, Evidence, Extension, Reply, Report
from tests.factories.commitments import REASON, make_commitment
from tests.factories.people import anyone, make_contact

REPORT_STATES = ("draft", "submitted", "returned", "published", "declined", "cancelled")
ASSESSMENT_STATES = ("draft", "notified", "published", "superseded")


def make_report(
    state: str = "draft",
    *,
    commitment: Commitment | None = None,
    by: User | None = None,
    moderator: User | None = None,
    declared: str = "in_progress",
    words: str = "Deux écoles sont équipées.",
    as_of: date | None = None,
) -> Report:
    """A report in `state` by a contact of the commitment's territory."""
    commitment = commitment or make_commitment("published")
    by = by or make_contact(commitment.territory)
    report = reporting.start_report(
        commitment=commitment,
        by=by,
        declared=declared,
        words=words,
        as_of=as_of or timezone.localdate() - timedelta(days=1),
    )
    if state == "draft":
        return report
    if state == "cancelled":
        return reporting.cancel(ref=report.ref, by=by, version=report.version)
    report = reporting.submit(ref=report.ref, by=by, version=report.version)
    if state == "submitted":
        return report
    decide = {
        "returned": reporting.return_report,
        "published": reporting.publish,
        "declined": reporting.decline,
    }[state]
    by = moderator or anyone("moderator")
    return decide(ref=report.ref, by=by, version=report.version, reason=REASON)


def make_source(commitment: Commitment, *, by: User | None = None, public: bool = True) -> Evidence:
    """A link to an invented article about the commitment."""
    return evidencing.add_evidence(
        by=by or anyone("moderator"),
        commitment=commitment,
        kind="press",
        title="Article inventé",
        url="https://presse.example/article",
        public=public,
        fictitious=True,
    )


def make_assessment(
    state: str = "draft",
    *,
    commitment: Commitment | None = None,
    by: User | None = None,
    second: User | None = None,
    fulfilment: str = "in_progress",
    sources: list[Evidence] | None = None,
) -> Assessment:
    """An assessment in `state`, by `by`; published by `second` after the commune's reply."""
    commitment = commitment or make_commitment("published")
    by = by or anyone("moderator")
    second = second or anyone("moderator", 2)
    assessment = assessing.draft_assessment(
        commitment=commitment,
        fulfilment=fulfilment,
        words="Deux écoles sur dix sont équipées.",
        as_of=timezone.localdate() - timedelta(days=1),
        sources=[make_source(commitment, by=by)] if sources is None else sources,
        by=by,
        fictitious=True,
    )
    if state == "draft":
        return assessment
    assessment = assessing.notify(ref=assessment.ref, by=by, version=assessment.version)
    if state == "notified":
        return assessment
    make_reply(assessment)
    assessment = assessing.publish(ref=assessment.ref, by=second, version=assessment.version)
    if state == "published":
        return assessment
    if state != "superseded":
        raise ValueError(f"no assessment is {state!r}")
    make_assessment("published", commitment=commitment, by=by, second=second)
    assessment.refresh_from_db()
    return assessment


def make_reply(
    assessment: Assessment, *, by: User | None = None, words: str = "Dont acte."
) -> Reply:
    """The commune's reply to a notified assessment."""
    by = by or make_contact(assessment.commitment.territory)
    return reporting.reply(assessment=assessment, by=by, words=words, signed_as="Mairie inventée")


def to_withhold(
    reply: Reply, state: str, *, by: User | None = None, second: User | None = None
) -> Reply:
    """A reply brought to `state`: its withholding proposed by `by`, decided by `second`."""
    if state == "given":
        return reply
    reply = withholding.propose_withholding(
        ref=reply.ref, by=by or anyone("moderator"), version=reply.version, reason=REASON
    )
    if state == "contested":
        return reply
    second = second or anyone("moderator", 2)
    return withholding.withhold(ref=reply.ref, by=second, version=reply.version)


def rewritten(reply: Reply, *, by: User, words: str = "Des mots permis.") -> Reply:
    """The reply, whose words its commune changes."""
    return reporting.reply(
        assessment=reply.assessment,
        by=by,
        words=words,
        signed_as=reply.signed_as,
        version=reply.version,
    )


def make_extension(
    state: str = "requested", *, assessment: Assessment | None = None, by: User | None = None
) -> Extension:
    """The commune's request for ten more days, in `state`."""
    assessment = assessment or make_assessment("notified")
    by = by or make_contact(assessment.commitment.territory)
    extension = extending.ask_for_time(
        assessment=assessment, by=by, days=10, reason="Le conseil se réunit après."
    )
    if state == "requested":
        return extension
    if state == "lapsed":
        assessing.take_back(
            ref=assessment.ref, by=anyone("moderator"), version=assessment.version, reason=REASON
        )
        extension.refresh_from_db()
        return extension
    decide = {"granted": extending.grant, "refused": extending.refuse}[state]
    return decide(
        ref=extension.ref, by=anyone("moderator"), version=extension.version, reason=REASON
    )


def after_the_deadline(assessment: Assessment):
    """A clock set a minute after the commune's time to reply, for a `with` block."""
    return time_machine.travel(assessment.reply_until + timedelta(minutes=1), tick=False)
