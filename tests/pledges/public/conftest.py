"""A small published site: one commitment with a report, an assessment, a reply and its letter."""

from dataclasses import dataclass

import pytest

from communes.models import ElectoralList
from letters.models import Letter
from pledges.models import Assessment, Commitment, Report
from tests import factories


@dataclass
class Published:
    electoral_list: ElectoralList
    letter: Letter
    commitment: Commitment
    report: Report
    assessment: Assessment


@pytest.fixture
def published(saint_denis, election) -> Published:
    """Everything the site can say of one commitment, all of it public."""
    electoral_list = factories.make_list(election=election, commune=saint_denis)
    version = factories.make_pact()
    factories.make_campaign(election, pact_version=version)
    letter = factories.make_letter(electoral_list)
    passage = factories.confirmed_passage(letter)
    commitment = factories.make_commitment("published", passage=passage, pact_version=version)
    factories.make_public_text(letter=letter)
    report = factories.make_report("published", commitment=commitment)
    assessment = factories.make_assessment("published", commitment=commitment)
    commitment.refresh_from_db()
    return Published(electoral_list, letter, commitment, report, assessment)


@pytest.fixture
def read(page_client):
    """Call it with an address: the text of the page, inspected; the status must be 200."""

    def fetch(address: str) -> str:
        answer = page_client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return answer.content.decode()

    return fetch
