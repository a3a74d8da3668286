"""A town hall on a phone: signs in with a code, reports in three steps, without any script."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults, one_page
from tests.factories.files import a_pdf

pytestmark = pytest.mark.browser

CONTACT = "mairie@pacte.example"
PDF = {"name": "deliberation.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
HOME = "/espace/"


@pytest.fixture(scope="package")
def mails(demo_site, tmp_path_factory, request) -> Path:
    """Where the site's mails are printed: the log of its server."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    return shared / "demo-site" / f"server-{urlsplit(demo_site).port}.log"


@pytest.fixture(scope="package")
def signed_in(chromium, demo_site, mails) -> dict:
    """Cookies of the demonstration's contact, signed in with the code of a real mail."""
    context = chromium.new_context(base_url=demo_site, java_script_enabled=False)
    page = context.new_page()
    before = len(mails.read_text())
    page.goto(HOME)
    page.locator("main a[href*='/connexion/code/']").click()
    page.locator("main input[type=email]").fill(CONTACT)
    page.locator("main form:has(input[type=email]) button").first.click()
    page.locator("main input[name=code]").fill(_code(mails, before))
    page.locator("main form:has(input[name=code]) button").first.click()
    # The page asked for before signing in is the page given after.
    expect(page).to_have_url(re.compile(f"{HOME}$"))
    cookies = context.storage_state()
    context.close()
    return cookies


def _code(mails: Path, start: int) -> str:
    """The code of the mail that was printed after `start`; it leaves from a thread."""
    for _try in range(100):
        found = re.search(
            r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mails.read_text()[start:], re.M
        )
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError("no code was mailed in 10 s")


@pytest.mark.parametrize("width", [320, 360])
def test_three_steps_without_scripts_and_nothing_is_lost(open_page, signed_in, width):
    watched = open_page(width=width, height=740, java_script_enabled=False, storage_state=signed_in)
    page = watched.page
    page.goto(HOME)
    page.locator("a[role=button][href$='/point-d-etape/']").first.click()
    page.locator("textarea[name=words]").fill("Deux ateliers,\n  puis un troisième.")
    page.locator("#id_evidence-0-file").set_input_files(PDF)
    page.locator("button[name=send]").click()

    # Incomplete: saved, not sent, and the summary leads to the field.
    expect(page).to_have_url(re.compile(r"/espace/points-d-etape/[0-9a-z]{8}/$"))
    expect(page.locator("textarea[name=words]")).to_have_value(
        "Deux ateliers,\n  puis un troisième."
    )
    expect(page.get_by_role("link", name="Télécharger deliberation.pdf")).to_be_visible()
    page.locator(".errors a").first.click()
    expect(page).to_have_url(re.compile("#id_declared_0$"))
    assert watched.overflow() == 0

    page.locator("input[name=declared][value=in_progress]").check()
    page.locator("button[name=send]").click()
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.locator(".side.declared .words")).to_have_text(
        "Deux ateliers,\n  puis un troisième.", use_inner_text=True
    )
    page.locator("main a[href$='/annuler/']").click()
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(f"{HOME}$"))
    assert watched.overflow() == 0
    assert watched.troubles == []


def _addresses(page: Page) -> dict[str, str]:
    """The pages of the portal, as its home and the page of the assessed commitment link them."""
    page.goto(HOME)
    report = page.locator("a[href*='/points-d-etape/']").first.get_attribute("href")
    page.goto(report)
    commitment = page.locator(".breadcrumb a[href*='/engagements/']").get_attribute("href")
    page.goto(commitment)
    assessment = page.locator("a[href*='/evaluations/']").first.get_attribute("href")
    return {
        "home": HOME,
        "report": report,
        "commitment": commitment,
        "assessment": assessment,
        "new report": f"{commitment}point-d-etape/",
        "attest": f"{commitment}toujours-exact/",
        "attest several": "/espace/toujours-exact/",
        "mails": "/espace/courriels/",
        "correct": f"{commitment}corriger/",
    }


@pytest.fixture
def kept_page(chromium, demo_site, signed_in):
    with one_page(chromium, demo_site, storage_state=signed_in) as watched:
        yield watched


def test_every_page_is_accessible(kept_page):
    watched, page = kept_page, kept_page.page
    for name, address in _addresses(page).items():
        page.goto(address)
        assert faults(watched) == [], name
    assert watched.troubles == []


def test_errors_and_refusals_are_accessible(kept_page):
    watched, page = kept_page, kept_page.page
    page.set_viewport_size({"width": 320, "height": 900})
    addresses = _addresses(page)
    page.goto(addresses["correct"])
    page.locator("button[name=send]").click()
    expect(page.locator(".errors")).to_be_visible()
    assert faults(watched) == []
    page.evaluate("document.querySelector('input[name=version]').value = '99'")
    page.locator("textarea[name=reason]").fill("Une raison.")
    page.locator("button[name=send]").click()
    expect(page.locator("button[name=discard]")).to_be_visible()
    assert faults(watched) == []
    page.locator("button[name=discard]").click()
    expect(page.locator("button[name=send]")).to_be_visible()
