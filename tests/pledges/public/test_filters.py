"""The list of commitments: filters in the address, older pages, counts with their denominator."""

import re

import pytest

from pledges.models import Commitment
from pledges.public.addresses import address_of
from pledges.queries import pages
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("couleur=rouge", ["couleur", "progress", "firmness", "level", "commune"]),
        ("progress=fini", ["fini", "not_assessed", "kept"]),
        ("firmness=dur", ["dur", "aspiration"]),
        ("level=region", ["region", "intercommunality"]),
        ("commune=99999", ["99999", "93066"]),
        ("commune=saint-denis", ["saint-denis", "93066"]),
        ("intercommunality=1", ["200057867"]),
        ("department=999", ["999"]),
        ("region=zz", ["zz"]),
        ("pact=charte", ["charte"]),
        ("article=99", ["99"]),
    ],
)
def test_what_is_unknown_is_refused_naming_what_exists(client, query, named):
    answer = client.get(f"/engagements/?{query}")
    assert answer.status_code == 400
    for word in named:
        assert word in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("q=", True),
        ("q=ecoles", True),
        ("q=ECOLES+libres", True),
        ("q=fanfare", False),
        ("progress=in_progress", True),
        ("progress=kept", False),
        ("firmness=firm", True),
        ("firmness=to_study", False),
        ("level=commune", True),
        ("level=intercommunality", False),
        ("commune=93066", True),
        ("commune=01053", False),
        ("intercommunality=200057867", True),
        ("department=93", True),
        ("department=01", False),
        ("region=11", True),
        ("region=84", False),
        ("department=93&progress=in_progress&q=logiciels", True),
    ],
)
def test_filters(read, published, elsewhere, query, found):
    page = read(f"/engagements/?{query}")
    assert (address_of(published.commitment) in page) is found


def test_commitments_about_a_measure_are_counted_once(read, published):
    version = published.commitment.pact_version
    later = factories.make_pact(slug=version.pact.slug, label="2032")
    published.commitment.articles.set([version.articles.get(key="1"), later.articles.get(key="1")])
    page = read(f"/engagements/?pact={version.pact.slug}&article=1")
    assert page.count(f'href="{address_of(published.commitment)}"') == 1
    assert "1 published commitment" in page
    assert address_of(published.commitment) not in read("/engagements/?article=2")
    other = factories.make_pact().pact
    assert address_of(published.commitment) not in read(f"/engagements/?pact={other.slug}")


def test_filters_chosen_are_still_there(read, published):
    page = read("/engagements/?q=libres&firmness=firm&department=93")
    assert 'value="libres"' in page
    assert re.search(r'<option value="firm"\s+selected>', page)
    assert '<input type="hidden" name="department" value="93">' in page


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "all at the same moment"])
def test_older_pages_hold_everything_once_in_order(client, monkeypatch, at_once):
    monkeypatch.setattr(pages.page_after, "__defaults__", (2,))
    electoral_list = factories.make_list()
    version = factories.make_pact()
    passage = factories.confirmed_passage(electoral_list=electoral_list)
    made = [
        factories.make_commitment(
            "published",
            passage=passage,
            pact_version=version,
            title=f"Engagement {number}",
            firmness="to_study",
        )
        for number in range(5)
    ]
    if at_once:
        Commitment.objects.update(published_at=made[0].published_at)
    seen, path = [], "/engagements/?firmness=to_study"
    while path:
        page = client.get(path).text
        seen += re.findall(r'card-title" lang="fr"><a href="([^"]+)"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = f"/engagements/{older[1]}".replace("&amp;", "&") if older else ""
    assert seen == [address_of(one) for one in reversed(made)]


def test_counts_have_their_denominator_and_the_unknown_first(page_client, read, published):
    page_client.cookies["pacte_lang"] = "en"
    for _again in range(2):
        factories.make_commitment("published", electoral_list=published.electoral_list)
    page = read("/engagements/")
    assert "3 published commitments" in page
    tally = page[page.index('class="tally"') :]
    assert tally.index("not yet assessed") < tally.index("in progress")
    assert "2 of 3" in tally
    assert "1 of 3" in tally
