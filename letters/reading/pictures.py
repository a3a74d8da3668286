"""Pages of a document as pictures, drawn by a child process in bounds.

What a browser is shown is a picture made here, never the file that came from outside.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from .formats.outcome import MAX_BYTES, PDF
from .isolation import Failed, run

CHILD = Path(__file__).with_name("child.py")
DRAWN = frozenset(
    {PDF, "image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif", "image/bmp"}
)
SECONDS = 10.0
# Pixels across: enough to read on a screen, and for a machine to read.
SCREEN, FINE = 1_240, 1_654
MAX_PICTURE = 12_000_000
MAX_PAGES = 5_000
REFUSALS = ("empty", "damaged", "encrypted", "too_large")
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """A page drawn: PNG bytes (none when only the count was asked) and how many pages there are."""

    png: bytes
    pages: int


def draw(data: bytes, page: int, *, width: int = SCREEN, seconds: float = SECONDS) -> Picture:
    """Page number `page` (from 1) of a PDF or a picture, `width` pixels across.

    Raises Failed with a key of UNREADABLE; "empty" when there is no such page.
    """
    return _ask(data, {"page": page, "width": width}, seconds)


def count(data: bytes, *, seconds: float = SECONDS) -> int:
    """How many pages there are to draw. Raises Failed."""
    return _ask(data, {"page": 0, "width": 0}, seconds).pages


def _ask(data: bytes, wanted: dict[str, int], seconds: float) -> Picture:
    if len(data) > MAX_BYTES:
        raise Failed("too_large")
    head = wanted | {"path": [entry for entry in sys.path if os.path.isabs(entry)]}
    answer = run(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD)],
        json.dumps(head).encode() + b"\n" + data,
        seconds=seconds,
        max_output=MAX_PICTURE,
    )
    return _sound(answer, drawn=wanted["page"] > 0)


def _sound(answer: bytes, *, drawn: bool) -> Picture:
    """The child's answer, which the file it read may have taken over: believed in nothing."""
    first, _newline, png = answer.partition(b"\n")
    try:
        said = json.loads(first)
        pages, reason = said["pages"], said["reason"]
    except (ValueError, KeyError, TypeError, RecursionError) as broken:
        raise Failed("hostile") from broken
    if reason:
        raise Failed(reason if reason in REFUSALS else "hostile")
    if not isinstance(pages, int) or not 0 < pages <= MAX_PAGES or drawn != png.startswith(PNG):
        raise Failed("hostile")
    return Picture(png, pages)
