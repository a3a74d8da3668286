"""Language, what may be kept, robots, health, and pages for what fails."""

import pytest
from django.db import OperationalError
from django.test import override_settings

from pledges.public.addresses import address_of
from pledges.public.views import pages as page_views
from tests import factories
from tests.client import faults_of


@pytest.mark.django_db
def test_french_unless_chosen_otherwise(client, in_french):
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="fr">' in answer.text


@pytest.mark.django_db
def test_the_language_chosen_is_kept_and_the_page_too(client):
    answer = client.post("/langue/", {"language": "en", "next": "/methode/?a=1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/methode/?a=1")
    cookie = answer.cookies["pacte_lang"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert '<html lang="en">' in client.get("/methode/").text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://mal.example/", "//mal.example/", "/\\mal.example/", "javascript:alert(1)", ""],
)
def test_the_way_back_stays_on_the_site(client, elsewhere):
    answer = client.post("/langue/", {"language": "en", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client):
    answer = client.post("/langue/", {"language": "xx", "next": "/"})
    assert not answer.cookies
    assert client.get("/langue/").status_code == 405


@pytest.mark.django_db
def test_readers_get_no_cookie_and_a_page_to_keep_a_minute(client):
    answer = client.get("/")
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.django_db
def test_the_page_of_someone_signed_in_is_not_kept(client):
    client.force_login(factories.anyone("moderator"))
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_robots_and_the_map_of_the_site(client, published, settings):
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in robots
    assert "Disallow: /espace/" in robots
    hidden = factories.make_commitment("draft")
    listed = client.get("/sitemap.xml").text
    for thing in (published.commitment, published.electoral_list, published.electoral_list.commune):
        assert f"<loc>{settings.BASE_URL}{address_of(thing)}</loc>" in listed
    assert hidden.ref not in listed


@pytest.mark.django_db
def test_health(client):
    assert client.get("/sante/vie").text == "ok"
    assert client.get("/sante/pret").text == "ok"


@override_settings(DEBUG=False)
def test_a_failure_is_a_sober_page_without_database(client, monkeypatch):
    """No database is allowed in this test: neither the view nor its error page may ask for one."""

    def fail(*_args, **_kwargs):
        raise RuntimeError("CANARI")

    monkeypatch.setattr(page_views, "render", fail)
    client.raise_request_exception = False
    answer = client.get("/methode/")
    assert answer.status_code == 500
    assert "CANARI" not in answer.text
    assert faults_of(answer.text) == []


def test_an_address_that_does_not_exist_asks_no_database(client):
    answer = client.get("/aucune/")
    assert answer.status_code == 404
    assert faults_of(answer.text) == []


def test_a_database_away_is_a_503_to_try_again(client, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("CANARI")

    monkeypatch.setattr(page_views, "render", away)
    answer = client.get("/methode/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "CANARI" not in answer.text
    assert faults_of(answer.text) == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_error_pages_are_well_made(name, language, rf):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string
    from django.utils.translation import override

    request = rf.get("/")
    request.user = AnonymousUser()
    with override(language):
        page = render_to_string(f"{name}.html", request=request)
    assert faults_of(page) == []
    assert f'<html lang="{language}">' in page
