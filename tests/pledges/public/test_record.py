"""The record of a commune, printed for its council: both sides of each commitment, as said."""

import pytest

from communes.models import Succession
from pledges.public.addresses import address_of
from pledges.queries import records
from tests import factories
from tests.pledges.public.hidden import hide_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(saint_denis) -> str:
    return f"{address_of(saint_denis)}bilan/"


def test_both_sides_of_a_commitment_are_word_for_word(read, published, address):
    page = read(address)
    quote = published.commitment.quotes.get().passage.public_quote
    assert quote.replace("'", "&#x27;") in page
    for one in (published.report, published.assessment):
        assert one.words.split("\n")[0].replace("'", "&#x27;") in page
    assert page.index("Declared by the municipality") < page.index("Assessed by the association")


def test_the_page_of_the_commune_leads_to_it(read, published, saint_denis, address):
    assert f'href="{address}"' in read(address_of(saint_denis))


def test_only_the_last_report_and_the_assessment_in_force_are_shown(read, published, address):
    later = factories.make_report(
        "published", commitment=published.commitment, words="Mots plus récents."
    )
    record = records.record_of(published.electoral_list.commune)
    [(_list, [followed])] = record.lists
    newest = max((published.report, later), key=lambda one: (one.as_of, one.pk))
    assert followed.report == newest
    assert followed.assessment == published.assessment


def test_what_is_not_assessed_says_that_nothing_is_known(read, published, address):
    factories.make_commitment("published", electoral_list=published.electoral_list)
    assert "This says nothing of what was or was not done." in read(address)


def test_a_commune_without_commitments_has_a_record(read, elsewhere):
    assert "No published commitment." in read(f"{address_of(elsewhere)}bilan/")


def test_other_addresses_of_the_commune_lead_to_one(client, saint_denis, address):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    for path in ("/communes/93066/bilan/", "/communes/93066-faux/bilan/", "/communes/93059/bilan/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, address)
    assert client.get("/communes/99999/bilan/").status_code == 404


def test_a_long_record_says_how_many_are_left(read, published, address, monkeypatch):
    monkeypatch.setattr(records, "MOST", 1)
    for _each in range(2):
        factories.make_commitment("published", electoral_list=published.electoral_list)
    assert "2 more commitments are read on the page of the commune." in read(address)


def test_nothing_private_is_printed(read, saint_denis):
    hidden = hide_everything(factories.make_list(commune=saint_denis))
    page = read(f"{address_of(saint_denis)}bilan/")
    assert [where for where, word in hidden.words.items() if word in page] == []
