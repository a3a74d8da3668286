"""OpenDocument text (ODT, and its flat form): paragraphs, lists, tables, notes."""

from __future__ import annotations

import zipfile

from .blocks import Lines
from .markup import Skipping, feed
from .outcome import Document, Unreadable
from .package import CHUNK, holds, member
from .plain import tidy

NS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{NS}text:1.0}}"
OFFICE = f"{{{NS}office:1.0}}"
TABLE = f"{{{NS}table:1.0}}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
ENCRYPTION = f"{{{NS}manifest:1.0}}encryption-data"
MAX_SPACES = 200


class Manifest(Skipping):
    """Hears whether any member of the package is encrypted."""

    encrypted = False

    def opens(self, tag: str, attributes: dict[str, str]) -> None:
        self.encrypted = self.encrypted or tag == ENCRYPTION


class Body(Skipping):
    """Hears content.xml. What was deleted, comments, tables of contents and descriptions of
    pictures are not part of the letter."""

    skipped = frozenset(
        {
            f"{TEXT}tracked-changes",
            f"{TEXT}table-of-content",
            f"{TEXT}note-citation",
            f"{TEXT}ruby-text",
            f"{TEXT}sequence-decls",
            f"{OFFICE}annotation",
            f"{OFFICE}forms",
            f"{OFFICE}meta",
            f"{OFFICE}styles",
            f"{OFFICE}automatic-styles",
            f"{OFFICE}master-styles",
            f"{OFFICE}binary-data",
            f"{SVG}title",
            f"{SVG}desc",
        }
    )
    paragraphs = frozenset({f"{TEXT}p", f"{TEXT}h"})
    cells = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines()
        self.at_item = False

    def opens(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self.paragraphs:
            self.lines.begin_paragraph("- " if self.at_item else "")
            self.at_item = False
        elif tag == f"{TEXT}s":
            self.lines.write(" " * spaces(attributes.get(f"{TEXT}c", "1")))
        elif tag == f"{TEXT}tab":
            self.lines.write("\t")
        elif tag == f"{TEXT}line-break":
            self.lines.write("\n")
        elif tag == f"{TEXT}list-item":
            self.at_item = True
        elif tag == f"{TEXT}note-body":
            self.lines.begin_note()
        elif tag == f"{TABLE}table-row":
            self.lines.begin_row()
        elif tag in self.cells:
            self.lines.begin_cell()

    def closes(self, tag: str) -> None:
        if tag in self.paragraphs:
            self.lines.end_paragraph()
        elif tag == f"{TEXT}list-item":
            self.at_item = False
        elif tag == f"{TEXT}note-body":
            self.lines.end_note()
        elif tag in self.cells:
            self.lines.end_cell()
        elif tag == f"{TABLE}table-row":
            self.lines.end_row()

    def reads(self, text: str) -> None:
        self.lines.write_collapsed(text)


def spaces(count: str) -> int:
    """How many spaces `text:s` stands for; a mad number is not believed."""
    return min(int(count), MAX_SPACES) if count.isdecimal() and len(count) < 6 else 1


def read_package(package: zipfile.ZipFile) -> Document:
    """The text of an ODT; raises Unreadable."""
    if holds(package, "META-INF/manifest.xml"):
        manifest = Manifest()
        feed(member(package, "META-INF/manifest.xml"), manifest)
        if manifest.encrypted:
            raise Unreadable("encrypted")
    body = Body()
    feed(member(package, "content.xml"), body)
    return Document(tidy(body.lines.text()))


def read_flat(data: bytes) -> Document:
    """The text of a flat ODT, one XML file; raises Unreadable."""
    body = Body()
    feed((data[at : at + CHUNK] for at in range(0, len(data), CHUNK)), body)
    return Document(tidy(body.lines.text()))
