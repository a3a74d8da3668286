"""The record of a commune, printed for its council: both sides of each commitment, as said."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from communes.models import Succession
from pledges.models import Commitment
from pledges.public.addresses import address_of
from pledges.queries import records
from tests import factories
from tests.factories.mandates import make_mandate_change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]


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


def test_what_an_intercommunality_declares_is_not_called_the_municipality_s(
    read, client, plaine_commune
):
    commune = factories.make_commune("93099")
    address = f"{address_of(commune)}bilan/"
    shared = factories.make_commitment(
        "published",
        electoral_list=factories.make_list(commune=commune),
        level="intercommunality",
        intercommunality=plaine_commune,
    )
    pdf = PdfReader(BytesIO(client.get(f"{address[:-1]}.pdf").content))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for shown in (read(address), read(address_of(shared))):
        assert "Declared by the intercommunality" in shown
        assert "The intercommunality has declared nothing yet." in shown
        assert "Declared by the municipality" not in shown
    assert "Déclaré par l’intercommunalité L’intercommunalité n’a encore rien déclaré." in printed
    assert "municipalité n’a" not in printed


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


@pytest.fixture
def of_articles(published):
    """The commune has a population, and its commitment is about the first article of the pact."""
    commune = published.electoral_list.commune
    commune.population = 60_000
    commune.save()
    articles = list(published.commitment.pact_version.articles.order_by("key"))
    published.commitment.articles.set(articles[:1])
    return articles


def comparable_commitment(number: int, articles, *, population: int = 55_000) -> Commitment:
    """Of another commune, about these articles, with a published report."""
    commune = factories.make_commune(f"9{number:04}", f"Commune {number}")
    commune.population = population
    commune.save()
    one = factories.make_commitment(
        "published",
        electoral_list=factories.make_list(commune=commune),
        articles=articles,
        pact_version=articles[0].pact_version,
        title=f"Mesure {number}",
    )
    factories.make_report("published", commitment=one)
    return one


def test_what_comparable_communes_did_is_an_idea_never_a_ranking(read, of_articles, address):
    first, second = of_articles[:2]
    assert "None of them has published a report" in read(address)
    one = comparable_commitment(3001, [first, second])
    comparable_commitment(3002, [second])
    comparable_commitment(3003, [first], population=49_999)
    page = read(address)
    assert "Communes of 50,000 to 99,999 inhabitants" in page
    assert "never a ranking" in page
    assert f'href="{address_of(one)}"' in page
    assert "Commune 3001" in page
    assert "Mesure 3002" not in page, "its article is not one of this record"
    assert "Mesure 3003" not in page, "its commune is of another size"
    assert str(second) not in page, "nothing is told of an article of no commitment here"


def test_a_commune_is_inspired_for_its_own_level_and_what_it_carries_on(
    read, published, of_articles, address, saint_denis, plaine_commune
):
    saint_denis.refresh_from_db()
    first, second = of_articles
    published.commitment.articles.set([second])
    factories.make_commitment(
        "published",
        electoral_list=published.electoral_list,
        level="intercommunality",
        intercommunality=plaine_commune,
        articles=[first],
        pact_version=first.pact_version,
    )
    merged = factories.make_commitment(
        "published",
        electoral_list=factories.make_list(
            election=published.electoral_list.election, commune=factories.make_commune("93099")
        ),
        articles=[first],
        pact_version=first.pact_version,
    )
    for number, article in ((3001, first), (3002, second)):
        comparable_commitment(number, [article])

    def told() -> list:
        return [one.article for one in records.record_of(saint_denis).inspiration.measures]

    assert told() == [second]
    make_mandate_change(
        "in_force",
        electoral_list=merged.electoral_list,
        cause="merger",
        effect="carried_over",
        successor=saint_denis,
    )
    assert told() == [first, second], "in the order of the pact"


def test_nothing_is_compared_without_a_population_or_an_article(
    read, published, of_articles, address
):
    published.commitment.articles.clear()
    assert "comparable communes" not in read(address)
    published.commitment.articles.set(of_articles)
    assert "comparable communes" in read(address)
    published.electoral_list.commune.population = None
    published.electoral_list.commune.save()
    assert "comparable communes" not in read(address)


def test_each_article_has_its_own_and_what_it_costs_does_not_grow(
    read, published, of_articles, address, saint_denis
):
    saint_denis.refresh_from_db()
    published.commitment.articles.set(of_articles[:2])
    costs = []
    for number in range(3001, 3004):
        comparable_commitment(number, of_articles[:1])
        with CaptureQueriesContext(connection) as asked:
            read(address)
        costs.append(len(asked))
    assert set(costs) == {14}
    (measures,) = records.record_of(saint_denis).inspiration.measures
    assert measures.article == of_articles[0]
    told = [one.commitment.title for one in measures.examples]
    assert told == ["Mesure 3003", "Mesure 3002", "Mesure 3001"]
