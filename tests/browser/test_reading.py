"""The letters' desk in a browser: the real letter filed, read from the keyboard, finished."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults, one_page
from tests.browser.demo_site import serve_own
from tests.browser.watching import pages, sign_in_to_the_desk, strike

pytestmark = pytest.mark.browser

WHO, PASSWORD = "moderation@reading.example", "reading-letters-at-night"
LABEL = "Ensemble, retrouvons l'espoir"
BY_HAND = "travailler avec les organisations syndicales et les agents"
FURNISH = "from tests.browser.test_reading import furnish as a; a()"
LETTERS = "/admin/letters/letter"
# Letters of `furnish`: 1 is read by the moderator, 2 has no text, 3 has no list.
PAGES = {
    "queue": "/admin/",
    "letters": f"{LETTERS}/",
    "none found": f"{LETTERS}/?q=nobody",
    "filing": f"{LETTERS}/add/",
    "nothing filed": f"{LETTERS}/filed/",
    "letter": f"{LETTERS}/1/change/",
    "reading": f"{LETTERS}/1/reading/",
    "nobody reads": f"{LETTERS}/3/reading/",
    "no text": f"{LETTERS}/2/reading/",
    "which list": f"{LETTERS}/3/list/",
    "list search": f"{LETTERS}/3/list/?q=stains",
    "new version": f"{LETTERS}/1/versions/add/",
    "transcription": f"{LETTERS}/2/transcribe/",
    "original": f"{LETTERS}/2/versions/1/original/",
    "masks": f"{LETTERS}/3/public-text/",
    "masks closed": f"{LETTERS}/1/public-text/",
    "public texts": "/admin/letters/publictext/",
    "public text": "/admin/letters/publictext/1/change/",
    "a step": f"{LETTERS}/1/steps/set_aside/",
}


def furnish() -> None:
    """What the moderator finds: a few lists, the real one among them, and invented letters."""
    from accounts.actions.roles import create_user
    from communes.actions.lists import Person, create_list
    from letters.actions.filing import file_letter
    from letters.actions.reading import mark
    from tests import factories

    user = create_user(
        email=WHO, name="Maxence", roles=["moderator"], password=PASSWORD, fictitious=True
    )
    head = Person(rank=1, first_name="Bally", last_name="Bagayoko", is_head=True)
    commune = factories.make_commune()
    election = factories.make_election()
    create_list(election=election, commune=commune, label=LABEL, candidates=[head])
    invented = [
        factories.make_list(election=election, commune=factories.make_commune(code, name))
        for code, name in (("93001", "Aubervilliers"), ("93072", "Stains"))
    ]
    text = " ".join(f"Nous ouvrirons {n} ateliers de logiciels libres." for n in range(5))
    letter = factories.make_letter(invented[1], text=text, by=user, state="being_read")
    one, two, three, *_others = letter.latest.passages.order_by("start")
    factories.decide(one, "confirmed", by=user)
    factories.decide(two, "rejected", by=user)
    one.refresh_from_db()
    factories.make_commitment("draft", title="Court", passage=one, by=user)
    mark(letter_version=letter.latest, start=three.start + 5, end=three.end + 20, by=user)
    file_letter(data=b"\xff\xd8\xff\xe0", name="scan.jpg", election=election, by=user)
    words = b"Nous ouvrirons un atelier \xc3\xa0 Stains. Appelez le 01 23 45 67 89."
    file_letter(data=words, name="sans-liste.txt", election=election, by=user)
    factories.make_public_text("proposed", letter=letter, by=factories.anyone("volunteer"))


@pytest.fixture(scope="package")
def desk_site(tmp_path_factory, bare_site):
    """Address of a site of its own: what these tests move, no other test reads."""
    with serve_own(tmp_path_factory.mktemp("desk-site"), bare_site, FURNISH) as address:
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


def file(page: Page, name: str, data: bytes) -> None:
    page.goto(PAGES["filing"])
    document = {"name": name, "mimeType": "text/plain", "buffer": data}
    page.locator("input[type=file]").set_input_files(document)
    page.locator("input[name=received_on]").fill("2026-03-09")
    page.locator("#content-main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/filed/$"))


def select(page: Page, words: str) -> None:
    """Select words of the letter, as a mouse would, across the runs they are cut into."""
    page.evaluate(
        """words => {
            const letter = document.getElementById("letter");
            const at = letter.textContent.indexOf(words);
            const walker = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let seen = 0, node;
            while ((node = walker.nextNode())) {
                const [start, end] = [at - seen, at + words.length - seen];
                if (start >= 0 && start < node.length) range.setStart(node, start);
                if (end > 0 && end <= node.length) range.setEnd(node, end);
                seen += node.length;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )


def press(page: Page, key: str) -> None:
    """Strike a key that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        strike(page, key)


def begin_to_read(page: Page) -> None:
    """From what was just filed to the letter, held by who reads it; all of the page is there."""
    page.locator(".reading-fate a[href$='/reading/']").click()
    with page.expect_navigation():
        page.locator("button[data-step=claim]").press("Enter")


def test_the_real_letter_filed_and_read_from_the_keyboard(open_desk):
    from pledges.management.demonstration import LETTER

    watched = open_desk()
    page = watched.page
    file(page, LETTER.name, LETTER.read_bytes())

    # The first list proposed is the one that wrote it; one press accepts it.
    offers = page.locator(".reading-offers > li")
    expect(offers.first).to_contain_text(LABEL)
    expect(offers.first).to_contain_text("Bally Bagayoko")
    offers.first.get_by_role("button").press("Enter")
    expect(page.locator(".reading-fate")).to_contain_text("Saint-Denis")
    expect(page.locator(".reading-offers")).to_have_count(0)

    begin_to_read(page)
    expect(page).to_have_url(re.compile("/reading/$"))

    current = page.locator(".reading-card.is-current")
    quote = current.locator("blockquote")
    first = quote.inner_text()
    strike(page, "j")
    expect(quote).not_to_have_text(first)
    strike(page, "k")
    expect(quote).to_have_text(first)
    expect(current).to_be_focused()

    # Wider and back, confirmed, then put back and confirmed again.
    press(page, "n")
    narrowed = page.locator(".reading-card.is-current blockquote").inner_text()
    assert first.startswith(narrowed)
    assert len(narrowed) < len(first)
    press(page, "w")
    expect(quote).to_have_text(re.compile(re.escape(narrowed) + r" \S+"))
    press(page, "c")
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(1)
    expect(quote).not_to_have_text(first)
    press(page, "x")
    expect(page.locator(".reading-card.is-rejected")).to_have_count(1)

    # Words selected in the letter, across what is already marked, are marked by hand.
    select(page, BY_HAND)
    strike(page, "m")
    expect(page.locator("#mark-submit")).to_be_focused()
    press(page, "Enter")
    expect(quote).to_have_text(BY_HAND)

    page.locator(".reading-card.is-pending").first.focus()
    while page.locator(".reading-card.is-pending").count():
        press(page, "c")
    expect(page.locator("button[data-step=finish]")).to_be_focused()
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/reading/$"))
    expect(page.locator("button[data-step=finish]")).to_have_count(0)
    assert watched.troubles == []


def test_a_key_held_down_decides_once(open_desk):
    watched = open_desk()
    page = watched.page
    file(page, "deux.txt", b"Nous ouvrirons un atelier libre. Nous formerons tous les agents.")
    begin_to_read(page)
    total = page.locator(".reading-card[data-ref]").count()
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const key = () => new KeyboardEvent("keydown", {key: "c", bubbles: true});
                for (let n = 0; n < 3; n += 1) document.body.dispatchEvent(key());
            }"""
        )
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(1)
    expect(page.locator(".reading-card.is-pending")).to_have_count(total - 1)


