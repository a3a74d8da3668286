"""Corrections of published commitments: proposed by one, accepted or declined by another."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from accounts.spelling import normalise
from communes.queries import intercommunalities_of
from ledger.applying import edit, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.enums import Level
from pledges.actions._apply import take
from pledges.actions.drafting import check_content
from pledges.actions.evidencing import add_evidence, check_evidence
from pledges.actions.mandates import mark_anew
from pledges.enums import EvidenceKind
from pledges.models import Commitment, Correction
from pledges.policies import may_propose_correction
from pledges.workflow.commitment import CORRECTION

NO_REASON = gettext_noop("Say why: the reason becomes public with the correction.")
NO_CHANGE = gettext_noop("This correction changes nothing.")
CHANGED_SINCE = gettext_noop(
    "These words were corrected since this was proposed: decline it, or propose it again."
)
NOT_PUBLIC = gettext_noop("Only a published commitment is corrected.")
WHICH_GROUP = gettext_noop("Choose the commune, or an intercommunality it belongs to.")
SOURCE_WITHOUT_LINK = gettext_noop("Give the address of this source.")
# A correction never moves a commitment to another list.
CORRECTABLE = ("title", "summary", "firmness", "condition", "deadline")
# SIREN of the intercommunality that can act, "" for the commune itself.
TERRITORY = "intercommunality"
# A public document to set beside the commitment: its address and its title.
SOURCE = ("source", "source_title")


def propose_correction(*, commitment: Commitment, changes: dict, reason: str, by) -> Correction:
    """Propose other words, another territory or a source for a published commitment.

    changes: names of `CORRECTABLE`, `TERRITORY` and `SOURCE` → what is proposed.
    """
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
        fictitious=commitment.fictitious or by.fictitious,
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
    unknown = changes.keys() - {*CORRECTABLE, TERRITORY, *SOURCE}
    if unknown:
        raise TypeError(f"cannot correct {sorted(unknown)}")
    stands = {name: getattr(commitment, name) for name in CORRECTABLE}
    stands |= {TERRITORY: _siren(commitment)} | dict.fromkeys(SOURCE, "")
    changed = {name: value for name, value in changes.items() if stands[name] != value}
    if not changed:
        raise Invalid(NO_CHANGE, errors={"title": NO_CHANGE})
    trial = Commitment.objects.get(pk=commitment.pk)
    _set(trial, changed)
    check_content(trial, [])
    return changed | _source(changed)


def _siren(commitment: Commitment) -> str:
    return commitment.intercommunality.siren if commitment.intercommunality else ""


def _set(commitment: Commitment, changes: dict) -> None:
    """Set the words and the territory proposed; raises Invalid for a group of other communes."""
    for name in CORRECTABLE:
        if name in changes:
            setattr(commitment, name, changes[name])
    siren = changes.get(TERRITORY)
    if siren is None:
        return
    groups = intercommunalities_of(commitment.electoral_list.commune)
    group = groups.filter(siren=siren).first() if siren else None
    if siren and group is None:
        raise Invalid(WHICH_GROUP, errors={TERRITORY: WHICH_GROUP})
    commitment.intercommunality = group
    commitment.level = Level.INTERCOMMUNALITY if group else Level.COMMUNE


def _source(changed: dict) -> dict:
    """The source as it will be kept, its title filled in; raises Invalid, by field."""
    if not changed.keys() & set(SOURCE):
        return {}
    url, title = changed.get("source", "").strip(), changed.get("source_title", "").strip()
    if not url:
        raise Invalid(SOURCE_WITHOUT_LINK, errors={"source": SOURCE_WITHOUT_LINK})
    title = title or urlsplit(url).netloc or url
    try:
        check_evidence(EvidenceKind.OTHER, title, url, b"")
    except Invalid as refusal:
        names = {"url": "source", "title": "source_title"}
        errors = {names[name]: why for name, why in refusal.errors.items()}
        raise Invalid(refusal.reason, errors=errors) from refusal
    return {"source": url, "source_title": title}


def _apply_to_commitment(correction: Correction, by, _given: dict) -> None:
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=correction.commitment_id)
    # Asked again under the lock: it may have been withdrawn since the policy looked.
    if commitment.state != "published":
        raise Invalid(NOT_PUBLIC)
    _set(commitment, correction.changes)
    if TERRITORY in correction.changes:
        mark_anew(commitment)
    earlier = commitment.corrections.filter(state="accepted", state_at__gt=correction.created_at)
    for other in earlier.exclude(pk=correction.pk):
        # Two sources stand side by side; two wordings of one field cannot.
        if (other.changes.keys() & correction.changes.keys()) - set(SOURCE):
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
    if "source" in correction.changes:
        add_evidence(
            by=by,
            commitment=commitment,
            kind=EvidenceKind.OTHER,
            title=correction.changes["source_title"],
            url=correction.changes["source"],
        )
