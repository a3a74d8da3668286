"""Word documents (DOCX): paragraphs, lists, tables, notes."""

from __future__ import annotations

import posixpath
import re
import zipfile

from .blocks import Lines
from .markup import Skipping, feed
from .outcome import Document, Unreadable
from .package import holds, leaves, member
from .plain import tidy

# The names of the transitional and of the strict form of the standard.
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LIST_STYLE = re.compile(r"List(?:Bullet|Number)|Listepuces|Listenumros", re.I)


class Relations(Skipping):
    """Hears `_rels/.rels`: which member is the document itself."""

    main = ""

    def opens(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = self.main or attributes.get("Target", "")


class Story(Skipping):
    """Hears a story of the document: its body, or its notes.

    What was deleted or moved away is left out, and so is the second drawing of a text box that
    Word keeps for older programs.
    """

    skipped = frozenset(
        {FALLBACK} | {f"{{{ns}}}{name}" for ns in NAMESPACES for name in ("del", "moveFrom", "rPr")}
    )
    characters = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self.lines = lines
        self.in_text = False
        self.in_properties = 0
        self.in_separator = False

    def opens(self, tag: str, attributes: dict[str, str]) -> None:
        name = word_name(tag)
        if name == "pPr":
            self.in_properties += 1
        elif self.in_properties:
            self.property(name, value_of(attributes))
        elif name == "p":
            self.lines.begin_paragraph()
        elif name == "t":
            self.in_text = True
        elif name in self.characters:
            self.lines.write(self.characters[name])
        elif name == "tr":
            self.lines.begin_row()
        elif name == "tc":
            self.lines.begin_cell()
        elif name in ("footnote", "endnote"):
            self.in_separator = any(key.endswith("}type") for key in attributes)
            self.lines.begin_note()

    def property(self, name: str, value: str) -> None:
        """A property of the paragraph: an item of a list gets a dash."""
        listed = (name == "numId" and value != "0") or (
            name == "pStyle" and LIST_STYLE.match(value) is not None
        )
        if listed and self.lines.opened:
            self.lines.opened[-1].prefix = "- "

    def closes(self, tag: str) -> None:
        name = word_name(tag)
        if name == "pPr":
            self.in_properties -= 1
        elif self.in_properties:
            return
        elif name == "p":
            self.lines.end_paragraph()
        elif name == "t":
            self.in_text = False
        elif name == "tc":
            self.lines.end_cell()
        elif name == "tr":
            self.lines.end_row()
        elif name in ("footnote", "endnote"):
            self.lines.end_note()
            if self.in_separator:
                self.lines.notes.pop()
            self.in_separator = False

    def reads(self, text: str) -> None:
        if self.in_text:
            self.lines.write(text)


def word_name(tag: str) -> str:
    """The name of a WordprocessingML element, "" for any other: drawings have a `p` too."""
    namespace, _, name = tag[1:].partition("}")
    return name if namespace in NAMESPACES else ""


def value_of(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith("}val")), "")


def read_package(package: zipfile.ZipFile) -> Document:
    """The text of a DOCX; raises Unreadable."""
    main = main_member(package)
    lines = Lines()
    feed(member(package, main), Story(lines))
    for notes in ("footnotes.xml", "endnotes.xml"):
        name = posixpath.join(posixpath.dirname(main), notes)
        if holds(package, name):
            feed(member(package, name), Story(lines))
    return Document(tidy(lines.text()))


def main_member(package: zipfile.ZipFile) -> str:
    """The name of the member that holds the text; "hostile" when it points out of the package."""
    relations = Relations()
    if holds(package, "_rels/.rels"):
        feed(member(package, "_rels/.rels"), relations)
    name = relations.main.lstrip("/") or "word/document.xml"
    if leaves(name) or "://" in name:
        raise Unreadable("hostile")
    return name
