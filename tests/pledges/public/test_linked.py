"""What pages say of themselves to programs: true, no more than they show, and unable to do harm."""

import json
import re

import pytest

from pledges.public.addresses import address_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(client):
    """Call it with an address: the JSON-LD objects of the page."""

    def read(address: str) -> list[dict]:
        page = client.get(address).content.decode()
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        return [json.loads(block) for block in blocks]

    return read


def test_the_site_says_where_to_search(described, db):
    (site,) = described("/")
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"].endswith("/recherche/?q={words}")


def test_the_data_are_described_as_the_api_does(described, client, db):
    (catalogue,) = described("/donnees/")
    assert catalogue == client.get("/api/v1/exports/catalogue.jsonld").json()


def test_a_commitment_is_a_quotation_of_its_list(described, published):
    ((quotation, trail),) = [one["@graph"] for one in described(address_of(published.commitment))]
    assert quotation["@type"] == "Quotation"
    assert quotation["text"] == published.commitment.quotes.get().passage.public_quote
    assert quotation["creator"]["name"] == published.electoral_list.label
    assert quotation["about"]["identifier"]["value"] == "93066"
    assert quotation["name"].endswith("(fictitious)")
    assert [one["position"] for one in trail["itemListElement"]] == [1, 2, 3, 4]


def test_nothing_is_said_of_what_was_withdrawn(described, published):
    assert described(address_of(factories.make_commitment("withdrawn"))) == []


def test_words_cannot_leave_their_block(described, published):
    type(published.commitment).objects.update(title="</script><script>alert(1)</script> & co")
    published.commitment.refresh_from_db()
    (described_once,) = described(address_of(published.commitment))
    assert "</script><script>alert(1)</script> & co" in described_once["@graph"][0]["name"]
