"""Signatures and solicitations, brought to a state by the people who may."""

from datetime import date

from accounts.models import User
from communes.models import ElectoralList
from pledges.actions import signing
from pledges.models import Campaign, Signature, Solicitation
from tests.factories.commitments import REASON
from tests.factories.letters import SENTENCE, confirmed_passage, make_letter
from tests.factories.pacts import make_campaign
from tests.factories.people import anyone
from tests.factories.places import make_list

# Steps from the first state to each state.
SIGNATURE_PATHS = {
    "received": (),
    "verified": ("verify",),
    "published": ("verify", "publish"),
    "refused": ("refuse",),
    "contested": ("verify", "contest"),
    "withdrawn": ("verify", "publish", "withdraw"),
}
SOLICITATION_PATHS = {
    "to_contact": (),
    "not_solicited": ("skip",),
    "contacted": ("contact",),
    "reminded": ("contact", "remind"),
    "acknowledged": ("contact", "acknowledge"),
    "announced": ("contact", "announce"),
    "answered": ("contact", "answer"),
    "refused": ("contact", "decline"),
}


def make_signature(
    state: str = "received",
    *,
    campaign: Campaign | None = None,
    electoral_list: ElectoralList | None = None,
    by: User | None = None,
    moderator: User | None = None,
    signer_name: str = "Alix Inventé",
    in_name_of: str = "list",
    stances: dict | None = None,
) -> Signature:
    """A signature in `state`; "announced" comes from a letter, the others from a document."""
    by = by or anyone("volunteer")
    electoral_list = electoral_list or make_list()
    campaign = campaign or make_campaign(electoral_list.election)
    if state == "announced":
        passage = confirmed_passage(make_letter(electoral_list), words=SENTENCE, kind="agreement")
        return signing.announce(passage=passage, campaign=campaign, by=by, signer_name=signer_name)
    signature = signing.record_signature(
        campaign=campaign,
        electoral_list=electoral_list,
        by=by,
        signer_name=signer_name,
        in_name_of=in_name_of,
        signed_on=date(2026, 3, 10),
        stances=stances,
    )
    for step in SIGNATURE_PATHS[state]:
        signature = signing.signature_step(
            step=step,
            ref=signature.ref,
            by=moderator or anyone("moderator"),
            version=signature.version,
            reason=REASON,
        )
    return signature


def make_solicitation(
    state: str = "to_contact",
    *,
    campaign: Campaign | None = None,
    electoral_list: ElectoralList | None = None,
    by: User | None = None,
) -> Solicitation:
    """A list put in a campaign and brought to `state` by a moderator."""
    by = by or anyone("moderator")
    electoral_list = electoral_list or make_list()
    campaign = campaign or make_campaign(electoral_list.election)
    solicitation = signing.solicit(campaign=campaign, electoral_list=electoral_list, by=by)
    for step in SOLICITATION_PATHS[state]:
        solicitation = signing.solicitation_step(
            step=step,
            ref=solicitation.ref,
            by=by,
            version=solicitation.version,
            reason=REASON,
        )
    return solicitation
