"""Every public page, narrow and wide, light and dark: readable by everyone, and quiet."""

import gzip

import pytest

from tests.browser.accessibility import faults, one_page

pytestmark = pytest.mark.browser

# Name of the page → its address (names in braces: tests/browser/demo_site.py) and its status.
PAGES = {
    "home": ("/", 200),
    "communes": ("/communes/", 200),
    "communes found": ("/communes/?q=saint+denis", 200),
    "communes none": ("/communes/?q=zzzz", 200),
    "commune": ("/communes/93066-saint-denis/", 200),
    "commune after a merger": ("/communes/93059/", 200),
    "commune without lists": ("/communes/01053-bourg-en-bresse/", 200),
    "intercommunality": ("/intercommunalites/200057867-plaine-commune/", 200),
    "intercommunality without commitments": ("/intercommunalites/200054781/", 200),
    "department": ("/departements/93/", 200),
    "department without lists": ("/departements/01/", 200),
    "list": ("{list}", 200),
    "list without letters": ("{empty_list}", 200),
    "commitments": ("/engagements/", 200),
    "commitments filtered": ("/engagements/?progress=in_progress", 200),
    "commitments none": ("/engagements/?q=zzzz", 200),
    "commitments, unknown filter": ("/engagements/?couleur=rouge&progress=fini", 400),
    "commitment assessed": ("{assessed}", 200),
    "commitment not assessed": ("{plain}", 200),
    "commitment withdrawn": ("{withdrawn}", 200),
    "reply withheld": ("{withheld}", 200),
    "reply by letter": ("{by_letter}", 200),
    "letter": ("{letter}", 200),
    "pact": ("{pact}", 200),
    "method": ("/methode/", 200),
    "data": ("/donnees/", 200),
    "guide": ("/donnees/guide/", 200),
    "access": ("/donnees/acces/", 200),
    "webhooks": ("/donnees/webhooks/", 200),
    "reference": ("/donnees/reference/", 200),
    **{
        f"reference of {part}": (f"/donnees/reference/{part}/", 200)
        # The largest, one that is only read, and the shortest.
        for part in ("assessments", "commitments", "root")
    },
    "journal": ("/journal/", 200),
    "commune to share": ("/communes/93066-saint-denis/integrer/", 200),
    "commune in a frame": ("/integrer/communes/93066/", 200),
    "empty commune in a frame": ("/integrer/communes/01053/", 200),
    "corrections": ("/corrections/", 200),
    "search": ("/recherche/?q=saint", 200),
    "search none": ("/recherche/?q=zzzz", 200),
    "search empty": ("/recherche/", 200),
    "accessibility": ("/accessibilite/", 200),
    "legal": ("/mentions-legales/", 200),
    "privacy": ("/confidentialite/", 200),
    "not found": ("/engagements/zzzzzzzz/", 404),
    "sign in": ("/compte/connexion/", 200),
    "sign in by code": ("/compte/connexion/code/", 200),
    "password forgotten": ("/compte/mot-de-passe/oublie/", 200),
}


@pytest.fixture(scope="package")
def kept_page(chromium, demo_site):
    with one_page(chromium, demo_site) as watched:
        # Each page is weighed as one's first of the site.
        network = watched.page.context.new_cdp_session(watched.page)
        # What is not enabled first is heard and not done.
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        yield watched


@pytest.mark.parametrize(("path", "status"), PAGES.values(), ids=PAGES)
def test_it_is_accessible_light_and_nothing_breaks(kept_page, places, path, status):
    """All it loads, compressed as servers do: under 60 kB."""
    assert kept_page.visit(path.format(**places)) == status
    assert faults(kept_page) == []
    # Weighed afterwards: asking the browser from inside its own event now and then stops it.
    # A redirect has no body to weigh.
    weights = {one.url: _weight(one) for one in kept_page.asked if one.redirected_to is None}
    assert len(weights) > 1
    assert sum(weights.values()) < 60_000, weights
    assert kept_page.troubles == []


def _weight(asked) -> int:
    return len(gzip.compress(asked.response().body(), compresslevel=6))
