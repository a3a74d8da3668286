import codecs

import pytest

from letters.reading.extraction import extract_here
from letters.reading.formats import plain

LETTER = (
    "\n\nle 09 mars 2026\r\n\r\nMadame, Monsieur,\n\nNous vous remercions\u00a0: œuvre, forêt.  \n"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LETTER.encode(), LETTER.replace("\r\n", "\n")),
        (codecs.BOM_UTF8 + LETTER.encode(), LETTER.replace("\r\n", "\n")),
        (codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"), LETTER.replace("\r\n", "\n")),
        (codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"), LETTER.replace("\r\n", "\n")),
        (codecs.BOM_UTF32_LE + LETTER.encode("utf-32-le"), LETTER.replace("\r\n", "\n")),
        (LETTER.encode("utf-16-le"), LETTER.replace("\r\n", "\n")),
        (LETTER.encode("utf-16-be"), LETTER.replace("\r\n", "\n")),
        (LETTER.encode("cp1252"), LETTER.replace("\r\n", "\n")),
        (b"a\rb\r\nc\n", "a\nb\nc\n"),
        (b"a\x00b", "ab"),
        (b"a\x0cb\x1bc", "a b c"),
        ("ﬁn œuvre ½".encode(), "ﬁn œuvre ½"),
        ("élus\udcff élus et été".encode("utf-8", "surrogateescape"), "élus\ufffd élus et été"),
    ],
    ids=[
        "utf8 crlf",
        "utf8 mark",
        "utf16le mark",
        "utf16be mark",
        "utf32 mark",
        "utf16le bare",
        "utf16be bare",
        "cp1252",
        "line ends",
        "nul",
        "controls keep their place",
        "ligatures of a txt stay",
        "one damaged byte",
    ],
)
def test_text_file_keeps_every_offset(data, expected):
    found = extract_here(data, "lettre.txt")

    assert (found.text, found.media_type, found.unreadable_reason) == (expected, "text/plain", "")


def test_tidy_spells_ligatures_and_keeps_other_signs():
    assert plain.tidy("eﬃcace ﬁn, ½ m² n° 1\x0b\ufeff\r\nœ") == "efficace fin, ½ m² n° 1\nœ"


def test_lone_surrogates_are_replaced():
    assert plain.tidy("a\udc80b") == "a\ufffdb"
    assert plain.as_typed("a".encode("utf-16") + b"\x00\xd8") == "a\ufffd"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\lettre.odt", "lettre.odt"),
        ("lettre\u202efdp.exe", "lettrefdp.exe"),
        ("a\nb\x00c\td.txt", "a b c d.txt"),
        ("x" * 500, "x" * 120),
        ("a\udc80.txt", "a\ufffd.txt"),
        ("../", ""),
    ],
)
def test_file_name_is_a_label_never_a_path(name, shown):
    assert plain.file_name(name) == shown


@pytest.mark.parametrize("charset", ["zip", "rot13", "idna", "no-such", "\x00", "hex", "utf-7", ""])
def test_codecs_that_are_no_text_are_not_obeyed(charset):
    assert plain.decode_as("été".encode(), charset) == "été"


def test_declared_charset_counts():
    assert plain.decode_as("Łódź".encode("iso-8859-2"), "ISO-8859-2") == "Łódź"
    assert plain.decode_as("l’été".encode("cp1252"), "iso-8859-1") == "l’été"
    assert plain.decode_as("été".encode(), "utf-16-le") != ""
