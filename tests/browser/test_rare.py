"""Pages that few meet: what a mail alone leads to, a door knocked at too often, others' keys."""

import pytest

from pledges.management.demonstration import CAST, PASSWORD
from tests.browser.accessibility import faults, one_page
from tests.browser.watching import sign_in_to_the_desk

pytestmark = pytest.mark.browser


@pytest.fixture
def kept_page(chromium, demo_site):
    with one_page(chromium, demo_site) as watched:
        yield watched


def test_receiving_no_more_of_a_mail_and_changing_ones_mind(kept_page, places):
    page = kept_page.page
    assert kept_page.visit(places["unsubscribe"]) == 200
    titles = []
    for _gesture in ("no more", "again", "stay"):
        titles.append(page.locator("h1").inner_text().replace("\xa0", " "))
        assert faults(kept_page) == []
        with page.expect_navigation():
            page.locator("main form button").click()
    assert titles == [
        "Ne plus recevoir ces courriels ?",
        "Vous ne recevez plus ces courriels",
        "Vous recevez de nouveau ces courriels",
    ]
    assert kept_page.troubles == []


def test_a_door_knocked_at_too_often_says_when_to_come_back(kept_page):
    page = kept_page.page
    for _knock in range(6):
        kept_page.visit("/compte/connexion/")
        page.locator("main input[name=login]").fill("personne@nulle-part.example")
        page.locator("main input[name=password]").fill("un mot de passe essayé")
        with page.expect_navigation():
            page.locator("main input[name=password]").press("Enter")
    assert "minute" in page.locator("main").inner_text()
    assert faults(kept_page) == []


def test_a_coordinator_sees_the_keys_of_somebody(chromium, demo_site):
    state = sign_in_to_the_desk(chromium, demo_site, CAST["coordinator"][0], PASSWORD)
    with one_page(chromium, demo_site, storage_state=state) as watched:
        watched.visit("/admin/accounts/user/")
        with watched.page.expect_navigation():
            watched.page.locator("#result_list tbody th a").first.click()
        account = watched.page.url
        assert watched.visit(account.replace("/change/", "/tokens/")) == 200
        assert faults(watched) == []
        assert watched.troubles == []
