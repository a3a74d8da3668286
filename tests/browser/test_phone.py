"""A town hall on a phone: invited, returned, sent again, published, handed over."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo_site import serve_own
from tests.browser.watching import Watched, pages
from tests.factories.files import a_pdf

pytestmark = pytest.mark.browser

PASSWORD = "three-people-one-phone"
TEAM, TOWN, NEXT = "equipe@phone.example", "mairie@phone.example", "suite@phone.example"
FURNISH = "from tests.browser.test_phone import furnish as a; a()"
PDF = {"name": "deliberation.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
WORDS = "Deux écoles équipées,\n  une troisième en juin."
MORE = "Deux écoles équipées en mai 2026."
ASKED = "[Exemple fictif] Quelle école, et quand ?"


def furnish() -> None:
    """A published commitment, a moderator, and a town hall that was just invited."""
    from datetime import date

    from accounts.actions.roles import create_user
    from communes.actions.contacts import invite_contact
    from tests import factories

    team = create_user(
        email=TEAM, name="Maxence", roles=["moderator"], password=PASSWORD, fictitious=True
    )
    electoral_list = factories.make_list()
    factories.make_commitment("published", electoral_list=electoral_list)
    invite_contact(
        email=TOWN,
        name="Camille Fictive",
        by=team,
        quality="agent",
        start=date(2020, 1, 1),
        commune=electoral_list.commune,
        fictitious=True,
    )


@pytest.fixture(scope="package")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("phone")


@pytest.fixture(scope="package")
def site(folder, bare_site):
    """Address of a site of its own: what this journey moves, no other test reads."""
    with serve_own(folder, bare_site, FURNISH) as address:
        yield address


@pytest.fixture
def phone(chromium, site):
    """A browser 320 pixels wide; `with_scripts` or not."""
    with pages(chromium, site, locale="fr-FR") as make:

        def open_phone(*, with_scripts: bool, width: int = 320) -> Watched:
            return make(width=width, height=640, java_script_enabled=with_scripts)

        yield open_phone


def enter_by_code(page: Page, folder: Path, site: str) -> None:
    """From the page that asks to sign in, to the page asked for."""
    mails = folder / f"server-{urlsplit(site).port}.log"
    before = len(mails.read_text())
    page.locator("main a[href*='/connexion/code/']").click()
    page.locator("main input[type=email]").fill(TOWN)
    page.locator("main form:has(input[type=email]) button").first.click()
    for _try in range(100):
        found = re.search(r"^\s*(\d{6})\s*$", mails.read_text()[before:], re.M)
        if found:
            break
        time.sleep(0.1)
    page.locator("main input[name=code]").fill(found[1])
    page.locator("main form:has(input[name=code]) button").first.click()


def decide(page: Page, step: str, reason: str = "") -> None:
    """A moderator takes a step on the report, at the desk."""
    page.goto(f"/admin/pledges/report/1/steps/{step}/")
    if reason:
        page.locator("textarea[name=reason]").fill(reason)
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile(f"/steps/{step}/"))


def test_from_an_invitation_to_a_published_report_then_to_a_colleague(phone, site, folder):
    town, desk = phone(with_scripts=False), phone(with_scripts=True, width=1280)
    page = town.page
    page.goto("/espace/")
    enter_by_code(page, folder, site)
    expect(page).to_have_url(re.compile("/espace/$"))
    page.locator("form[action$='/information/'] button").click()
    expect(page.locator("form[action$='/information/']")).to_have_count(0)

    page.locator("a[role=button][href$='/point-d-etape/']").first.click()
    page.locator("input[name=declared][value=in_progress]").check()
    page.locator("textarea[name=words]").fill(WORDS)
    page.locator("#id_evidence-0-file").set_input_files(PDF)
    page.locator("button[name=send]").click()
    expect(page.locator(".side.declared .words")).to_have_text(WORDS, use_inner_text=True)

    desk.page.goto("/admin/")
    desk.page.locator("input[name=login]").fill(TEAM)
    desk.page.locator("input[name=password]").fill(PASSWORD)
    desk.page.locator("input[name=password]").press("Enter")
    expect(desk.page).to_have_url(re.compile("/admin/$"))
    decide(desk.page, "return", ASKED)

    page.goto("/espace/")
    expect(page.locator(".task", has_text=ASKED)).to_have_count(1)
    page.locator(".task a").first.click()
    # The reason is beside the field, and read with it.
    field = page.locator("textarea[name=words]")
    expect(field).to_have_value(WORDS)
    described = field.get_attribute("aria-describedby").split()
    assert any(ASKED in page.locator(f"#{one}").inner_text() for one in described)
    assert town.overflow() == 0
    field.fill(MORE)
    with page.expect_navigation():
        page.locator("button[name=send]").click()
    decide(desk.page, "publish")

    page.goto("/espace/")
    with page.expect_navigation():
        page.locator("[aria-labelledby=commitments] h3 a").first.click()
    public = page.url.replace("/espace/", "/")
    page.goto(public)
    expect(page.locator("main")).to_contain_text(MORE)
    expect(page.locator("main")).to_contain_text("deliberation.pdf")

    page.goto("/espace/")
    page.locator("a[href*='/passation/']").click()
    assert town.overflow() == 0
    page.locator("input[name=name]").fill("Suite Fictive")
    page.locator("input[name=office]").fill("Secrétariat")
    page.locator("input[name=email]").fill(NEXT)
    page.locator("input[name=quality][value=agent]").check()
    page.locator("button[name=send]").click()
    # No last day yet: said, linked to the field, and the rest is still there.
    page.locator(".errors a").first.click()
    expect(page).to_have_url(re.compile("#id_last_day$"))
    expect(page.locator("input[name=email]")).to_have_value(NEXT)
    page.locator("input[name=last_day]").fill(time.strftime("%Y-%m-%d"))
    page.locator("button[name=send]").click()
    expect(page.locator("main")).to_contain_text("Suite Fictive")

    desk.page.goto("/admin/pledges/accessrequest/1/steps/accept/")
    desk.page.locator("input[name=checked_with]").fill("mairie@phone.example")
    desk.page.locator("main form button[type=submit]").first.click()
    expect(desk.page).not_to_have_url(re.compile("/steps/accept/"))
    page.goto("/espace/")
    expect(page.locator("[aria-labelledby=speaking]")).to_contain_text("Suite Fictive")
    assert town.troubles == desk.troubles == []


@pytest.mark.parametrize("with_scripts", [True, False])
def test_what_is_typed_outlives_the_session(phone, site, folder, with_scripts):
    watched = phone(with_scripts=with_scripts)
    page = watched.page
    page.goto("/espace/")
    enter_by_code(page, folder, site)
    page.locator("[aria-labelledby=commitments] h3 a").first.click()
    # What is typed before the page's script runs is not held.
    with page.expect_navigation():
        page.locator("main a[href$='/corriger/']").click()
    page.locator("textarea[name=reason]").fill(WORDS)
    # The session expired meanwhile: its cookie opens nothing any more.
    page.context.clear_cookies(name="sessionid")
    page.locator("button[name=send]").click()
    enter_by_code(page, folder, site)
    expect(page).to_have_url(re.compile("/corriger/$"))
    expect(page.locator("textarea[name=reason]")).to_have_value(WORDS)
    assert watched.overflow() == 0
