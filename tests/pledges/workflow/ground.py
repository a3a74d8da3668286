"""What the random journeys start from: one commune, two lists, people of every role."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from communes.actions.contacts import declare_conflict
from letters.models import Passage
from pledges.models import Campaign, PactVersion
from tests import factories
from tests.pledges.workflow.worlds import ROUNDS


@dataclass
class Ground:
    people: dict[str, Any]
    passages: list[Passage]
    pact_version: PactVersion
    campaign: Campaign
    # (kind, reference) of every object a step can be tried on.
    objects: list[tuple[str, str]] = field(default_factory=list)


def prepare() -> Ground:
    """Make the ground; objects already there are in their first states."""
    election = factories.make_election("scrutin-invente", ROUNDS)
    ours, theirs = (factories.make_list(election=election) for _ in range(2))
    campaign = factories.make_campaign(election)
    people = _people(ours)
    letter = factories.make_letter(ours, by=people["volunteer"])
    passages = [
        factories.confirmed_passage(letter, by=people["volunteer"]),
        factories.confirmed_passage(
            letter,
            words="Nous formerons les agents de la commune avant 2028.",
            by=people["volunteer"],
        ),
        factories.confirmed_passage(electoral_list=theirs),
    ]
    letter.refresh_from_db()
    objects = [
        letter,
        factories.make_public_text("private", letter=letter, by=people["volunteer"]),
        factories.make_signature("announced", campaign=campaign, electoral_list=ours),
        factories.make_signature("received", campaign=campaign, electoral_list=theirs),
        factories.make_solicitation(campaign=campaign, electoral_list=ours),
        *_published(passages[0], campaign, people),
    ]
    names = [(factories.kind_of(obj), obj.ref) for obj in objects]
    return Ground(people, passages, campaign.pact_version, campaign, names)


def _people(electoral_list) -> dict[str, Any]:
    commune = electoral_list.commune
    people = {
        "nobody": AnonymousUser(),
        "volunteer": factories.somebody("volunteer"),
        "moderator": factories.somebody("moderator"),
        "second": factories.somebody("moderator"),
        "coordinator": factories.somebody("coordinator"),
        "second_coordinator": factories.somebody("coordinator"),
        "tied": factories.somebody("moderator"),
        "camille": factories.make_contact(commune, user=factories.somebody("contact")),
        # Speaks for the commune and decides for the association: only four eyes stop them.
        "double": factories.make_contact(commune, user=factories.somebody("contact", "moderator")),
        "dominique": factories.make_contact(factories.make_commune("01053", "Bourg-en-Bresse")),
    }
    declare_conflict(user=people["tied"], electoral_list=electoral_list, reason="Colistière.")
    return people


def _published(passage, campaign, people) -> list:
    """A published commitment with a report and an assessment begun, so that journeys go deep."""
    commitment = factories.make_commitment(
        "published", passage=passage, pact_version=campaign.pact_version, by=people["volunteer"]
    )
    return [
        commitment,
        factories.make_correction(commitment=commitment, by=people["volunteer"]),
        factories.make_report(commitment=commitment, by=people["camille"]),
        factories.make_assessment(commitment=commitment, by=people["moderator"]),
    ]
