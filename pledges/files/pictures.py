"""Pictures, drawn again: nothing but their pixels is kept, upright."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from .outcome import Refused

# What a phone takes at most, as declared; beyond it is a bomb or a poster.
MOST_PIXELS = 120_000_000
# What is decoded at most: a JPEG can be read at half its size, which still lets one read it.
DECODED_PIXELS = 30_000_000
QUALITY = 88
# Modes PNG keeps; any other becomes plain colours.
PNG_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}


def redrawn(data: bytes, media_type: str) -> bytes:
    """The picture without where, when and with what it was taken; raises Refused."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    kind = "JPEG" if media_type == "image/jpeg" else "PNG"
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            _fit(picture, kind)
            upright = ImageOps.exif_transpose(picture)
            return _saved(upright, kind)
    except (Image.DecompressionBombError, MemoryError) as bomb:
        raise Refused("too_big") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise Refused("damaged") from broken


def _fit(picture: Image.Image, kind: str) -> None:
    """Ask for fewer pixels where the format allows it; refuse what would not fit."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refused("too_big")
    while kind == "JPEG" and width * height > DECODED_PIXELS:
        width, height = width // 2, height // 2
    if (width, height) != picture.size:
        picture.draft(None, (width, height))
    if picture.size[0] * picture.size[1] > DECODED_PIXELS:
        raise Refused("too_big")


def _saved(picture: Image.Image, kind: str) -> bytes:
    kept = {"L", "RGB"} if kind == "JPEG" else PNG_MODES
    if picture.mode not in kept:
        picture = picture.convert("RGB")
    seen = io.BytesIO()
    # A transparent colour belongs to the pixels; every other thing `info` holds is left behind.
    transparent = picture.info.get("transparency") if kind == "PNG" else None
    picture.info = {}
    options: dict = {"quality": QUALITY, "optimize": True} if kind == "JPEG" else {}
    if transparent is not None:
        options["transparency"] = transparent
    picture.save(seen, kind, **options)
    return seen.getvalue()
