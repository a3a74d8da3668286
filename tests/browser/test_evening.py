"""An evening at the desk, from the keyboard: two moderators, three letters, one public page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.demo_site import serve_own
from tests.browser.watching import pages, sign_in_to_the_desk, strike

pytestmark = pytest.mark.browser

PASSWORD = "two-people-one-evening"
PEOPLE = {"Maxence": "maxence@evening.example", "Solange": "solange@evening.example"}
FURNISH = "from tests.browser.test_evening import furnish as a; a()"
LABEL = "Stains en mieux"
LETTER = (
    "Madame, Monsieur, voici la réponse de la liste Stains en mieux, à Stains.\n\n"
    "Nous ouvrirons un atelier de logiciels libres dans chaque école.\n\n"
    "Nous formerons tous les agents aux logiciels libres. Nous publierons le code source de nos"
    " services.\n\nMerci de votre attention à ces questions du quotidien."
)
DRAFT = "Un brouillon à deux"
DESK = "/admin/pledges/commitment"
HOSTILE = {
    "page.html": b"<script>alert(1)</script><p onclick=alert(2)>Nous ouvrirons un atelier.</p>",
    "image.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(3)"><script>alert(4)'
    b'</script><image href="http://outside.example/x.png"/></svg>',
    "acte.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS"
    b"(app.alert(5))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF",
    "courriel.eml": b"From: a@example.org\nSubject: <script>alert(6)</script>\nMIME-Version: 1.0\n"
    b"Content-Type: text/html; charset=utf-8\n\n<img src=http://outside.example/y.png"
    b" onerror=alert(7)><script>alert(8)</script><p>Nous ouvrirons un atelier.</p>",
}


def furnish() -> None:
    """Two moderators, the list that writes, what to decide in bulk, and what a silence holds."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.actions.roles import create_user
    from tests import factories

    people = [
        create_user(email=email, name=name, roles=["moderator"], password=PASSWORD, fictitious=True)
        for name, email in PEOPLE.items()
    ]
    tomorrow = timezone.localdate() + timedelta(days=1)
    silent = factories.make_election("partielles-de-demain", rounds=(tomorrow,))
    factories.make_list(commune=factories.make_commune("93072", "Stains"), label=LABEL)
    pact = factories.make_pact()
    other = factories.make_list()

    def waiting(title, electoral_list=other, **facts):
        factories.make_commitment(
            "in_review", title=title, electoral_list=electoral_list, pact_version=pact, **facts
        )

    # First: the filing page offers the election whose letters were filed last.
    waiting("Pendant le silence", factories.make_list(election=silent))
    factories.make_commitment(
        "draft", title=DRAFT, electoral_list=other, pact_version=pact, by=people[0]
    )
    waiting("Un engagement à publier")
    waiting("Un autre à publier")
    waiting("Celui de Maxence", by=people[0])


@pytest.fixture(scope="package")
def evening(tmp_path_factory, bare_site):
    """Address of a site of its own: what these tests move, no other test reads."""
    with serve_own(tmp_path_factory.mktemp("evening"), bare_site, FURNISH) as address:
        yield address


@pytest.fixture(scope="package")
def sessions(chromium, evening) -> dict:
    """Name → the cookies of that person, signed in."""
    return {
        name: sign_in_to_the_desk(chromium, evening, email, PASSWORD)
        for name, email in PEOPLE.items()
    }


@pytest.fixture
def sit_down(chromium, evening, sessions):
    """Call it with a name for a page of that person, watched."""
    with pages(chromium, evening, accept_downloads=False) as make:
        yield lambda name: make(storage_state=sessions[name])


