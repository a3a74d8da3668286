"""A scan of a French letter and the real program that reads it: words and accents come back."""

import io

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from letters.actions.filing import file_letter
from letters.reading import recognition
from tests.programs import missing

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
LINES = (
    "Saint-Denis, le 9 mars 2026",
    "Madame, Monsieur,",
    "Nous créerons une école des logiciels libres,",
    "où les élèves apprendront à réparer leurs ordinateurs.",
)


def scan() -> bytes:
    """A page drawn as a scanner gives it: a picture inside a PDF, without a word of text."""
    page = Image.new("L", (1240, 1754), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 34)
    for number, line in enumerate(LINES):
        pen.text((110, 160 + 90 * number), line, font=font, fill=20)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


@pytest.fixture
def tesseract():
    recognition.program.cache_clear()
    if not recognition.program():
        missing("tesseract with its French", "tesseract-ocr-fra")
    yield
    recognition.program.cache_clear()


def test_a_scan_becomes_a_text_a_person_keeps(tesseract, election, volunteer, client):
    letter = file_letter(data=scan(), name="scan.pdf", election=election, by=volunteer).letter
    assert letter.latest.text == ""
    client.force_login(volunteer)
    address = reverse("admin:letters_letter_typed", args=[letter.pk])
    page = client.get(address).content.decode()
    assert 'name="recognise"' in page
    data = {"version": letter.version, "text": "", "reason": "", "recognise": "1"}
    initial = client.post(address, data).context["form"].initial
    assert [line for line in initial["text"].splitlines() if line] == list(LINES)
    letter.refresh_from_db()
    assert letter.latest.text == "", "nothing is kept before a person says so"
    data = {"version": letter.version, "text": initial["text"], "reason": initial["reason"]}
    assert client.post(address, data).status_code == 302
    letter.refresh_from_db()
    [passage] = letter.latest.passages.all()
    assert "école des logiciels libres" in passage.quote
