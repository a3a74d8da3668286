"""A small published site: one commitment with a report, an assessment, a reply and its letter."""

import copy
from dataclasses import dataclass

import pytest

from communes.models import Commune, Election, ElectoralList
from letters.models import Letter
from pledges.models import Assessment, Commitment, Report
from tests import factories
from tests.ground import made_once
from tests.pledges.api.conftest import make_here


@dataclass
class Published:
    electoral_list: ElectoralList
    letter: Letter
    commitment: Commitment
    report: Report
    assessment: Assessment


def make_published(commune: Commune, election: Election) -> Published:
    """Everything the site can say of one commitment, all of it public."""
    electoral_list = factories.make_list(election=election, commune=commune)
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


@pytest.fixture(scope="module")
def shared_site(django_db_setup, django_db_blocker):
    """Asked for by all tests of a file, without real transactions, that stand on one site."""

    def make() -> Published:
        return make_published(make_here(), factories.make_election())

    with made_once(django_db_blocker, make) as site:
        yield site


@pytest.fixture
def published(request, saint_denis, election) -> Published:
    """The published site: that of the file, as it was made, or one of this test alone."""
    if "shared_site" in request.fixturenames:
        return copy.deepcopy(request.getfixturevalue("shared_site"))
    return make_published(saint_denis, election)


@pytest.fixture
def election(db):
    """The elections of March 2026; those of the shared site when there is one."""
    return factories.make_election()


@pytest.fixture
def read(page_client):
    """Call it with an address: the text of the page, inspected; the status must be 200."""

    def fetch(address: str) -> str:
        answer = page_client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return answer.content.decode()

    return fetch
