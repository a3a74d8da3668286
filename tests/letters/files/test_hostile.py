"""Files built to harm the reader. Each goes through the child process, gets a reason, no text."""

import os
import zlib
from functools import reduce

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from letters.reading.text import UNREADABLE, extract

from . import builders
from .builders import ODT_HEAD, ODT_TAIL, docx_text, odt_of, odt_text, pdf_of, pdf_page, zipped

MAIL = b"From: a@ville-exemple.fr\nMIME-Version: 1.0\n"
MANIFEST = "META-INF/manifest.xml"
ENTRY = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def doctype(declarations: str, text: str) -> bytes:
    """An ODT whose content declares entities and uses them."""
    head = f'<?xml version="1.0"?><!DOCTYPE x [{declarations}]>'
    return odt_of(f"{head}{ODT_HEAD}<text:p>{text}</text:p>{ODT_TAIL}")


def laughs() -> bytes:
    levels = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    return doctype('<!ENTITY e0 "ha">' + "".join(levels), "&e9;")


def wrong_checksum() -> bytes:
    data = bytearray(odt_text("<text:p>Bonjour</text:p>"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 16] ^= 0xFF
    return bytes(data)


def lying_size() -> bytes:
    """A member that declares ten bytes and unpacks to many more."""
    data = bytearray(odt_text("<text:p>" + "Bonjour " * 9000 + "</text:p>"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def locked_zip() -> bytes:
    data = bytearray(odt_text("<text:p>Bonjour</text:p>"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 8] |= 1
    return bytes(data)


def encrypted_odt() -> bytes:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    return odt_of(os.urandom(300), **{MANIFEST: manifest})


def nested_mail(kind: bytes, levels: int) -> bytes:
    if kind == b"message/rfc822":
        return MAIL + b"Content-Type: message/rfc822\n\n" * levels + b"\nfin"
    return MAIL + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels)
    )


def many_parts(number: int) -> bytes:
    return MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * number


def pages_loop() -> bytes:
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )


def many_pages() -> bytes:
    kids = b"3 0 R " * 4_000
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 4000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ]
    )


def packed(block: bytes, times: int) -> bytes:
    """What zlib makes of `block` so many times, of which it packs one: each begins anew."""
    packer = zlib.compressobj(9)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = reduce(lambda checked, _turn: zlib.adler32(block, checked), range(times), 1)
    return one[:2] + one[2:] * times + b"\x03\x00" + checksum.to_bytes(4, "big")


def flate(block: bytes, times: int) -> bytes:
    return pdf_page(packed(block, times), b"/FlateDecode")


def twice_flate() -> bytes:
    once = packed(bytes(1_000_000), 200)
    return pdf_page(zlib.compress(once, 9), b"[/FlateDecode /FlateDecode]")