def test_what_was_begun_on_one_card_outlives_the_decision_about_another(open_desk):
    page = open_desk().page
    words = b"Nous ouvrirons deux ateliers. Nous formerons vingt agents. Nous financerons une rue."
    file(page, "trois.txt", words)
    begin_to_read(page)
    cards = page.locator(".reading-card[data-ref]")
    condition = cards.first.locator("[name=condition]")
    cards.first.focus()
    strike(page, "i")
    page.keyboard.type("si le conseil vote")
    cards.nth(1).focus()
    press(page, "c")
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(1)
    expect(condition).to_have_value("si le conseil vote")
    expect(condition).to_be_visible()
    # Sent with its own card, it is held no more; refused, it is where the focus goes.
    condition.focus()
    press(page, "Enter")
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(2)
    cards.nth(2).focus()
    strike(page, "a")
    page.keyboard.type("un!")
    press(page, "Enter")
    articles = cards.nth(2).locator("[name=articles]")
    expect(articles).to_be_focused()
    expect(articles).to_have_value("un!")
    # The keys opened and closed again: the card is where one was.
    cards.nth(2).focus()
    strike(page, "?", "?")
    expect(cards.nth(2)).to_be_focused()


def test_a_document_not_sent_yet_can_be_left_out_after_a_refusal(open_desk):
    page = open_desk().page
    page.goto(PAGES["filing"])
    document = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Nous ouvrirons tout."}
    page.locator("input[type=file]").set_input_files(document)
    page.locator("input[name=received_on]").fill("")
    page.locator("#content-main form button[type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("input[name=received_on]")).to_be_focused()
    page.locator("#files button").press("Enter")
    expect(page.locator("#files li")).to_have_count(0)


def test_keys_are_shown_and_can_be_turned_off(open_desk):
    page = open_desk().page
    page.goto(PAGES["reading"])
    strike(page, "?")
    expect(page.locator("#keys dl")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.reload()
    strike(page, "?")
    expect(page.locator("#keys dl")).to_be_hidden()
    # Letters typed in a field are words, not keys.
    page.locator("#keys summary").click()
    page.locator("#keys-on").check()
    before = page.locator(".reading-card.is-confirmed").count()
    page.locator("#mark textarea").press_sequentially("cxwn")
    expect(page.locator("#mark textarea")).to_have_value("cxwn")
    assert page.locator(".reading-card.is-confirmed").count() == before


def test_the_same_work_without_scripts(open_desk):
    watched = open_desk(width=320, java_script_enabled=False)
    page = watched.page
    words = "Nous ouvrirons un atelier public. Rien d’autre. Nous formerons les agents."
    file(page, "sans-script.txt", words.encode())
    begin_to_read(page)
    with page.expect_navigation():
        page.locator(".reading-card.is-pending button[value=confirmed]").first.click()
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(1)
    page.locator("#mark textarea").fill("Rien d'autre")
    page.locator("#mark-submit").click()
    expect(page.locator(".reading-card.is-current blockquote")).to_have_text("Rien d’autre")
    while page.locator(".reading-card.is-pending").count():
        with page.expect_navigation():
            page.locator(".reading-card.is-pending button[value=rejected]").first.click()
    page.locator("button[data-step=finish]").click()
    expect(page.locator("button[data-step=finish]")).to_have_count(0)
    assert watched.overflow() == 0
    assert watched.troubles == []


def test_a_hostile_letter_runs_nothing(open_desk):
    watched = open_desk()
    page = watched.page
    page.on("dialog", lambda dialog: watched.troubles.append(f"dialog: {dialog.message}"))
    words = '<script>alert(1)</script><img src=x onerror=alert(2)> Nous ouvrirons "><b>un atelier.'
    file(page, "<img src=x onerror=alert(3)>.txt", words.encode())
    page.locator(".reading-fate a[href$='/reading/']").click()
    expect(page.locator("#letter")).to_have_text(words)
    assert watched.troubles == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible(kept_page, name):
    assert kept_page.visit(PAGES[name]) == 200
    assert faults(kept_page) == []
    assert kept_page.troubles == []
