"""The real letter, as people read it: from a commune to the words, and back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COMMITMENT = "Accentuer les formations au numérique pour les membres des associations"
WORDS = "accentuer les formations au numérique"


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_commune_to_the_words_of_the_letter(open_page, width, javascript):
    watched = open_page(width=width, java_script_enabled=javascript)
    page = watched.page
    page.goto("/")
    page.locator("main input[type=search]").fill("st denis")
    page.locator("main form[role=search] button").click()
    # Réunion has a larger Saint-Denis: the department tells them apart.
    here = page.locator("main li", has_text="(93)").get_by_role("link", name="Saint-Denis")
    here.first.click()
    expect(page).to_have_url(re.compile(r"/communes/93066-saint-denis/$"))

    page.get_by_role("link", name="Ensemble, retrouvons l'espoir").first.click()
    expect(page.locator("h1")).to_contain_text("Ensemble, retrouvons l'espoir")
    page.locator("main").get_by_role("link", name=COMMITMENT).click()
    expect(page.locator("h1")).to_contain_text(COMMITMENT)
    expect(page.locator("blockquote mark").first).to_contain_text(WORDS)
    address = page.url

    page.locator("blockquote").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/courriers/[0-9a-z]{8}/"))
    passage = page.locator("mark a", has_text=WORDS).first
    expect(passage).to_be_visible()
    passage.click()
    expect(page).to_have_url(address)
    assert watched.troubles == []


def test_the_language_is_kept_and_the_page_too(open_page, places):
    page = open_page().page
    page.goto(places["assessed"])
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator("header button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(re.escape(places["assessed"])))
    page.goto("/methode/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("header button[value=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_declared_and_assessed_stay_apart_and_invented_ones_say_so(open_page, places):
    page = open_page().page
    page.goto(places["assessed"])
    for side in (".side.declared", ".side.assessed"):
        expect(page.locator(side)).to_be_visible()
        expect(page.locator(side).locator(".badge.fictitious").first).to_be_visible()
    # The progress, and the day it was last verified.
    expect(page.locator("dl.facts .fictitious")).to_have_count(2)


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page().page
    page.goto("/engagements/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main#content")).to_be_focused()
