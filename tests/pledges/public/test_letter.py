"""The public text of a letter, its passages highlighted."""

import html
import re

import pytest

from pledges.public.addresses import address_of
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Madame, nous formerons les agents et nous formerons les élus de la ville. Fin {}."
WHOLE = "nous formerons les agents et nous formerons les élus de la ville"
INSIDE = "nous formerons les élus"


def body(page: str) -> str:
    """The text shown in the letter's box, its footnotes left out."""
    start = page.index('<div class="letter"')
    inside = page[page.index(">", start) + 1 : page.index("</div>", start)]
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", inside)))


@pytest.fixture
def overlapping():
    letter = factories.make_letter(text=TEXT.format("A"))
    version = factories.make_pact()
    commitments = [
        factories.make_commitment(
            "published",
            passage=factories.confirmed_passage(letter, words=words),
            pact_version=version,
            title=title,
        )
        for words, title in ((WHOLE, "Former tout le monde"), (INSIDE, "Former les élus"))
    ]
    factories.make_public_text(letter=letter)
    return letter, commitments


def test_overlapping_passages_give_back_the_text_and_lead_to_both(read, overlapping):
    letter, commitments = overlapping
    page = read(address_of(letter))
    assert body(page) == letter.latest.text
    for number, commitment in enumerate(commitments, start=1):
        assert address_of(commitment) in page
        assert f'<li id="quoted-{number}">' in page
        assert f'<sup><a href="#quoted-{number}">{number}</a></sup>' in page


def test_only_public_commitments_are_highlighted(read):
    letter = factories.make_letter()
    passage = factories.confirmed_passage(letter)
    factories.make_commitment("in_review", passage=passage, title="CANARI brouillon")
    factories.make_public_text(letter=letter)
    page = read(address_of(letter))
    assert "<mark>" not in page
    assert "CANARI" not in page


def test_masks_hide_one_block_for_each_character(read):
    letter = factories.make_letter(text="Contact : Zoé CANARI, 06 00 00 00 00. Nous agirons.")
    text = letter.latest.text
    start = text.index("Zoé")
    end = text.index(". Nous")
    factories.make_public_text(
        letter=letter, masks=[{"start": start, "end": end, "reason": "tiers CANARI"}]
    )
    page = read(address_of(letter))
    assert "CANARI" not in page
    assert "█" * (end - start) in page
    assert len(body(page)) == len(text)


def test_markup_in_a_letter_is_shown_not_obeyed(read):
    letter = factories.make_letter(text="<script>alert(1)</script> <b onclick=x>Nous agirons.</b>")
    factories.make_public_text(letter=letter)
    page = read(address_of(letter))
    assert "<script>" not in page
    assert body(page) == letter.latest.text
