"""Atom feeds: the public steps of a territory, a list or a commitment, and no other."""

import xml.etree.ElementTree as Xml

import pytest

from pledges.public.addresses import address_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(client):
    """Call it with the address of a page: the entries of the feed beside it."""

    def entries(address: str) -> list[Xml.Element]:
        answer = client.get(f"{address}flux.atom")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        assert "public" in answer.headers["Cache-Control"]
        return Xml.fromstring(answer.content).findall(f"{ATOM}entry")

    return entries


def titles(entries) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def test_every_step_of_a_published_commitment_is_there_once(feed, published):
    entries = feed("/")
    assert len(entries) == 4
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 4
    dates = [entry.findtext(f"{ATOM}published") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert all(title.endswith("(fictitious)") for title in titles(entries))


def test_each_entry_leads_to_a_page(feed, published, client):
    for entry in feed("/"):
        address = entry.find(f"{ATOM}link").get("href").partition("testserver")[2]
        assert client.get(address).status_code == 200


def test_a_feed_holds_its_own_place_alone(feed, published, elsewhere, plaine_commune):
    other = factories.make_list(commune=elsewhere)
    factories.make_public_text(letter=factories.make_letter(other))
    far = factories.make_commitment("published", electoral_list=other, title="Ailleurs")
    above = factories.make_commitment(
        "published",
        electoral_list=published.electoral_list,
        level="intercommunality",
        intercommunality=plaine_commune,
        title="À deux niveaux",
    )
    assert len(feed("/")) == 7
    assert len(feed(address_of(published.electoral_list.commune))) == 5
    assert len(feed(address_of(published.electoral_list))) == 5
    assert len(feed(address_of(elsewhere))) == 2
    assert len(feed(address_of(published.commitment))) == 3
    (only,) = titles(feed(address_of(plaine_commune)))
    assert above.title in only
    (only,) = titles(feed(address_of(far)))
    assert far.title in only


def test_the_feed_of_who_carries_on_tells_what_it_carries(feed, published, elsewhere):
    factories.make_mandate_change(
        "in_force",
        electoral_list=published.electoral_list,
        cause="merger",
        effect="carried_over",
        successor=elsewhere,
    )
    there = feed(address_of(elsewhere))
    assert [title for title in titles(there) if published.commitment.title in title]
    assert len(there) < len(feed(address_of(published.electoral_list.commune)))


def test_work_in_progress_enters_no_feed(feed, electoral_list):
    before = [Xml.tostring(entry) for entry in feed("/")]
    for state in ("draft", "in_review", "dropped"):
        factories.make_commitment(state, electoral_list=electoral_list)
    factories.make_public_text("proposed", letter=factories.make_letter(electoral_list))
    assert [Xml.tostring(entry) for entry in feed("/")] == before
    assert feed(address_of(electoral_list)) == []


@pytest.mark.parametrize(
    "path",
    [
        "/communes/99999/flux.atom",
        "/intercommunalites/999999999/flux.atom",
        "/listes/zzzzzzzz/flux.atom",
        "/engagements/zzzzzzzz/flux.atom",
    ],
)
def test_what_does_not_exist_has_no_feed(client, path):
    assert client.get(path).status_code == 404


def test_a_draft_has_no_feed(client):
    draft = factories.make_commitment("draft")
    assert client.get(f"/engagements/{draft.ref}/flux.atom").status_code == 404


@pytest.mark.parametrize("name", ["/", "commune"])
def test_the_cost_does_not_grow(
    client, published, saint_denis, django_assert_max_num_queries, name
):
    for _ in range(2):
        factories.make_commitment("published", electoral_list=published.electoral_list)
    path = "/" if name == "/" else address_of(saint_denis)
    with django_assert_max_num_queries(6):
        client.get(f"{path}flux.atom")


def test_a_measure_has_the_steps_of_the_commitments_about_it(feed, published):
    version = published.commitment.pact_version
    about, other = version.articles.order_by("key")[:2]
    published.commitment.articles.set([about])
    address = f"/pactes/{version.pact.slug}/{version.label}"
    assert len(feed(f"{address}/{about.key}/")) == 3
    assert feed(f"{address}/{other.key}/") == []


@pytest.mark.parametrize("path", ["nul/2026/1", "{slug}/1999/1", "{slug}/{label}/99"])
def test_there_is_no_feed_of_an_unknown_measure(client, published, path):
    version = published.commitment.pact_version
    asked = path.format(slug=version.pact.slug, label=version.label)
    assert client.get(f"/pactes/{asked}/flux.atom").status_code == 404
