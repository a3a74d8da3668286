"""What the child process does to draw a page: loaded there only, as the parsers of text are."""

from __future__ import annotations

import io
import json

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from letters.reading.formats.outcome import PDF
from letters.reading.formats.sniff import sniff

# A page scanned in A3 at 300 dots per inch has 17 million.
MAX_PIXELS = 40_000_000
MAX_PAGES = 5_000
# Taller than any page: a strip of paper must not make a picture without end.
TALLEST = 4
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")


class Undrawable(Exception):
    """There is no such page to draw; the reason is a key of UNREADABLE."""


def answer(data: bytes, page: int, width: int) -> bytes:
    """A line of JSON (`pages`, `reason`), then the PNG of `page` unless it is 0."""
    try:
        pages, png = (_pdf if sniff(data) == PDF else _image)(data, page, width)
        said = {"pages": pages, "reason": ""}
    except Undrawable as refused:
        said, png = {"pages": 0, "reason": str(refused)}, b""
    return json.dumps(said).encode() + b"\n" + png


def _pdf(data: bytes, number: int, width: int) -> tuple[int, bytes]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        locked = "password" in str(failure).lower()
        raise Undrawable("encrypted" if locked else "damaged") from failure
    pages = min(len(document), MAX_PAGES)
    if not number:
        return _counted(pages), b""
    if number > pages:
        raise Undrawable("empty")
    try:
        page = document[number - 1]
        across, tall = page.get_size()
        if across <= 0 or tall <= 0:
            raise Undrawable("damaged")
        scale = min(width / across, TALLEST * width / tall)
        drawn = page.render(scale=scale, may_draw_forms=False).to_pil()
    except pypdfium2.PdfiumError as failure:
        raise Undrawable("damaged") from failure
    return pages, _png(drawn)


def _image(data: bytes, number: int, width: int) -> tuple[int, bytes]:
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        found = Image.open(io.BytesIO(data), formats=FORMATS)
        if found.width * found.height > MAX_PIXELS:
            raise Undrawable("too_large")
        pages = min(getattr(found, "n_frames", 1), MAX_PAGES)
        if not number:
            return _counted(pages), b""
        if number > pages:
            raise Undrawable("empty")
        frame = next(one for at, one in enumerate(ImageSequence.Iterator(found), 1) if at == number)
        upright = ImageOps.exif_transpose(frame.convert("RGB"))
        upright.thumbnail((width, TALLEST * width))
    except Image.DecompressionBombError as bomb:
        raise Undrawable("too_large") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, StopIteration) as broken:
        raise Undrawable("damaged") from broken
    return pages, _png(upright)


def _counted(pages: int) -> int:
    if not pages:
        raise Undrawable("damaged")
    return pages


def _png(drawn: Image.Image) -> bytes:
    """Grey or colours alone: nothing of what the file says besides its picture comes along."""
    out = io.BytesIO()
    drawn.convert("RGB").save(out, "PNG", optimize=False, compress_level=3)
    return out.getvalue()
