"""French unless English was chosen; the API follows Accept-Language."""

import pytest

pytestmark = pytest.mark.django_db


def test_pages_are_french_whatever_the_browser_says(client, in_french):
    page = client.get("/", headers={"Accept-Language": "en-GB"})
    assert '<html lang="fr">' in page.content.decode()
    assert "Engagements" in page.content.decode()
    assert page.headers["Content-Language"] == "fr"


def test_english_is_one_choice_away_and_kept(client, in_french):
    answer = client.post("/langue/", {"language": "en", "next": "/methode/"})
    assert answer.headers["Location"] == "/methode/"
    assert '<html lang="en">' in client.get("/methode/").content.decode()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_choice_never_leads_elsewhere(client, in_french, next_page):
    answer = client.post("/langue/", {"language": "en", "next": next_page})
    assert answer.headers["Location"] == "/"


def test_the_api_answers_in_the_language_asked_for(client, in_french):
    french = client.get("/api/v1/nothing/").json()["title"]
    english = client.get("/api/v1/nothing/", headers={"Accept-Language": "en"}).json()["title"]
    assert english == "Nothing here"
    assert french != english
