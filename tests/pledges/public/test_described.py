"""The documentation of the API on the site: complete, in two languages, its links lead on."""

import re

import pytest
import yaml

from pledges.public import described

pytestmark = pytest.mark.django_db
TRANSLATED = ("guide", "acces", "webhooks")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", described.GUIDES)
def test_each_guide_is_read_in_both_languages(client, name, language):
    page = client.get(f"/donnees/{name}/{language}/").content.decode()
    assert "https://pacte.example" not in page
    written = language if name in TRANSLATED else "en"
    other = written != "en"  # The page around is in English.
    assert (f'<div class="guide" lang="{written}">' if other else '<div class="guide">') in page


def test_a_guide_follows_the_language_of_its_reader(client, settings):
    for language, title in (("fr", "L’API en dix minutes"), ("en", "The API in ten minutes")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert title in client.get("/donnees/guide/").content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", described.GUIDES)
def test_links_between_guides_lead_somewhere(client, name, language):
    links = re.findall(r'href="([^"]+)"', described.guide(name, language).html)
    assert not [one for one in links if one.endswith(".md")]
    for link in links:
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


def test_the_french_guides_say_what_the_english_ones_say():
    """The same titles, tables and examples in number: a paragraph added to one is missed here."""
    for name in ("access", "webhooks"):
        english = (described.folder() / f"{name}.md").read_text()
        french = (described.folder() / f"{name}.fr.md").read_text()
        for mark in (r"^#", r"^\|", r"^```"):
            count = [len(re.findall(mark, text, re.M)) for text in (english, french)]
            assert count[0] == count[1], (name, mark)


def test_the_reference_holds_every_request_parameter_and_answer(client):
    page = client.get("/donnees/reference/").content.decode()
    text = (described.folder() / "openapi.yaml").read_text()
    known = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    operations = 0
    for path, methods in known["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            part = page.split(f'id="{operation["operationId"]}"', 1)[1].split("<h3", 1)[0]
            for one in operation.get("parameters", ()):
                assert f"<code>{one['name']}</code>" in part, (path, one["name"])
            for code in operation["responses"]:
                assert f'<th scope="row">{code}</th>' in part, (path, code)
            shown = sum(len(one.get("content", {})) for one in operation["responses"].values())
            assert part.count("<details>") == shown, path
            operations += 1
    for name in known["components"]["responses"]:
        assert f'id="problem-{name}"' in page
    assert operations > 40
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links - set(re.findall(r'id="([^"]+)"', page)) == set()


def test_markup_in_a_description_is_shown_not_run():
    assert "&lt;script&gt;" in described._words("<script>alert(1)</script>")


def test_the_mirror_is_the_script_of_the_repository(client):
    found = client.get("/donnees/mirror.py")
    assert found["Content-Type"].startswith("text/x-python")
    assert found.content == (described.folder() / "mirror.py").read_bytes()
