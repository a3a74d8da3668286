"""Commitments and corrections, brought to a state by the people who may."""

from accounts.models import User
from communes.models import ElectoralList
from letters.models import Passage
from pledges.actions import correcting, drafting, review
from pledges.models import Commitment, Correction, PactVersion
from tests.factories.letters import confirmed_passage
from tests.factories.pacts import make_pact
from tests.factories.people import anyone

REASON = "Une raison donnée par écrit."
COMMITMENT_STATES = ("draft", "in_review", "published", "withdrawn", "dropped")
CORRECTION_STATES = ("proposed", "accepted", "declined")


def make_commitment(
    state: str = "draft",
    *,
    electoral_list: ElectoralList | None = None,
    passage: Passage | None = None,
    pact_version: PactVersion | None = None,
    by: User | None = None,
    moderator: User | None = None,
    coordinator: User | None = None,
    fictitious: bool = True,
    **content,
) -> Commitment:
    """A commitment in `state`: drafted by `by` from `passage`, decided by the two others."""
    reader = None if by else anyone("volunteer")
    by = by or reader
    moderator = moderator or anyone("moderator")
    passage = passage or confirmed_passage(electoral_list=electoral_list, by=reader)
    facts = {
        "title": "Installer des logiciels libres dans les écoles",
        "level": "commune",
        "firmness": "firm",
    }
    commitment = drafting.draft_commitment(
        passages=[passage],
        pact_version=pact_version or make_pact(),
        by=by,
        fictitious=fictitious,
        **(facts | content),
    )
    if state == "draft":
        return commitment
    if state == "dropped":
        return review.drop(ref=commitment.ref, by=moderator, version=1, reason=REASON)
    commitment = review.submit(ref=commitment.ref, by=by, version=commitment.version)
    if state == "in_review":
        return commitment
    commitment = review.publish(ref=commitment.ref, by=moderator, version=commitment.version)
    if state == "published":
        return commitment
    if state != "withdrawn":
        raise ValueError(f"no commitment is {state!r}")
    return review.withdraw(
        ref=commitment.ref,
        by=coordinator or anyone("coordinator"),
        version=commitment.version,
        reason=REASON,
    )


def make_correction(
    state: str = "proposed",
    *,
    commitment: Commitment | None = None,
    by: User | None = None,
    moderator: User | None = None,
    **changes,
) -> Correction:
    """A correction of a published commitment, proposed by `by`, decided by `moderator`."""
    commitment = commitment or make_commitment("published")
    moderator = moderator or anyone("moderator", 2)
    correction = correcting.propose_correction(
        commitment=commitment,
        changes=changes or {"title": f"{commitment.title[:140]} (corrigé)"},
        reason=REASON,
        by=by or anyone("volunteer"),
    )
    if state == "proposed":
        return correction
    decide = {"accepted": correcting.accept, "declined": correcting.decline}[state]
    return decide(ref=correction.ref, by=moderator, version=correction.version, reason=REASON)
