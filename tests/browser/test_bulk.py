"""Many rows at once and an election silence, at the desk, from the keyboard; rows of a page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.demo_site import serve_own
from tests.browser.watching import Watched, sign_in_to_the_desk, strike

pytestmark = pytest.mark.browser

WHO, PASSWORD = "rafale@desk.example", "thirty-lists-at-once"
FURNISH = "from tests.browser.test_bulk import furnish as a; a()"
ROWS = 28
LISTS = "/admin/pledges/solicitation/"
SILENCE = "Rien n’est publié de la veille d’un tour à la clôture du vote."
SCRIPT = "**/pacte/js/desk*.js"


def furnish() -> None:
    """Lists to contact, more than one slice of them, and a commitment under a silence."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.actions.roles import create_user
    from tests import factories

    create_user(email=WHO, name="Maxence", roles=["moderator"], password=PASSWORD, fictitious=True)
    commune = factories.make_commune()
    pact = factories.make_pact()
    campaign = factories.make_campaign(pact_version=pact)
    for number in range(1, ROWS + 1):
        one = factories.make_list(commune=commune, label=f"Liste inventée {number:02}")
        factories.make_solicitation(campaign=campaign, electoral_list=one)
    tomorrow = timezone.localdate() + timedelta(days=1)
    silent = factories.make_election("partielles-de-demain", rounds=(tomorrow,))
    under = factories.make_list(election=silent, commune=commune)
    factories.make_commitment("in_review", electoral_list=under, pact_version=pact)


@pytest.fixture(scope="package")
def site(tmp_path_factory, bare_site):
    """Address of a site of its own: what these tests move, no other test reads."""
    with serve_own(tmp_path_factory.mktemp("bulk"), bare_site, FURNISH) as address:
        yield address


@pytest.fixture(scope="package")
def context(chromium, site):
    """A moderator's browser, signed in."""
    signed_in = sign_in_to_the_desk(chromium, site, WHO, PASSWORD)
    made = chromium.new_context(base_url=site, storage_state=signed_in)
    made.set_default_timeout(10_000)
    yield made
    made.close()


def test_more_than_a_slice_with_a_refused_row_then_undone(context, site):
    watched = Watched(context.new_page(), site)
    page = watched.page
    # Without its script, each page of the way is there to be read.
    page.route(SCRIPT, lambda asked: asked.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{LISTS}?state=to_contact")
    page.locator("#action-toggle").press("Space")
    page.locator("select[name=action]").press("c")
    page.locator("button[name=index]").press("Enter")
    expect(page.locator("#allowed")).to_contain_text(f"({ROWS})")

    # Meanwhile, in another tab, one of them is said not to be solicited.
    other = context.new_page()
    other.goto(page.locator("section[aria-labelledby=allowed] li a").last.get_attribute("href"))
    other.locator("a[href*='/steps/skip/']").press("Enter")
    other.locator("textarea[name=reason]").fill("[Exemple fictif] Liste retirée.")
    other.locator("button.is-main").press("Enter")
    expect(other.locator(".messagelist")).to_be_visible()
    other.close()

    page.locator("select[name=channel]").press("c")
    page.locator("button.is-main").press("Enter")
    expect(page.locator("#so-far")).to_have_attribute("value", "25")
    expect(page.locator("#so-far")).to_have_attribute("max", str(ROWS))
    assert faults(watched) == []
    page.locator("form[data-goes-on] button").press("Enter")
    expect(page.locator("#done")).to_contain_text(f"({ROWS - 1})")
    refused = page.locator("section[aria-labelledby=refused] li")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("Quelqu’un d’autre a modifié cela")
    # The same parts as the page before: their colours were looked at there.
    assert faults(watched, schemes=("light",)) == []

    # With its script, the pages lead on by themselves.
    page.unroute(SCRIPT)
    posts = []
    page.on("request", lambda asked: posts.append(asked) if asked.method == "POST" else None)
    page.locator("form.desk-undo button").first.press("Enter")
    expect(page.locator("#done")).to_contain_text(f"({ROWS - 1})")
    expect(page.locator("#so-far")).to_have_count(0)
    assert len(posts) == 2
    page.goto(f"{LISTS}?state=to_contact")
    expect(page.locator("#result_list tbody tr")).to_have_count(ROWS - 1)
    assert watched.troubles == []


def test_a_silence_refuses_the_step_and_holds_the_mail(context, site):
    watched = Watched(context.new_page(), site)
    page = watched.page
    page.goto("/admin/")
    expect(page.locator(".desk-notices .is-running")).to_contain_text("silence")
    page.locator("a[href*='/commitment/?state=in_review']").first.press("Enter")
    page.locator("#result_list tbody th a").press("Enter")
    refused = page.locator(".desk-standing li", has_text="Publier")
    expect(refused).to_contain_text(SILENCE)
    page.goto(page.url.replace("/change/", "/steps/publish/"))
    expect(page.locator("#content")).to_contain_text(SILENCE)
    page.goto(page.url.replace("/steps/publish/", "/review/"))
    strike(page, "r")
    page.keyboard.type("[Exemple fictif] À reprendre après le scrutin.")
    strike(page, "Tab", "Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto("/admin/pledges/outboxmail/?state=waiting")
    page.locator("#result_list tbody th a").press("Enter")
    expect(page.locator("#content")).to_contain_text("aucun courriel ne part avant")
    assert faults(watched) == []
    assert watched.troubles == []


@pytest.mark.parametrize("path", ["election/2/change/", "electorallist/1/change/"])
def test_rows_of_a_page_are_accessible(context, site, path):
    watched = Watched(context.new_page(), site)
    watched.page.goto(f"/admin/communes/{path}")
    expect(watched.page.locator(".desk-scroll table")).to_be_visible()
    assert faults(watched) == []
    assert watched.troubles == []
