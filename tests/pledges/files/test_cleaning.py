"""What is kept of a file from outside: pixels, and papers in which nothing acts."""

import io
import zlib

import pytest
from PIL import Image

from pledges.files.cleaning import cleaned
from tests.factories.files import a_pdf, a_picture

MOST = 15 * 1024 * 1024
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def reason(data: bytes, kind: str) -> str:
    made = cleaned(data, kind, most=MOST)
    assert bool(made.data) != bool(made.reason)
    return made.reason


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_picture_keeps_its_pixels_and_nothing_else():
    sent = a_picture(maker="Appareil secret", turned=True)
    assert b"Appareil secret" in sent
    kept = cleaned(sent, JPEG, most=MOST).data
    assert b"Appareil secret" not in kept
    assert opened(kept).size == (30, 60), "upright without the mark that said so"
    assert dict(opened(kept).getexif()) == {}
    assert cleaned(sent, JPEG, most=MOST).data == kept, "the same picture is the same file"


def test_what_follows_a_picture_is_not_kept():
    sent = a_picture("PNG") + b"<script>alert(1)</script>"
    assert b"script" not in cleaned(sent, PNG, most=MOST).data


def test_a_picture_larger_than_needed_is_halved():
    kept = cleaned(a_picture(size=(8000, 6000)), JPEG, most=MOST).data
    assert opened(kept).size == (4000, 3000)


def _bomb() -> bytes:
    """A PNG of 30 000 × 30 000 pixels said in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    side = (30_000).to_bytes(4, "big")
    header = chunk(b"IHDR", side + side + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))


@pytest.mark.parametrize(
    ("data", "kind", "why"),
    [
        (a_pdf(program=True), PDF, "acts"),
        (a_pdf(attached=True), PDF, "acts"),
        (a_pdf(password="secret"), PDF, "locked"),
        (a_pdf()[:-250], PDF, "damaged"),
        (b"%PDF-1.4\n<script>alert(1)</script>", PDF, "damaged"),
        # Names may be written in other letters: no viewer is deceived, nor is this.
        (a_pdf(program=True).replace(b"/JavaScript", b"/Java#53cript"), PDF, "acts"),
        (b"\x89PNG\r\n\x1a\n<script>", PNG, "damaged"),
        (a_picture()[:200], JPEG, "damaged"),
        (_bomb(), PNG, "too_big"),
    ],
)
def test_what_is_not_kept(data, kind, why):
    assert reason(data, kind) == why


def test_a_paper_in_which_nothing_acts_is_kept_as_it_came():
    assert cleaned(a_pdf(), PDF, most=MOST).data == a_pdf()


def test_a_child_that_does_not_start_says_nothing_of_the_file(monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert reason(a_pdf(), PDF) == "unavailable"


def test_an_answer_longer_than_a_file_may_be_is_none():
    assert cleaned(a_pdf(), PDF, most=100).reason == "hostile"
