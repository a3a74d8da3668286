"""What reading a file yields: a document, or the reason why it could not be read."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

MAX_BYTES = 25 * 1024 * 1024
MAX_CHARS = 2_000_000

# Keys are stored with the letter: rename none. The sentences are what the desk shows.
UNREADABLE = {
    "empty": "The file holds no text.",
    "encrypted": "The file is protected by a password or encrypted.",
    "scanned": "The file holds images of pages and no text.",
    "unsupported": "Files of this kind are not read.",
    "damaged": "The file is damaged or incomplete.",
    "too_large": "The file, or the text in it, is too large to be read.",
    "too_slow": "Reading the file took too long.",
    "too_much_memory": "Reading the file took too much memory.",
    "hostile": "The file is built in a way that could harm the reader.",
    "unavailable": "The reader could not be started. The file itself may be sound: try again.",
}

PLAIN = "text/plain"
HTML = "text/html"
MESSAGE = "message/rfc822"
ODT = "application/vnd.oasis.opendocument.text"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
UNKNOWN = "application/octet-stream"


class Unreadable(Exception):
    """The file cannot be read; `reason` is a key of UNREADABLE."""

    def __init__(self, reason: str) -> None:
        if reason not in UNREADABLE:
            raise ValueError(f"no such reason: {reason}")
        super().__init__(UNREADABLE[reason])
        self.reason = reason


class Part(NamedTuple):
    """A part of an e-mail, in the order of the text.

    `start` and `end` count Unicode code points in the e-mail's text; they are equal when the part
    gave no text, and `unreadable_reason` then says why. The body has an empty `name`.
    """

    name: str
    media_type: str
    start: int
    end: int
    unreadable_reason: str


class Document(NamedTuple):
    """The text of one file; sender, date, subject and parts are those of an e-mail."""

    text: str
    sender: str = ""
    sent_on: date | None = None
    subject: str = ""
    parts: tuple[Part, ...] = ()
