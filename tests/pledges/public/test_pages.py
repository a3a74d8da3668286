"""Every public page is well made once filled, in both languages; test_empty says the others."""

import pytest
from django.urls import get_resolver

from pledges.public import urls
from pledges.public.addresses import address_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]

FIXED = {
    "home": "/",
    "communes": "/communes/",
    "commitments": "/engagements/",
    "method": "/methode/",
    "data": "/donnees/",
    "guide": "/donnees/guide/",
    "reference": "/donnees/reference/",
    "reference_part": "/donnees/reference/commitments/",
    "journal": "/journal/",
    "corrections": "/corrections/",
    "search": "/recherche/",
    "accessibility": "/accessibilite/",
    "legal": "/mentions-legales/",
    "privacy": "/confidentialite/",
}
WITH_OBJECT = {
    "commune": lambda site: address_of(site.electoral_list.commune),
    "share": lambda site: f"{address_of(site.electoral_list.commune)}integrer/",
    "embed": lambda site: "/integrer/communes/93066/",
    "commune_record": lambda site: f"{address_of(site.electoral_list.commune)}bilan/",
    "ask_access": lambda site: f"{address_of(site.electoral_list.commune)}acces/",
    "ask_group_access": lambda site: "/intercommunalites/200057867-plaine-commune/acces/",
    "department": lambda site: "/departements/93/",
    "intercommunality": lambda site: "/intercommunalites/200057867-plaine-commune/",
    "electoral_list": lambda site: address_of(site.electoral_list),
    "commitment": lambda site: address_of(site.commitment),
    "letter": lambda site: address_of(site.letter),
    "pact": lambda site: address_of(site.commitment.pact_version.pact),
}
FEEDS = {
    *("site", "corrections", "commune", "intercommunality"),
    *("electoral_list", "commitment", "article"),
}
NOT_PAGES = {
    *(
        "set_language",
        "robots",
        "sitemap",
        "alive",
        "ready",
        "evidence",
        "badge",
        "oembed",
        "mirror",
        "commune_record_pdf",
    ),
    *(f"{name}_feed" for name in FEEDS),
    *(f"{name}_picture" for name in ("site", "commune", "commitment")),
}
languages = pytest.mark.parametrize("language", ["fr", "en"])


def test_every_address_is_known_here():
    assert {route.name for route in urls.urlpatterns} == {*FIXED, *WITH_OBJECT, *NOT_PAGES}
    assert "public" in get_resolver().namespace_dict


@languages
def test_filled_pages(page_client, published, language):
    page_client.cookies["pacte_lang"] = language
    for name, path in paths_of(published).items():
        assert page_client.get(path).status_code == 200, name


def paths_of(published) -> dict[str, str]:
    """The path of every page, by the name of its address."""
    return FIXED | {name: path(published) for name, path in WITH_OBJECT.items()}


def test_searches(page_client, published):
    for path in ("/recherche/?q=saint", "/communes/?q=saint", "/communes/?q=zz"):
        assert page_client.get(path).status_code == 200, path


def test_pages_are_only_read(client, published):
    # Where somebody of a town hall asks for access, without an account: see test_access.
    asking = {"ask_access", "ask_group_access"}
    paths = {name: path for name, path in paths_of(published).items() if name not in asking}
    refused = {name: client.post(path).status_code for name, path in paths.items()}
    assert set(refused.values()) == {405}, refused


@pytest.mark.parametrize("state", ["private", "proposed"])
def test_a_text_that_is_not_public_has_no_page(client, state):
    text = factories.make_public_text(state)
    assert client.get(f"/courriers/{text.letter.ref}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/communes/99999/",
        "/departements/999/",
        "/intercommunalites/999999999/",
        "/listes/zzzzzzzz/",
        "/engagements/zzzzzzzz/",
        "/courriers/zzzzzzzz/",
        "/pactes/aucun/",
        "/donnees/reference/aucune/",
        "/journal/?avant=abc",
        "/communes/?q=a&page=deux",
        "/engagements/?avant=zzzzzzzz",
        "/inconnu/",
    ],
)
def test_what_does_not_exist(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.content.decode().count("<h1") == 1


def test_invented_things_say_so_wherever_they_are(read, published):
    mark = '<span class="badge fictitious">'
    for name in ("electoral_list", "commitment", "letter", "commune"):
        assert mark in read(WITH_OBJECT[name](published)), name
    for path in ("/", "/engagements/", "/journal/", "/recherche/?q=inventée"):
        assert mark in read(path), path


def test_the_third_objective_is_visibly_missing(read):
    from pathlib import Path

    from pledges.actions.pacts import apply_pact
    from pledges.importers.pact import read as read_pact
    from pledges.management import demonstration

    sample = Path(demonstration.SAMPLE) / "pacte-du-logiciel-libre.toml"
    apply_pact(content=read_pact(sample))
    page = read("/pactes/pacte-du-logiciel-libre/")
    assert page.count('<span class="badge fictitious">') == 1
    assert "informatique émancipatrice" in page


def test_what_is_kept_of_the_header_is_of_its_page_and_language(client, db):
    """Each twice: the second is what was kept."""
    for _time in range(2):
        for language, here, other in (("fr", "Communes", "Méthode"), ("en", "Communes", "Method")):
            client.cookies["pacte_lang"] = language
            for path, current, plain in (("/communes/", here, other), ("/methode/", other, here)):
                page = client.get(path).content.decode()
                assert f'aria-current="page">{current}</a>' in page
                assert f'">{plain}</a></li>' in page
                assert page.count('aria-current="page"') == 1
