"""How many queries each page costs: the same with one row as with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.models import Intercommunality
from pledges.public.addresses import address_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]

# Page → queries. A number that grows is a number to explain here.
COSTS = {
    "home": 12,
    "commitments": 5,
    "commune": 13,
    "commune_record": 11,
    "intercommunality": 8,
    "department": 3,
    "electoral_list": 12,
    "commitment": 11,
    "letter": 4,
    "pact": 10,
    "journal": 4,
    "search": 11,
    "sitemap": 1,
    "method": 0,
}
# The first reading after something was recorded counts what it shows of the whole site.
FIRST = COSTS | {"home": 20, "commitments": 6}


def more(published, number: int) -> None:
    """Bring the site to `number` rows of everything a page lists."""
    election = published.electoral_list.election
    version = published.commitment.pact_version
    factories.make_signature(
        "published", electoral_list=published.electoral_list, campaign=version.campaigns.get()
    )
    upper = Intercommunality.objects.get(siren="200057867")
    passage = factories.confirmed_passage(electoral_list=published.electoral_list)
    for _each in range(number):
        factories.make_commitment(
            "published",
            passage=passage,
            pact_version=version,
            level="intercommunality",
            intercommunality=upper,
        )
    for again in range(number - 1):
        passage = factories.confirmed_passage(published.letter, words="Nous formerons les agents")
        factories.make_commitment("published", passage=passage, pact_version=version)
        factories.make_report("published", commitment=published.commitment)
        factories.make_assessment("published", commitment=published.commitment)
        other = factories.make_list(election=election)
        factories.make_public_text(letter=factories.make_letter(other))
        factories.make_signature(
            "published", electoral_list=other, campaign=version.campaigns.get()
        )
        factories.make_commitment("published", electoral_list=other, pact_version=version)
        factories.make_correction(
            "accepted", commitment=published.commitment, summary=f"Fois {again}"
        )


def path_of(name: str, published) -> str:
    things = {
        "commune": published.electoral_list.commune,
        "electoral_list": published.electoral_list,
        "commitment": published.commitment,
        "letter": published.letter,
        "pact": published.commitment.pact_version.pact,
    }
    fixed = {
        "home": "/",
        "commitments": "/engagements/",
        "intercommunality": "/intercommunalites/200057867-plaine-commune/",
        "department": "/departements/93/",
        "journal": "/journal/",
        "search": "/recherche/?q=inventee",
        "sitemap": "/sitemap.xml",
        "method": "/methode/",
    }
    if name == "commune_record":
        return f"{address_of(things['commune'])}bilan/"
    return fixed[name] if name in fixed else address_of(things[name])


@pytest.mark.parametrize("rows", [1, 3])
def test_cost(client, published, rows):
    more(published, rows)
    published.commitment.refresh_from_db()
    paths = {name: path_of(name, published) for name in COSTS}
    for costs in (FIRST, COSTS):
        found = {}
        for name, path in paths.items():
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200, name
            found[name] = len(asked)
        assert found == costs
