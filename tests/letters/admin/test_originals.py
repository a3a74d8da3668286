"""The original beside its text: pictures made here, for those who may see the letter."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from letters.actions.filing import file_letter
from letters.reading import recognition


def image() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def scan(election, volunteer):
    return file_letter(data=image(), name="scan.jpg", election=election, by=volunteer).letter


def url(name, *args):
    return reverse(f"admin:letters_letter_{name}", args=args)


def test_a_scan_is_shown_as_a_picture_of_ours(desk, volunteer, scan):
    client = desk(volunteer)
    page = client.get(url("original", scan.pk, 1))
    assert list(page.context["file"].pages) == [1]
    answer = client.get(url("page", scan.pk, 1, 1))
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"\x89PNG")
    for missing in ((scan.pk, 1, 2), (scan.pk, 1, 0), (scan.pk, 9, 1), (10**6, 1, 1)):
        assert client.get(url("page", *missing)).status_code == 404


def test_a_text_has_no_picture_and_says_so(desk, volunteer, letter):
    client = desk(volunteer)
    page = client.get(url("original", letter.pk, 1))
    assert page.context["file"].reason
    assert "".join(part.text for part in page.context["parts"]) == letter.latest.text
    reading = client.get(url("reading", letter.pk)).content.decode()
    assert url("original", letter.pk, 1) not in reading


def test_without_a_machine_the_page_says_what_to_install(desk, volunteer, scan, monkeypatch):
    monkeypatch.setattr(recognition, "program", lambda: "")
    client = desk(volunteer)
    page = client.get(url("typed", scan.pk)).content.decode()
    assert "tesseract-ocr-fra" in page
    assert 'name="recognise"' not in page
    answer = client.post(url("typed", scan.pk), {"recognise": "1", "text": "tapé", "version": 1})
    assert answer.status_code == 200
    assert "tapé" in answer.content.decode()


def test_words_read_by_a_machine_are_proposed_after_what_was_typed(
    desk, volunteer, scan, monkeypatch
):
    monkeypatch.setattr(recognition, "program", lambda: "/usr/bin/tesseract")
    monkeypatch.setattr(recognition, "recognise", lambda png: f"lu {png[1:4].decode()}")
    client = desk(volunteer)
    data = {"recognise": "1", "text": "Madame,", "version": scan.version, "reason": ""}
    answer = client.post(url("typed", scan.pk), data)
    assert answer.context["form"].initial["text"] == "Madame,\n\nlu PNG"
    assert answer.context["form"].initial["reason"]
    scan.refresh_from_db()
    assert scan.latest.text == "", "nothing is kept before a person says so"
    for wrong in ("2", "x", "²"):
        page = client.post(url("typed", scan.pk), data | {"recognise": wrong})
        assert page.context["form"].initial["text"] == "Madame,"
