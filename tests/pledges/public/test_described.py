"""The documentation of the API on the site: complete, in two languages, its links lead on."""

import re

import pytest
from django.test import Client

from pledges.public import described
from tests.pledges.api import description

pytestmark = pytest.mark.django_db
TRANSLATED = ("guide", "acces", "webhooks")
REFERENCE = "/donnees/reference/"


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


@pytest.fixture(scope="module")
def known() -> dict:
    return description.read()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Address → HTML of the reference: what all share, then each part, as the links lead on.

    Made once, before any test may ask the database: these pages need none.
    """
    client = Client()
    overview = client.get(REFERENCE).content.decode()
    addresses = re.findall(rf'<h3 id="\w+" lang="en"><a href="({REFERENCE}\w+/)">', overview)
    return {REFERENCE: overview} | {one: client.get(one).content.decode() for one in addresses}


def test_the_reference_holds_every_request_parameter_and_answer(known, pages):
    operations = 0
    for path, methods in known["paths"].items():
        for method, operation in methods.items():
            page = pages[f"{REFERENCE}{operation['tags'][0]}/"]
            for one in (page, pages[REFERENCE]):
                assert f"<code>{method.upper()} {path}</code>" in one
            part = page.split(f'id="{operation["operationId"]}"', 1)[1].split("<h2", 1)[0]
            for one in operation.get("parameters", ()):
                assert f"<code>{one['name']}</code>" in part, (path, one["name"])
            for code in operation["responses"]:
                assert f'<th scope="row">{code}</th>' in part, (path, code)
            shown = sum(len(one.get("content", {})) for one in operation["responses"].values())
            assert part.count("<details>") == shown, path
            operations += 1
    for name in known["components"]["responses"]:
        assert f'id="problem-{name}"' in pages[REFERENCE]
    assert operations > 40


def test_each_shape_is_told_where_it_is_used(known, pages):
    for name, schema in known["components"]["schemas"].items():
        heading = f'<h3 id="shape-{name}" lang="en">{name}</h3>'
        told = [
            page.split(heading, 1)[1].split("<h3", 1)[0]
            for page in pages.values()
            if heading in page
        ]
        assert bool(told) == ("properties" in schema), name
        for table in told:
            for field in schema["properties"]:
                assert f'<th scope="row"><code>{field}</code></th>' in table, (name, field)


def test_links_in_the_reference_lead_to_what_they_name(pages):
    for address, page in pages.items():
        for path, anchor in re.findall(rf'href="({REFERENCE}[^"#]*|)#([^"]+)"', page):
            assert f'id="{anchor}"' in pages[path or address], (address, path, anchor)


def test_what_was_on_one_page_is_found_from_its_former_address(known, pages):
    """Links of others to a place of the former page: there it stands, or what leads to it."""
    former = {"kinds-of-problems", "shapes"}
    for methods in known["paths"].values():
        former |= {one["operationId"] for one in methods.values()}
        former |= {one["tags"][0] for one in methods.values()}
    former |= {f"problem-{name}" for name in known["components"]["responses"]}
    shapes = known["components"]["schemas"]
    former |= {f"shape-{name}" for name, one in shapes.items() if "properties" in one}
    found = re.findall(r'id="([^"]+)"', pages[REFERENCE])
    assert former - set(found) == set()
    assert len(found) == len(set(found))


def test_the_parts_follow_one_another(client, pages):
    addresses = list(pages)[1:]
    assert len(addresses) == len(described.PARTS) > 20
    for turn, order in (("next", addresses), ("prev", addresses[::-1])):
        for address, following in zip(order, [*order[1:], None], strict=True):
            found = re.search(rf'rel="{turn}" href="([^"]+)"', pages[address])
            assert (found and found[1]) == following, address
    listed = client.get("/sitemap.xml").content.decode()
    assert all(f"{address}</loc>" in listed for address in pages)


def test_markup_in_a_description_is_shown_not_run():
    assert "&lt;script&gt;" in described._words("<script>alert(1)</script>")


def test_the_mirror_is_the_script_of_the_repository(client):
    found = client.get("/donnees/mirror.py")
    assert found["Content-Type"].startswith("text/x-python")
    assert found.content == (described.folder() / "mirror.py").read_bytes()