HOSTILE = {
    # Packages
    "odt bomb": (lambda: odt_text("<text:p>" + "a" * 60_000_000), "hostile"),
    "odt bomb of elements": (lambda: odt_text("<text:p/>" * 1_500_000), "hostile"),
    "odt loosely packed": (
        lambda: odt_of((os.urandom(500).hex() + " " * 40_000) * 430),
        "too_large",
    ),
    "docx bomb": (lambda: docx_text(ENTRY * 1_000_000), "hostile"),
    "zip in zip": (lambda: zipped({"a.zip": zipped({"b.zip": bytes(10**7)})}), "unsupported"),
    "odt in odt": (lambda: odt_of(odt_text("<text:p>x</text:p>")), "damaged"),
    "billion laughs": (laughs, "hostile"),
    "external entity": (
        lambda: doctype('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
        "hostile",
    ),
    "external parameter entity": (
        lambda: doctype('<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd">%x;', "x"),
        "hostile",
    ),
    "quadratic blow-up": (
        lambda: doctype(f'<!ENTITY x "{"a" * 50_000}">', "&x;" * 20_000),
        "hostile",
    ),
    "deep xml": (lambda: odt_text("<text:span>" * 10_000), "hostile"),
    "path traversal docx": (lambda: docx_text(ENTRY, **{"../../etc/passwd": "x"}), "hostile"),
    "path traversal backslash": (lambda: docx_text(ENTRY, **{"..\\..\\x": "x"}), "hostile"),
    "absolute path odt": (lambda: odt_of("<x/>", **{"/etc/passwd": "x"}), "hostile"),
    "relation out of the package": (
        lambda: docx_text(
            ENTRY,
            **{"_rels/.rels": '<R><R Type="x/officeDocument" Target="../../etc/passwd"/></R>'},
        ),
        "hostile",
    ),
    "many members": (lambda: odt_of("<x/>", **{f"{n}": "" for n in range(6_000)}), "hostile"),
    "wrong checksum": (wrong_checksum, "damaged"),
    "lying size": (lying_size, "damaged"),
    "truncated zip": (lambda: builders.docx_letter()[:20_000], "damaged"),
    "locked zip": (locked_zip, "encrypted"),
    "encrypted odt": (encrypted_odt, "encrypted"),
    "encrypted docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "odt without content": (lambda: zipped({"mimetype": builders.ODT_TYPE}), "damaged"),
    "odt not xml": (lambda: odt_of(os.urandom(2_000)), "damaged"),
    "odt in an unknown encoding": (
        lambda: odt_of('<?xml version="1.0" encoding="x"?><a/>'),
        "damaged",
    ),
    "odt without a word": (lambda: odt_text("<text:p> </text:p>"), "empty"),
    # PDF
    "flate bomb": (lambda: flate(b" " * 1_000_000, 200), "hostile"),
    "flate bomb of operators": (lambda: flate(b"BT (a) Tj ET " * 9_000, 100), "hostile"),
    "flate in flate": (twice_flate, "hostile"),
    "loop of pages": (pages_loop, "damaged"),
    "one page 4,000 times": (many_pages, "too_large"),
    "truncated pdf": (lambda: builders.pdf_letter(["a"] * 40)[:900], "damaged"),
    "pdf of noise": (lambda: b"%PDF-1.7\n" + os.urandom(300_000), "damaged"),
    "encrypted pdf": (lambda: builders.pdf_letter(["a"], password="x"), "encrypted"),
    "pdf of images": (
        lambda: builders.pdf_letter([], picture=ImageReader(Image.new("RGB", (9, 9)))),
        "scanned",
    ),
    # E-mails and pages
    "eml 1,000 multiparts deep": (lambda: nested_mail(b"multipart/mixed", 1_000), "hostile"),
    "eml 1,000 messages deep": (lambda: nested_mail(b"message/rfc822", 1_000), "hostile"),
    "eml 39 messages deep": (lambda: nested_mail(b"message/rfc822", 39), "hostile"),
    "eml of 10,000 parts": (lambda: many_parts(10_000), "hostile"),
    "eml of 300 parts": (lambda: many_parts(300), "hostile"),
    "eml header of 5 MB": (lambda: MAIL + b"Subject: " + b"=?utf-8?q?a?= " * 400_000, "hostile"),
    "eml 100,000 parameters": (
        lambda: MAIL + b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nx",
        "hostile",
    ),
    "eml without body": (lambda: MAIL + b"\n", "empty"),
    "html of openings": (lambda: b"<html>" + b"<![CDATA[<!--<!" * 200_000, "empty"),
    "html of blocks": (lambda: b"<html>" + b"<blockquote>" * 400_000, "too_large"),
    # Other bytes
    "no byte": (bytes, "empty"),
    "spaces": (lambda: b" \n\t\r\n" * 1_000, "empty"),
    "nul bytes": (lambda: bytes(100_000), "empty"),
    "30 MB": (lambda: b"a" * 30_000_000, "too_large"),
    "3,000,000 characters": (lambda: b"a" * 3_000_000, "too_large"),
    "noise": (lambda: os.urandom(100_000), "unsupported"),
    "exe": (lambda: b"MZ\x90\x00\x03" + bytes(5_000), "unsupported"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000), "unsupported"),
    "ole doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "unsupported"),
    "rtf": (lambda: b"{\\rtf1\\ansi Bonjour}", "unsupported"),
}


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(label):
    build, reason = HOSTILE[label]

    found = extract(build(), "../../lettre\u202e\udc80.pdf")

    assert (found.unreadable_reason, found.text) == (reason, "")
    assert reason in UNREADABLE


def test_the_list_is_long_enough():
    assert len(HOSTILE) >= 40
