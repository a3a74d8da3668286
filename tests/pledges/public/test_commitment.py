"""The page of a commitment: its words in their letter, declared beside assessed, its history."""

import pytest

from letters.actions.steps import perform
from pledges.actions import review
from pledges.public.addresses import address_of
from tests import factories
from tests.factories.commitments import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]


def section(page: str, opening: str, closing: str) -> str:
    start = page.index(opening)
    return page[start : page.index(closing, start)]


def test_a_wrong_or_missing_name_leads_to_the_right_address(client, published):
    right = address_of(published.commitment)
    for path in (f"/engagements/{published.commitment.ref}/", f"{right[:-1]}-autre/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, right)
        # A title corrected twice would loop in a browser that keeps redirects for ever.
        assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_declared_and_assessed_are_two_sections(read, published):
    page = read(address_of(published.commitment))
    declared = section(page, 'class="side declared"', "</section>")
    assessed = section(page, 'class="side assessed"', "</section>")
    assert published.report.words in declared
    assert published.assessment.words not in declared
    assert published.assessment.words in assessed
    assert published.report.words not in assessed
    assert "Dont acte." in assessed  # the reply, beside the assessment
    assert "Article inventé" in assessed  # its source


def test_the_quote_stands_in_its_letter(read, published):
    page = read(address_of(published.commitment))
    assert f"<mark>{factories.SENTENCE}</mark>" in page
    assert "Bonjour." in page
    assert address_of(published.letter) in page


def test_alone_while_its_letter_is_private(read):
    commitment = factories.make_commitment("published")
    page = read(address_of(commitment))
    assert f"<mark>{factories.SENTENCE}</mark>" in page
    assert "Bonjour." not in page
    assert "/courriers/" not in page


def test_words_masked_in_the_letter_stay_masked_in_the_quote(read):
    passage = factories.confirmed_passage()
    hidden = passage.start + factories.SENTENCE.index("logiciels")
    factories.make_public_text(
        letter=passage.letter_version.letter,
        masks=[{"start": hidden, "end": hidden + len("logiciels"), "reason": "essai"}],
    )
    commitment = factories.make_commitment("published", passage=passage, title="Titre")
    quoted = section(read(address_of(commitment)), "<mark>", "</mark>")
    assert "logiciels" not in quoted
    assert "█" * len("logiciels") in quoted


def test_not_yet_assessed_never_means_nothing_done(page_client, read):
    page_client.cookies["pacte_lang"] = "en"
    page = read(address_of(factories.make_commitment("published")))
    assert "Not yet assessed. This says nothing of what was or was not done." in page
    assert "The municipality has declared nothing yet." in page


def test_withdrawn_says_when_and_why_and_keeps_its_words(page_client, read):
    page_client.cookies["pacte_lang"] = "en"
    commitment = factories.make_commitment("withdrawn")
    page = read(address_of(commitment))
    assert "was withdrawn from the site on" in page
    assert REASON in section(page, 'class="alert"', "</div>")
    assert factories.SENTENCE in page


def test_earlier_words_stay_readable_after_a_correction(page_client, read):
    page_client.cookies["pacte_lang"] = "en"
    commitment = factories.make_commitment("published", title="Ancien titre")
    factories.make_correction("accepted", commitment=commitment, title="Nouveau titre")
    commitment.refresh_from_db()
    page = read(address_of(commitment))
    timeline = section(page, 'class="timeline', "</ol>")
    assert '<del lang="fr">Ancien titre</del>' in timeline
    assert '<ins lang="fr">Nouveau titre</ins>' in timeline
    assert REASON in timeline


def test_reasons_that_are_not_public_stay_inside(read):
    """Publishing takes a note for the team: it is in the ledger, not on the page."""
    commitment = factories.make_commitment("in_review")
    commitment = review.publish(
        ref=commitment.ref,
        by=factories.anyone("moderator"),
        version=commitment.version,
        reason="CANARI note pour l’équipe",
    )
    assert "CANARI" not in read(address_of(commitment))
    assert "CANARI" not in read("/journal/")


def test_a_superseded_assessment_stays_readable_apart(read):
    old = factories.make_assessment("superseded", fulfilment="paused")
    page = read(address_of(old.commitment))
    assert f'id="assessed-{old.ref}"' in section(page, "<details>", "</details>")


def test_the_letter_of_a_set_aside_letter_is_not_linked(read, published):
    letter = published.letter
    letter.refresh_from_db()
    perform(
        kind="letter",
        ref=letter.ref,
        step="set_aside",
        by=factories.anyone("moderator"),
        version=letter.version,
        reason=REASON,
    )
    assert address_of(letter) not in read(address_of(published.commitment))


@pytest.mark.parametrize("state", ["draft", "in_review", "dropped"])
def test_unpublished_ones_do_not_exist(client, state):
    commitment = factories.make_commitment(state)
    assert client.get(f"/engagements/{commitment.ref}/").status_code == 404
