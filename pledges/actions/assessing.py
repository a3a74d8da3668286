"""Assessments: drafted with sources, notified, replied to, published, superseded by the next."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import holds, role_of
from ledger.applying import edit, lock, start
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from ledger.undoing import keep
from pledges.actions._apply import take
from pledges.actions.extending import lapse_with
from pledges.actions.reporting import is_minority
from pledges.models import Assessment, Campaign, Commitment, Evidence
from pledges.validators import fulfilment_problem
from pledges.workflow.assessment import ASSESSMENT

CONCLUDE = gettext_noop("Choose a conclusion.")
WORDS = gettext_noop("Say what is concluded, and why.")
FUTURE = gettext_noop("This day has not come yet.")
NOT_PUBLIC = gettext_noop("Only a published commitment is assessed.")
NOT_ASSESSABLE = gettext_noop("This commitment cannot be assessed.")
NOT_DRAFT = gettext_noop("Take the assessment back before changing it.")


def draft_assessment(
    *,
    commitment: Commitment,
    fulfilment: str,
    words: str,
    as_of: date,
    sources: list[Evidence],
    by,
    fictitious: bool = False,
) -> Assessment:
    """Create a draft conclusion. Sources may come later, but before it is notified."""
    _allow(by)
    if commitment.state != "published":
        raise Invalid(NOT_PUBLIC)
    if not commitment.assessable:
        raise Invalid(NOT_ASSESSABLE)
    assessment = Assessment(
        commitment=commitment,
        fulfilment=fulfilment,
        words=words,
        as_of=as_of,
        content_by=by,
        state="draft",
        fictitious=fictitious or commitment.fictitious or by.fictitious,
    )
    _check(assessment)
    with transaction.atomic():
        return start(
            table=ASSESSMENT,
            obj=assessment,
            by=by,
            role=role_of(by),
            step="draft",
            children=lambda obj: obj.sources.set(sources),
        )


def edit_assessment(*, ref: str, version: int, by, sources=None, **content) -> Assessment:
    """Change a draft. content: any of fulfilment, words, as_of."""
    _allow(by)
    with transaction.atomic():
        assessment = lock(Assessment, ref=ref, version=version)
        if assessment.state != "draft":
            raise NotAllowed(NOT_DRAFT)
        for name, value in content.items():
            setattr(assessment, name, value)
        _check(assessment)
        assessment.content_at, assessment.content_by = timezone.now(), by
        children = (lambda obj: obj.sources.set(sources)) if sources is not None else None
        edit(kind="assessment", obj=assessment, by=by, role=role_of(by), children=children)
    return assessment


def notify(*, ref: str, by, version: int, reason: str = "", given=None) -> Assessment:
    """Send to the commune, which has the campaign's number of days to reply."""
    return take(
        kind="assessment", step="notify", ref=ref, by=by, version=version, before_write=_notify
    )


def take_back(*, ref: str, by, version: int, reason: str, given=None) -> Assessment:
    """Back to draft, with the reason; the commune is told."""
    return take(
        kind="assessment",
        step="take_back",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=lambda assessment, by, _given: lapse_with(assessment, by),
    )


def publish(*, ref: str, by, version: int, reason: str = "", given=None) -> Assessment:
    """Publish after a reply or the deadline; the one in force before is superseded."""
    return take(
        kind="assessment",
        step="publish",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=_supersede_the_last,
        after_write=_tell_the_commitment,
    )


def _allow(by) -> None:
    decision = holds(by, Permission.ASSESS)
    if not decision:
        raise NotAllowed(decision.reason)


def _check(assessment: Assessment) -> None:
    errors = {}
    minority = is_minority(assessment.commitment)
    problem = fulfilment_problem(assessment.fulfilment, minority=minority)
    if problem or assessment.fulfilment in ("", "not_assessed"):
        errors["fulfilment"] = problem or CONCLUDE
    if not assessment.words.strip():
        errors["words"] = WORDS
    if assessment.as_of > timezone.localdate():
        errors["as_of"] = FUTURE
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _notify(assessment: Assessment, by, _given: dict) -> None:
    commitment = assessment.commitment
    campaign = Campaign.objects.filter(
        pact_version=commitment.pact_version, election=commitment.electoral_list.election
    ).first()
    days = campaign.reply_days if campaign else Campaign._meta.get_field("reply_days").default
    # To the end of the last day, Paris time: nobody loses a day to the hour of a click.
    last_day = timezone.localdate() + timedelta(days=days + 1)
    midnight = timezone.make_aware(
        timezone.datetime(last_day.year, last_day.month, last_day.day),
        timezone.get_default_timezone(),
    )
    assessment.notified_at, assessment.notified_by = assessment.state_at, by
    assessment.reply_until, assessment.extended_from = midnight, None


def _supersede_the_last(assessment: Assessment, by, _given: dict) -> None:
    assessment.published_at, assessment.published_by = assessment.state_at, by
    lapse_with(assessment, by)
    # Locked first: of two assessments published at once, the second must see the first.
    Commitment.objects.select_for_update(of=("self",)).get(pk=assessment.commitment_id)
    last = (
        Assessment.objects.select_for_update(of=("self",))
        .filter(commitment=assessment.commitment_id, state="published")
        .first()
    )
    if last is None:
        return
    keep(last, "assessment")
    # The one step no button offers: it belongs to the publication of the next one.
    last.state, last.state_at, last.state_by = "superseded", assessment.state_at, by
    last.changed_at, last.changed_by = assessment.state_at, by
    last.version += 1
    last.save()
    record(
        kind="assessment",
        ref=last.ref,
        version=last.version,
        step="supersede",
        before="published",
        after="superseded",
        by=by,
        role=role_of(by),
        snapshot=last.snapshot(),
        at=assessment.state_at,
    )


def _tell_the_commitment(assessment: Assessment, by, _given: dict) -> None:
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=assessment.commitment_id)
    commitment.progress = assessment.fulfilment
    commitment.progress_fictitious = assessment.fictitious
    commitment.assessed_on = assessment.as_of
    commitment.verified_on = max(assessment.as_of, commitment.verified_on or assessment.as_of)
    edit(kind="commitment", obj=commitment, by=by, role=role_of(by), step="assessed")
