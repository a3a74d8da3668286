"""Which format reads a file. Imported by the child process: parsers do not run beside people.

Each parser is imported by the file that needs it: loading them all takes four times as long as
reading most letters.
"""

from __future__ import annotations

import re

from .outcome import (
    DOCX,
    FLAT_ODT,
    HTML,
    MESSAGE,
    ODT,
    PDF,
    PLAIN,
    UNKNOWN,
    Document,
    Unreadable,
)
from .plain import as_typed, tidy
from .sniff import OLE, ZIP, sniff

WORD = "application/msword"
ZIP_KINDS = {
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPENDOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.[a-z-]{1,40}")
OPENDOCUMENT_TEXT = (ODT, f"{ODT}-template", f"{ODT}-master")


class Reading:
    """One file being read: what it is found to be, then its document.

    `media_type` is known even when `document()` raises Unreadable; `depth` is the number of e-mails
    the file came in.
    """

    def __init__(self, data: bytes, name: str = "", depth: int = 0) -> None:
        self.data = data
        self.depth = depth
        self.media_type = sniff(data, name) if data else UNKNOWN

    def document(self) -> Document:
        """The text of the file; raises Unreadable, and MemoryError."""
        if not self.data:
            raise Unreadable("empty")
        try:
            document = self.read()
        except (Unreadable, MemoryError):
            raise
        except RecursionError as refused:
            raise Unreadable("hostile") from refused
        # Under fuzzing, parsers raise about any error there is.
        except Exception as broken:
            raise Unreadable("damaged") from broken
        if not document.text.strip():
            raise Unreadable("empty")
        return document

    def read(self) -> Document:
        if self.media_type == PLAIN:
            text = as_typed(self.data)
            return Document(tidy(text) if self.depth else text)
        if self.media_type == MESSAGE:
            from . import eml

            return eml.read(self.data, Reading, self.depth)
        if self.media_type == HTML:
            from . import hypertext

            return hypertext.read(self.data)
        if self.media_type == FLAT_ODT:
            from . import opendocument

            return opendocument.read_flat(self.data)
        if self.media_type == PDF:
            from . import pdf

            return pdf.read(self.data)
        if self.media_type == ZIP:
            return self.read_zip()
        if self.media_type == OLE:
            return self.read_ole()
        raise Unreadable("unsupported")

    def read_zip(self) -> Document:
        from . import package

        # Named before its members are judged, so that a refused ODT is still called an ODT.
        self.media_type = kind_of_zip(self.data)
        with package.open_package(self.data) as opened:
            if self.media_type in OPENDOCUMENT_TEXT:
                from . import opendocument

                return opendocument.read_package(opened)
            if self.media_type == DOCX:
                from . import docx

                return docx.read_package(opened)
        raise Unreadable("unsupported")

    def read_ole(self) -> Document:
        """A file of Office before 2007, or the envelope of a newer one with a password."""
        if "EncryptedPackage".encode("utf-16-le") in self.data:
            self.media_type = DOCX
            raise Unreadable("encrypted")
        if "WordDocument".encode("utf-16-le") in self.data:
            self.media_type = WORD
        raise Unreadable("unsupported")


def kind_of_zip(data: bytes) -> str:
    """What a zip package is: its members, or the `mimetype` that ODF puts first, uncompressed."""
    if data[30:38] == b"mimetype":
        declared = data[38:120].split(b"PK", 1)[0].decode("ascii", "replace").strip("\x00\r\n ")
        if OPENDOCUMENT.fullmatch(declared):
            return declared
    from . import package

    with package.zipped(data) as opened:
        names = opened.namelist()
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return DOCX
        for folder, media_type in ZIP_KINDS.items():
            if any(name.startswith(folder) for name in names):
                return media_type
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return ODT
    return ZIP