class Keys:
    """Strikes keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.struck = page, 0

    def __call__(self, *keys: str) -> None:
        strike(self.page, *keys)
        self.struck += len(keys)

    def sends(self, key: str) -> None:
        """A key after which another page comes."""
        with self.page.expect_navigation():
            self(key)

    def spent(self) -> int:
        spent, self.struck = self.struck, 0
        return spent


def file_all(page: Page, documents: dict[str, bytes]) -> None:
    page.goto("/admin/letters/letter/add/")
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in documents.items()
        ]
    )
    page.locator("input[name=received_on]").fill("2026-03-09")
    page.locator("#content-main form button[type=submit]").press("Enter")
    expect(page).to_have_url(re.compile("/filed/$"))


def test_from_three_files_to_the_public_page(sit_down, evening):
    watched = sit_down("Maxence")
    page, keys = watched.page, Keys(watched.page)
    copies = {"reponse.txt": LETTER.encode(), "encore.txt": LETTER.encode()}
    file_all(page, copies | {"photo.jpg": b"\xff\xd8\xff\xe0"})
    fates = page.locator(".reading-fate")
    expect(fates).to_have_count(3)
    expect(fates.nth(1)).to_contain_text("Déjà")
    expect(fates.nth(2).locator(".reading-warning")).to_be_visible()
    expect(fates.nth(0).locator(".reading-offers > li").first).to_contain_text(LABEL)
    keys.sends("1")
    assert keys.spent() == 1
    expect(fates.nth(0)).to_contain_text("Stains")
    expect(fates.nth(0).locator(".reading-offers")).to_have_count(0)

    keys.sends("r")
    page.locator("button[data-step=claim]").focus()
    keys.sends("Enter")
    current = page.locator(".reading-card.is-current")
    quote = current.locator("blockquote")
    keys.spent()

    # A right suggestion: one key. A wrong end, then a wrong suggestion: two and one.
    first = quote.inner_text()
    keys.sends("c")
    assert keys.spent() <= 2
    confirmed = page.locator(".reading-card.is-confirmed")
    expect(confirmed).to_have_count(1)
    expect(confirmed.locator("blockquote")).to_have_text(first)
    keys.sends("n")
    keys.sends("c")
    assert keys.spent() <= 4
    expect(confirmed).to_have_count(2)
    keys.sends("x")
    assert keys.spent() <= 4
    expect(page.locator(".reading-card.is-rejected")).to_have_count(1)

    # Words the reader did not see, chosen with the arrows.
    total = page.locator(".reading-card[data-ref]").count()
    keys("m", "End", "ArrowLeft", "Shift+End", "Enter")
    expect(page.locator("#mark-submit")).to_be_focused()
    keys.sends("Enter")
    expect(page.locator(".reading-card[data-ref]")).to_have_count(total + 1)
    expect(quote).to_have_text("du quotidien.")
    keys.sends("x")

    # Both confirmed passages become one commitment: its title proposed, then submitted.
    confirmed.first.focus()
    keys("v")
    confirmed.nth(1).focus()
    keys("v")
    keys.sends("d")
    expect(page.locator("input[name=passages]:checked")).to_have_count(2)
    expect(page.locator("input[name=title]")).not_to_have_value("")
    box = page.locator("#id_passages label").first.bounding_box()
    assert box["height"] >= 44
    page.locator("input[name=title]").fill("Ouvrir des ateliers et former les agents")
    page.locator("[name=_submit]").focus()
    keys.sends("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Ouvrir des ateliers")
    expect(page).to_have_url(re.compile("/reading/"))

    # Another moderator finds it in the review, and publishes it.
    other = sit_down("Solange")
    page, keys = other.page, Keys(other.page)
    page.goto(f"{DESK}/?q=ateliers")
    page.locator("#result_list tbody th a").first.focus()
    keys.sends("Enter")
    pk = re.search(r"/(\d+)/", page.url)[1]
    page.goto(f"{DESK}/{pk}/review/")
    keys("p")
    keys.sends("Enter")
    page.goto(f"{DESK}/{pk}/change/")
    expect(page.locator("body")).to_contain_text("ublié")
    link = page.locator("a[href*='/engagements/']").first.get_attribute("href")
    page.goto(link)
    expect(page.locator("blockquote mark").first).to_contain_text("atelier de logiciels libres")
    assert watched.troubles == other.troubles == []


def test_two_at_once(sit_down):
    """Who holds a letter is said by name; after a take-over the first learns it, moves nothing."""
    first, second = sit_down("Maxence"), sit_down("Solange")
    page, other = first.page, second.page
    file_all(page, {"deux.txt": LETTER.replace("Merci", "Encore merci").encode()})
    Keys(page).sends("r")
    page.locator("button[data-step=claim]").press("Enter")
    expect(page.locator(".reading-card.is-pending button[value=confirmed]").first).to_be_visible()
    reading = page.url.partition("?")[0].partition("#")[0]
    other.goto(reading)
    expect(other.locator("#claim .reading-warning")).to_contain_text("Maxence")
    expect(other.locator("button[value=confirmed]")).to_have_count(0)
    other.locator("button[data-step=take_over]").press("Enter")
    expect(other.locator("button[value=confirmed]").first).to_be_visible()
    # His screen is the old one: its key decides nothing and tells who reads now.
    Keys(page).sends("c")
    expect(page.locator("body")).to_contain_text("Solange")
    page.goto(reading)
    expect(page.locator("#claim .reading-warning")).to_contain_text("Solange")
    expect(page.locator(".reading-card.is-confirmed")).to_have_count(0)
    assert first.troubles == second.troubles == []


def test_a_stale_form_decides_field_by_field(sit_down):
    first, second = sit_down("Maxence"), sit_down("Solange")
    page, other = first.page, second.page
    page.goto(f"{DESK}/?q=brouillon")
    page.locator("#result_list tbody th a").first.press("Enter")
    title, summary = "input[name=title]", "textarea[name=summary]"
    expect(page.locator(title)).to_have_value(DRAFT)
    address = page.url
    other.goto(address)
    expect(other.locator(".desk-presence")).to_contain_text("Maxence")
    other.locator(title).fill("Le titre de Solange")
    other.locator(summary).fill("Le résumé de Solange.")
    other.locator("[name=_save]").press("Enter")
    expect(other.locator(".messagelist .success")).to_be_visible()

    # His page asks who else is here: it learns that its version is no more.
    told = page.evaluate(
        "async () => (await (await fetch(document.querySelector('[data-presence]')"
        ".dataset.presence)).json()).words"
    )
    assert "version" in told[0]
    assert "Solange" in told[1]
    page.locator(title).fill("Le titre de Maxence")
    page.locator("[name=_save]").press("Enter")
    table = page.locator("table.desk-conflict")
    for words in (DRAFT, "Le titre de Solange", "Le titre de Maxence", "Le résumé de Solange."):
        expect(table).to_contain_text(words)
    assert faults(first) == []
    other.goto(address)
    expect(other.locator(title)).to_have_value("Le titre de Solange")
    for row in table.locator("input[name=conflict-row]").all():
        name = row.get_attribute("value")
        keep = "typed" if name == "title" else "now"
        page.locator(f"input[name=keep-{name}][value={keep}]").press("Space")
    page.locator("#content-main .submit-row button").press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(address)
    expect(page.locator(title)).to_have_value("Le titre de Maxence")
    expect(page.locator(summary)).to_have_value("Le résumé de Solange.")
    assert first.troubles == second.troubles == []


def test_bulk_with_refused_rows_a_silence_and_its_undo(sit_down):
    watched = sit_down("Maxence")
    page = watched.page
    page.goto(f"{DESK}/?state=in_review")
    page.locator("select[name=action]").select_option("step_publish")
    for title in ("Un engagement à publier", "Un autre", "Celui de Maxence", "Pendant le silence"):
        box = page.locator("#result_list tr", has_text=title).locator("input[type=checkbox]")
        box.press("Space")
    page.locator("button[name=index]").press("Enter")
    expect(page.locator("#allowed")).to_contain_text("(2)")
    refused = page.locator("section[aria-labelledby=refused]")
    expect(refused.locator("li", has_text="Celui de Maxence")).to_contain_text("double regard")
    silence = refused.locator("li", has_text="Pendant le silence")
    expect(silence).to_contain_text(re.compile("silence|réserve|scrutin", re.I))
    page.locator("button.is-main").press("Enter")
    expect(page.locator("#done")).to_contain_text("(2)")
    assert faults(watched) == []
    page.locator("form.desk-undo button").first.press("Enter")
    expect(page.locator("#done")).to_contain_text("(2)")
    page.goto(f"{DESK}/?state=in_review")
    expect(page.locator("#result_list")).to_contain_text("Un engagement à publier")
    page.goto("/admin/pledges/outboxmail/?state=waiting")
    expect(page.locator("body")).not_to_contain_text("Un engagement à publier")
    assert watched.troubles == []


def test_hostile_files_run_nothing(sit_down):
    watched = sit_down("Maxence")
    page = watched.page
    page.on("dialog", lambda dialog: watched.troubles.append(f"dialog: {dialog.message}"))
    file_all(page, HOSTILE)
    expect(page.locator(".reading-fate")).to_have_count(len(HOSTILE))
    links = page.locator(".reading-fate a[href$='/change/']").all()
    letters = {link.get_attribute("href") for link in links}
    assert letters
    for letter in sorted(letters):
        base = letter.removesuffix("change/")
        for screen in ("change/", "reading/", "transcribe/", "versions/1/original/"):
            page.goto(f"{base}{screen}")
        answer = page.request.get(f"{base}versions/1/file/")
        if answer.status == 200:
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert watched.troubles == []
