"""Corrections of published commitments: proposed by one, accepted or declined by another."""

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from communes.search import normalise
from ledger.applying import edit, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from pledges.actions._apply import take
from pledges.actions.drafting import check_content
from pledges.models import Commitment, Correction
from pledges.policies import may_propose_correction
from pledges.workflow.commitment import CORRECTION

NO_REASON = gettext_noop("Say why: the reason becomes public with the correction.")
NO_CHANGE = gettext_noop("This correction changes nothing.")
CHANGED_SINCE = gettext_noop(
    "These words were corrected since this was proposed: decline it, or propose it again."
)
NOT_PUBLIC = gettext_noop("Only a published commitment is corrected.")
# Words only: a correction never moves a commitment to another list, level or territory.
CORRECTABLE = ("title", "summary", "firmness", "condition", "deadline")


def propose_correction(*, commitment: Commitment, changes: dict, reason: str, by) -> Correction:
    """Propose new words for a published commitment. changes: field of `CORRECTABLE` → words."""
    decision = may_propose_correction(commitment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    if commitment.state != "published":
        raise Invalid(NOT_PUBLIC)
    if not reason.strip():
        raise Invalid(NO_REASON, errors={"reason": NO_REASON})
    changed = _changed(commitment, changes)
    correction = Correction(
        commitment=commitment,
        changes=changed,
        reason=reason.strip(),
        state="proposed",
        fictitious=commitment.fictitious,
    )
    with transaction.atomic():
        return start(table=CORRECTION, obj=correction, by=by, role=role_of(by), step="propose")


def accept(*, ref: str, by, version: int, reason: str = "", given=None) -> Correction:
    """Apply a correction as revision n+1; the old words stay readable in the history."""
    return take(
        kind="correction",
        step="accept",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        after_write=_apply_to_commitment,
    )


def decline(*, ref: str, by, version: int, reason: str, given=None) -> Correction:
    """Keep the words as they are, and say why to who proposed."""

    def answer(correction, _by, _given):
        correction.answer = reason.strip()

    return take(
        kind="correction",
        step="decline",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=answer,
    )


def _changed(commitment: Commitment, changes: dict) -> dict:
    if changes.keys() - set(CORRECTABLE):
        raise TypeError(f"cannot correct {sorted(changes.keys() - set(CORRECTABLE))}")
    changed = {k: v for k, v in changes.items() if getattr(commitment, k) != v}
    if not changed:
        raise Invalid(NO_CHANGE, errors={"title": NO_CHANGE})
    trial = Commitment.objects.get(pk=commitment.pk)
    for name, value in changed.items():
        setattr(trial, name, value)
    check_content(trial, [])
    return changed


def _apply_to_commitment(correction: Correction, by, _given: dict) -> None:
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=correction.commitment_id)
    # Asked again under the lock: it may have been withdrawn since the policy looked.
    if commitment.state != "published":
        raise Invalid(NOT_PUBLIC)
    for name, value in correction.changes.items():
        setattr(commitment, name, value)
    earlier = commitment.corrections.filter(state="accepted", state_at__gt=correction.created_at)
    for other in earlier.exclude(pk=correction.pk):
        if other.changes.keys() & correction.changes.keys():
            raise Invalid(CHANGED_SINCE)
    commitment.revision += 1
    commitment.content_at, commitment.content_by = timezone.now(), correction.created_by
    quotes = [quote.text for quote in commitment.quotes.all()]
    commitment.search_text = normalise(" ".join([commitment.title, commitment.summary, *quotes]))
    edit(
        kind="commitment",
        obj=commitment,
        by=by,
        role=role_of(by),
        step="correct",
        reason=correction.reason,
    )
