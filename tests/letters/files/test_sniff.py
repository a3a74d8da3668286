import pytest

from letters.reading.extraction import extract_here
from letters.reading.formats.sniff import sniff

from . import builders

HEADERS = b"From: a@ville-exemple.fr\nDate: Mon, 09 Mar 2026 10:00:00 +0100\n\nBonjour"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"Bonjour", "lettre.pdf", "text/plain"),
        (b"%PDF-1.4\n", "lettre.txt", "application/pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "lettre", "application/pdf"),
        (
            b"MZ\x90\x00\x03" + bytes(200),
            "lettre.pdf",
            "application/vnd.microsoft.portable-executable",
        ),
        (b"MZ est la marque d'un programme", "lettre.txt", "text/plain"),
        (b"BM, maire", "lettre.txt", "text/plain"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "lettre.txt", "image/png"),
        (b"{\\rtf1 Bonjour}", "lettre.doc", "application/rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "application/x-ole-storage"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a", "image/webp"),
        (bytes(range(256)) * 8, "lettre.txt", "application/octet-stream"),
        (HEADERS, "lettre.eml", "message/rfc822"),
        (HEADERS, "", "message/rfc822"),
        (HEADERS, "lettre.txt", "text/plain"),
        (b"MIME-Version: 1.0\n" + HEADERS, "lettre.txt", "message/rfc822"),
        (b"From x Mon Mar 09 2026\n" + HEADERS, "", "message/rfc822"),
        (b"De : la liste\nObjet : le pacte\n\nBonjour", "", "text/plain"),
        (b"Date: 9 mars\n\nBonjour", "", "text/plain"),
        (b"<!DOCTYPE html><p>Bonjour", "", "text/html"),
        (b"<html><p>Bonjour", "lettre.txt", "text/plain"),
    ],
)
def test_content_decides_and_the_name_only_settles_ties(data, name, media_type):
    assert sniff(data, name) == media_type


@pytest.mark.parametrize("name", ["lettre.odt", "lettre.txt", "x.exe", ""])
def test_packages_are_named_by_their_content(name):
    odt, docx = builders.odt_letter(), builders.docx_letter()

    assert extract_here(odt, name).media_type == builders.ODT_TYPE
    assert extract_here(docx, name).media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("members", "media_type"),
    [
        ({"a.txt": "x"}, "application/zip"),
        (
            {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ],
)
def test_other_packages_are_unsupported(members, media_type):
    found = extract_here(builders.zipped(members), "lettre.odt")

    assert (found.media_type, found.unreadable_reason) == (media_type, "unsupported")
