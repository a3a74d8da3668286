"""The moderators' desk in a browser: a review by keys, a bulk step, every page for all."""

import re

import pytest
from playwright.sync_api import expect

from accounts.admin_site import site
from tests.browser.accessibility import faults, one_page, violations
from tests.browser.demo_site import serve_own
from tests.browser.watching import pages, sign_in_to_the_desk, strike

pytestmark = pytest.mark.browser

WHO, PASSWORD = "moderation@desk.example", "reviewing-pledges-at-night"
# Who opens every table.
ALL = "coordination@desk.example"
FURNISH = "from tests.browser.test_desk import furnish as a; a()"
DESK = "/admin/pledges"
# Rows of `furnish`: 1 is public, 2 to 5 are in review, 6 the moderator wrote, 7 is a draft.
PAGES = {
    "commitments": f"{DESK}/commitment/",
    "none found": f"{DESK}/commitment/?q=nobody",
    "in review": f"{DESK}/commitment/?state=in_review",
    "public commitment": f"{DESK}/commitment/1/change/",
    "review": f"{DESK}/commitment/3/review/",
    "review with a reason": f"{DESK}/commitment/3/review/#return",
    "review of mine": f"{DESK}/commitment/6/review/",
    "review of a public one": f"{DESK}/commitment/1/review/",
    "correct": f"{DESK}/commitment/1/correct/",
    "a step": f"{DESK}/commitment/3/steps/return/",
    "corrections": f"{DESK}/correction/",
    "correction": f"{DESK}/correction/1/change/",
    "reports": f"{DESK}/report/",
    "report": f"{DESK}/report/1/change/",
    "assessments": f"{DESK}/assessment/",
    "assessment": f"{DESK}/assessment/1/change/",
    "assess": f"{DESK}/assessment/add/?commitment=1",
    "evidence list": f"{DESK}/evidence/",
    "evidence": f"{DESK}/evidence/1/change/",
    "add evidence": f"{DESK}/evidence/add/",
    "record a signature": f"{DESK}/signature/add/",
    "signatures": f"{DESK}/signature/",
    "signature": f"{DESK}/signature/1/change/",
    "solicitations": f"{DESK}/solicitation/",
    "solicitation": f"{DESK}/solicitation/1/change/",
    "outbox": f"{DESK}/outboxmail/",
    "mail": f"{DESK}/outboxmail/1/change/",
}


def furnish() -> None:
    """What the moderator finds: commitments in several states, and what follows one of them."""
    from accounts.actions.roles import create_user
    from pledges.actions import drafting, review
    from tests import factories
    from tests.factories.commitments import REASON

    user = create_user(
        email=WHO, name="Maxence", roles=["moderator"], password=PASSWORD, fictitious=True
    )
    create_user(
        email=ALL, name="Coralie", roles=["coordinator"], password=PASSWORD, fictitious=True
    )
    electoral_list = factories.make_list()
    pact = factories.make_pact()

    def make(state, title, **facts):
        return factories.make_commitment(
            state, title=title, electoral_list=electoral_list, pact_version=pact, **facts
        )

    public = make("published", "Un engagement public")
    second = make("in_review", "Un titre à relire")
    author = second.created_by
    second = review.return_to_draft(
        ref=second.ref, by=factories.anyone("moderator"), version=second.version, reason=REASON
    )
    second = drafting.edit_draft(
        ref=second.ref, version=second.version, by=author, title="Un titre bien relu"
    )
    review.submit(ref=second.ref, by=author, version=second.version)
    for number in (3, 4, 5):
        make("in_review", f"Engagement {number}")
    make("in_review", "Le mien", by=user)
    make("draft", "Un brouillon")
    factories.make_correction(commitment=public)
    factories.make_report("submitted", commitment=public)
    factories.make_assessment("notified", commitment=public)
    campaign = factories.make_campaign(electoral_list.election)
    factories.make_signature("received", campaign=campaign, electoral_list=electoral_list)
    factories.make_solicitation("contacted", campaign=campaign, electoral_list=electoral_list)


@pytest.fixture(scope="package")
def desk_site(tmp_path_factory, bare_site):
    """Address of a site of its own: what these tests move, no other test reads."""
    with serve_own(tmp_path_factory.mktemp("pledges-desk"), bare_site, FURNISH) as address:
        yield address


@pytest.fixture(scope="package")
def signed_in(chromium, desk_site) -> dict:
    return sign_in_to_the_desk(chromium, desk_site, WHO, PASSWORD)


