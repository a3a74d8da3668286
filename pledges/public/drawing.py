"""The picture other sites show beside a link to a page (OpenGraph): 1200 × 630 pixels, PNG."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_INK, _PAPER, _BLUE, _MUTED, _INVENTED = "#16222e", "#ffffff", "#1d4f7c", "#3c4a58", "#7a3d00"
# Bitstream Vera, which comes with the library that makes our PDF files.
_FONTS = Path(reportlab.__file__).parent / "fonts"


@lru_cache(maxsize=256)
def card(heading: str, lines: tuple[str, ...], foot: str, warning: str = "") -> bytes:
    """A PNG: `heading` in large letters, `lines` below, then `foot`; `warning` stands out.

    Words that do not fit are cut with an ellipsis. Kept by its words: the same are drawn once.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, HEIGHT), fill=_BLUE)
    y = _EDGE
    if warning:
        y = _write(draw, warning, y, size=34, bold=True, fill=_INVENTED, most=1) + 10
    y = _write(draw, heading, y, size=58, bold=True, fill=_INK, most=4) + 24
    for line in lines:
        y = _write(draw, line, y, size=36, bold=False, fill=_MUTED, most=2) + 8
    _write(draw, foot, HEIGHT - _EDGE - 34, size=34, bold=True, fill=_BLUE, most=1)
    out = BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(draw, words: str, y: float, *, size: int, bold: bool, fill: str, most: int) -> float:
    """Write `words` on at most `most` lines from height `y`; the height below them."""
    font = _font(size, bold)
    for line in _broken(draw, words, font, most):
        draw.text((_EDGE, y), line, font=font, fill=fill)
        y += round(size * 1.25)
    return y


@lru_cache(maxsize=8)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / ("VeraBd.ttf" if bold else "Vera.ttf"), size)


def _broken(draw, words: str, font, most: int) -> list[str]:
    room = WIDTH - 2 * _EDGE
    # The font has no narrow no-break space; a plain one of no break is as wide as any.
    words = words.replace("\u202f", "\u00a0")
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line for line in lines if line]
    if len(kept) > most:
        kept = [*kept[: most - 1], f"{kept[most - 1]} …"]
    return [_cut(draw, line, font, room) for line in kept]


def _cut(draw, line: str, font, room: int) -> str:
    if draw.textlength(line, font=font) <= room:
        return line
    line = line.removesuffix(" …")
    while line and draw.textlength(f"{line}…", font=font) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
