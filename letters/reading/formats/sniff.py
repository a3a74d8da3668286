"""What a file is, from its bytes; its name only settles ties between kinds of text."""

from __future__ import annotations

import re

from .outcome import FLAT_ODT, HTML, MESSAGE, PDF, PLAIN, UNKNOWN
from .plain import decode, unmarked_utf16

ZIP = "application/zip"
OLE = "application/x-ole-storage"
HEAD = 16_384

SIGNATURES = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!/", "text/x-script"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"%!PS", "application/postscript"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
)
# Two letters also begin words ("MZ", "BM"): these count only for bytes that are not text.
AMBIGUOUS = (b"BM", b"MZ", b"BZh", b"ID3")

PDF_MARK = re.compile(rb"(?:^|[\r\n\x00 ])%PDF-\d")
HTML_MARK = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html)\b", re.I | re.S
)
HEADER = re.compile(r"([!-9;-~]{1,60}):(?:[ \t]|$)")
ADDRESSED = {"from", "to", "date", "subject", "cc", "reply-to", "sender", "message-id"}
TRANSPORTED = {
    "received",
    "mime-version",
    "content-type",
    "message-id",
    "return-path",
    "content-transfer-encoding",
    "delivered-to",
    "dkim-signature",
    "x-mailer",
}


def sniff(data: bytes, name: str = "") -> str:
    """Media type of `data`; `application/zip` and `application/x-ole-storage` are containers whose
    content the reader of each must look at."""
    head = data[:HEAD]
    if PDF_MARK.search(head[:1024]):
        return PDF
    textual = is_text(head)
    for signature, media_type in SIGNATURES:
        if head.startswith(signature) and not (textual and signature in AMBIGUOUS):
            return media_type
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return kind_of_text(decode(head), name) if textual else UNKNOWN


def is_text(head: bytes) -> bool:
    """Whether bytes may be text: hardly any control character once decoded."""
    if not head.strip(b"\x00 \t\r\n"):
        return True
    if unmarked_utf16(head):
        return True
    text = decode(head)
    odd = sum(1 for char in text if (char < " " and char not in "\t\n\r\f\x1b") or char == "\ufffd")
    return odd <= 1 + len(text) // 20


def kind_of_text(head: str, name: str) -> str:
    """Plain text, e-mail, HTML or flat ODT.

    A file named .txt is what somebody typed, even when it begins with "From:" and "Date:"; only
    the headers that machines add make it an e-mail.
    """
    typed = name.lower().endswith((".txt", ".text", ".md"))
    names = header_names(head)
    if names & TRANSPORTED and "from" in names:
        return MESSAGE
    if typed:
        return PLAIN
    if len(names & (ADDRESSED | TRANSPORTED)) >= 2 and names & {"from", "date", *TRANSPORTED}:
        return MESSAGE
    if HTML_MARK.match(head):
        return HTML
    if head.lstrip("\ufeff \r\n").startswith("<?xml") and "<office:document" in head:
        return FLAT_ODT
    return PLAIN


def header_names(head: str) -> set[str]:
    """Names of the header lines a text begins with, in small letters."""
    found: set[str] = set()
    for number, line in enumerate(head.lstrip("\r\n").splitlines()):
        if number == 0 and line.startswith("From "):
            continue
        if line[:1] in (" ", "\t") and found:
            continue
        header = HEADER.match(line)
        if not header:
            break
        found.add(header[1].lower())
    return found
