"""Bytes to characters, and the few characters that are put right in every format."""

from __future__ import annotations

import codecs
import re

from .outcome import MAX_CHARS, Unreadable

# The UTF-32 mark begins with the UTF-16 one, so the order matters.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096
LEADING_BYTES = bytes(range(0xC2, 0x100))
CHARSETS = ("utf-16", "utf-32", "iso8859-", "cp125", "cp85", "koi8-", "mac-", "gb", "shift_jis")

# Only the typographic ligatures: full NFKC would also turn "½" into "1⁄2" and "²" into "2".
LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# XML, and so the feeds and ODT exports, cannot hold these; a space each keeps the offsets.
UNSTORABLE = re.compile("[\x01-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
SURROGATES = re.compile("[\ud800-\udfff]")
# Marks that reorder what a person sees: a name may not pretend to another extension.
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes) -> str:
    """Characters of `data`: by its mark, as UTF-8, as UTF-16 without mark, else as cp1252.

    Never raises. UTF-8 with a few damaged bytes stays UTF-8, with U+FFFD for these bytes: read as
    cp1252, every accent of the letter would be spoilt for one byte.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if unmarked := unmarked_utf16(data):
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    good = len(data) - len(data.translate(None, LEADING_BYTES)) - bad
    return repaired if good > bad else data.decode("cp1252", "replace")


def decode_as(data: bytes, charset: str) -> str:
    """Characters of `data` in the charset a stranger declares, when it is one we know and it fits.

    Codecs that are not encodings of text ("zip", "rot13"), or slow ones ("idna"), are not obeyed.
    """
    try:
        known = codecs.lookup(charset).name
    except (LookupError, ValueError):
        known = ""
    known = {"iso8859-1": "cp1252", "ascii": "", "utf-8": ""}.get(known, known)
    if not known.startswith(CHARSETS) or data.startswith(codecs.BOM_UTF8):
        return decode(data)
    try:
        return data.decode(known).lstrip("\ufeff")
    except (UnicodeError, ValueError):
        return data.decode("cp1252", "replace") if known == "cp1252" else decode(data)


def unmarked_utf16(data: bytes) -> str:
    """The encoding of UTF-16 text without a mark, or "": every second byte of French is NUL."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def one_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_typed(data: bytes) -> str:
    """Text of a plain text file: decoded, mark dropped, line ends as LF, NULs dropped.

    Nothing else is removed, so that offsets are those of any program that reads the file. The
    other characters that cannot be stored become one space each.
    """
    text = one_line_ends(decode(data)).replace("\x00", "")
    return bounded(UNSTORABLE.sub(" ", text))


def tidy(text: str) -> str:
    """Text out of a document: control characters dropped, ligatures spelt, line ends as LF."""
    text = DROPPED.sub("", one_line_ends(text))
    return bounded(SURROGATES.sub("\ufffd", text).translate(LIGATURES))


def bounded(text: str) -> str:
    """The same text; raises Unreadable("too_large") rather than cut a letter short."""
    if len(text) > MAX_CHARS:
        raise Unreadable("too_large")
    return text


def one_line(text: str, limit: int) -> str:
    """Text fit for a label: one line, no control or reordering marks, at most `limit` long."""
    shown = BIDI.sub("", SURROGATES.sub("\ufffd", text[: limit * 8]))
    return " ".join(DROPPED.sub(" ", shown.replace("\n", " ")).split())[:limit].strip()


def file_name(name: str) -> str:
    """The last component of a name given by a stranger, fit to be shown; never a path."""
    return one_line(name.replace("\\", "/").rsplit("/", 1)[-1], 120)