@pytest.fixture
def open_desk(chromium, desk_site, signed_in):
    with pages(chromium, desk_site, storage_state=signed_in) as make:
        yield make


@pytest.fixture(scope="package")
def kept_page(chromium, desk_site, signed_in):
    with one_page(chromium, desk_site, storage_state=signed_in) as watched:
        yield watched


def test_a_form_in_error_opens_on_its_first_mistake(open_desk):
    page = open_desk().page
    page.goto(f"{DESK}/solicitation/add/")
    page.locator("select[name=campaign]").select_option(index=1)
    with page.expect_navigation():
        page.locator("#content-main form").evaluate("form => form.submit()")
    expect(page.locator(".errorlist").first).to_be_visible()
    expect(page.locator(".field-electoral_list .select2-selection")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_links_of_a_table_are_tall_enough_to_be_touched(open_desk, width):
    page = open_desk(width=width).page
    page.goto(PAGES["commitments"])
    heights = page.evaluate(
        """() => [...document.querySelectorAll(
            "#result_list :is(.text, th) a, #changelist-filter :is(a, summary), #toolbar a"
        )].map(one => [one.textContent.trim(), one.getBoundingClientRect().height])"""
    )
    assert len(heights) > 20
    assert [one for one in heights if one[1] < 44] == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible(kept_page, name):
    assert kept_page.visit(PAGES[name]) == 200
    assert faults(kept_page) == []
    assert kept_page.troubles == []


def test_every_table_empty_and_every_form_in_error_are_accessible(chromium, desk_site):
    state = sign_in_to_the_desk(chromium, desk_site, ALL, PASSWORD)
    found, in_error = {}, 0
    with one_page(chromium, desk_site, storage_state=state) as watched:
        page = watched.page
        page.set_viewport_size({"width": 320, "height": 640})
        for model in site._registry:
            table = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            assert watched.visit(f"{table}?pk__lt=0") == 200, table
            expect(page.locator("#result_list")).to_have_count(0)
            found[table] = violations(page)
            assert watched.troubles == [], table
            # Rows of the other tables are born elsewhere: of a letter, of a step, of a command.
            # Asked without showing the refusal, which is the same for all.
            if page.request.get(f"{table}add/").status != 200:
                continue
            assert watched.visit(f"{table}add/") == 200
            with page.expect_navigation():
                page.locator("#content-main form").evaluate("form => form.submit()")
            expect(page.locator(":is(.errornote, .errorlist):visible").first).to_be_visible()
            found[f"{table}add/"] = violations(page)
            assert watched.troubles == [], f"{table}add/"
            in_error += 1
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert len(found) > 35
    assert in_error > 8


def test_the_page_before_a_bulk_step_is_accessible(open_desk):
    watched = open_desk(width=320)
    page = watched.page
    page.goto(PAGES["in review"])
    page.locator("select[name=action]").select_option("step_return")
    for box in page.locator("input[name=_selected_action]").all():
        box.check()
    page.locator("button[name=index]").click()
    expect(page.locator("#allowed")).to_contain_text("(4)")
    expect(page.locator("#refused")).to_contain_text("(1)")
    assert violations(page) == []
    page.locator("button.is-main").click()
    expect(page.locator("textarea[name=reason]")).to_be_visible()
    assert violations(page) == []
    assert watched.troubles == []


def test_a_review_from_the_keyboard(open_desk):
    watched = open_desk()
    page = watched.page
    page.goto(f"{DESK}/commitment/2/review/")
    expect(page.locator("ins").first).to_contain_text("bien")
    strike(page, "n")
    expect(page).to_have_url(re.compile(r"/commitment/3/review/$"))
    strike(page, "r")
    page.keyboard.type("Pas encore.")
    expect(page.locator("#return textarea")).to_have_value("Pas encore.")
    strike(page, "Tab", "Enter")
    expect(page).to_have_url(re.compile(r"/commitment/4/review/$"))
    strike(page, "p", "Enter")
    expect(page).to_have_url(re.compile(r"/commitment/5/review/$"))
    page.wait_for_load_state()
    page.locator("#keys-on").uncheck()
    strike(page, "n")
    page.reload()
    expect(page.locator("#keys-on")).not_to_be_checked()
    expect(page).to_have_url(re.compile(r"/commitment/5/review/$"))
    page.goto(f"{DESK}/commitment/4/change/")
    expect(page.locator("section[aria-labelledby=visibility] li strong").first).to_be_visible()
    assert watched.troubles == []
