"""A commune on other sites: for everybody alike, counted with its unknowns, framed by anyone."""

import re
import xml.etree.ElementTree as Xml
from io import BytesIO

import pytest
from PIL import Image

from communes.models import Succession
from pledges.public.addresses import address_of
from pledges.public.drawing import card
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]
EMBED, BADGE = "/integrer/communes/93066/", "/badges/communes/93066.svg"
both = pytest.mark.parametrize("path", [EMBED, BADGE])


def test_any_site_may_frame_it_and_no_other_page(client, published):
    answer = client.get(EMBED)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    other = client.get(address_of(published.electoral_list.commune))
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "DENY"


def test_what_is_unchanged_is_said_so_and_still_framed(client, published):
    tag = client.get(EMBED).headers["ETag"]
    again = client.get(EMBED, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "frame-ancestors *" in again.headers["Content-Security-Policy"]
    published.commitment.__class__.objects.update(title="Autre")
    assert client.get(EMBED, headers={"If-None-Match": tag}).status_code == 200


@both
def test_a_reader_who_signed_in_gets_the_same_bytes_and_no_cookie(client, published, path):
    stranger = client.get(path)
    assert not stranger.cookies
    assert stranger.headers["Cache-Control"].startswith("public")
    client.force_login(factories.anyone("moderator"))
    answer = client.get(path)
    assert answer.content == stranger.content
    assert not answer.cookies


@both
def test_invented_parts_say_so(client, published, path):
    assert "invented part" in client.get(path).content.decode()
    assert "dont une partie est inventée" in client.get(f"{path}?langue=fr").content.decode()


@both
def test_old_codes_lead_to_the_successor_and_unknown_ones_nowhere(client, saint_denis, path):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    old = client.get(path.replace("93066", "93059"))
    assert (old.status_code, old.headers.get("Location")) == (301, path)
    assert client.get(path.replace("93066", "99999")).status_code == 404


@both
def test_nothing_yet(client, elsewhere, path):
    quiet = path.replace("93066", elsewhere.code)
    assert "No published commitment" in client.get(quiet).content.decode()


def test_links_leave_the_frame(client, published):
    page = client.get(EMBED).content.decode()
    assert page.count("<a ") == page.count('target="_top"') == 2


def test_the_badge_counts_with_its_denominator_and_has_a_name(client, published):
    factories.make_commitment("published", electoral_list=published.electoral_list)
    root = Xml.fromstring(client.get(BADGE).content)
    texts = " ".join(root.itertext())
    assert "1 of 2 assessed" in texts
    assert root.find("{http://www.w3.org/2000/svg}title").text


def test_the_lines_to_copy_are_shown_from_the_page_of_the_commune(client, published):
    address = address_of(published.electoral_list.commune)
    assert f"{address}integrer/" in client.get(address).content.decode()
    page = client.get(f"{address}integrer/").content.decode()
    assert "&lt;iframe src=" in page
    assert EMBED in page
    assert BADGE in page
    assert client.get("/communes/93066/integrer/").status_code == 301


def test_the_page_says_where_its_oembed_is(client, published):
    page = client.get(address_of(published.electoral_list.commune)).content.decode()
    link = page.partition('application/json+oembed" href="')[2].partition('"')[0]
    path = link.replace("&amp;", "&").partition("testserver")[2]
    answer = client.get(path).json()
    assert (answer["type"], answer["version"], answer["width"]) == ("rich", "1.0", 480)
    assert EMBED in answer["html"]
    assert client.get(f"{path}&maxwidth=300").json()["width"] == 300


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?url=http://exemple.fr/communes/93066-saint-denis/",
        "?url=http://testserver/methode/",
        "?url=http://testserver/communes/99999/",
        "?url=http://[",
    ],
)
def test_oembed_knows_communes_of_this_site_alone(client, saint_denis, query):
    assert client.get(f"/oembed/{query}").status_code == 404


def test_oembed_has_no_xml(client):
    assert client.get("/oembed/?format=xml").status_code == 501


@pytest.mark.parametrize("more", [0, 3])
def test_the_cost_does_not_grow(client, published, django_assert_num_queries, more):
    for _ in range(more):
        factories.make_commitment("published", electoral_list=published.electoral_list)
    with django_assert_num_queries(5):
        client.get(EMBED)


def _pictured(client, address: str) -> tuple[str, Image.Image]:
    """The path of the picture that a page names, and the picture."""
    page = client.get(address).content.decode()
    link = re.search(r'property="og:image" content="http://testserver([^"]+)"', page)[1]
    answer = client.get(link)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"].startswith("public")
    return link, Image.open(BytesIO(answer.content))


def test_every_public_page_names_a_picture_of_the_size_it_says(client, published):
    about = (published.electoral_list.commune, published.commitment)
    found = [_pictured(client, address) for address in ("/", *map(address_of, about))]
    assert len({link for link, _picture in found}) == 3
    assert {picture.size for _link, picture in found} == {(1200, 630)}
    assert len({picture.tobytes() for _link, picture in found}) == 3


def test_the_picture_of_a_commitment_says_what_became_of_it(client, published):
    address = f"/apercus/engagements/{published.commitment.ref}.png"
    before = client.get(address)
    again = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{address}?langue=fr").content != before.content
    type(published.commitment).objects.update(progress="kept")
    assert client.get(address).content != before.content
    assert client.get("/apercus/engagements/00000000.png").status_code == 404


def test_nothing_is_drawn_of_a_draft(client, published):
    draft = factories.make_commitment("in_review", electoral_list=published.electoral_list)
    assert client.get(f"/apercus/engagements/{draft.ref}.png").status_code == 404


def test_old_codes_lead_to_the_picture_of_the_successor(client, saint_denis):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    answer = client.get("/apercus/communes/93059.png")
    assert answer.headers["Location"] == "/apercus/communes/93066.png"
    assert client.get("/apercus/communes/99999.png").status_code == 404


@pytest.mark.parametrize("words", ["mot " * 300, "anticonstitutionnellement" * 40, ""])
def test_words_that_do_not_fit_stay_in_the_picture(words):
    drawn = Image.open(BytesIO(card(words, (words, words), "Pacte", "Fictif"))).convert("RGB")
    white = {drawn.getpixel((x, y)) for x in (1160, 1190) for y in range(0, 630, 3)}
    assert white == {(255, 255, 255)}
