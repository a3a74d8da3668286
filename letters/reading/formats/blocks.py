"""Paragraphs, lists, tables and notes of a document, laid out as lines of text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .outcome import MAX_CHARS, Unreadable

# Not \s: a no-break space is part of the text.
WHITE_SPACE = re.compile("[ \t\n\r]+")


@dataclass
class Paragraph:
    """A paragraph being read; `after` holds the lines of text boxes anchored inside it."""

    pieces: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    prefix: str = ""
    at_space: bool = True


class Lines:
    """Collects a document: a line for each paragraph, cells of a row apart by a tab.

    A row of a table is not squeezed into one line: letters are often laid out in a table, and a
    cell may hold all of the text. Notes come at the end. Raises Unreadable("too_large") as soon as
    the text is longer than a letter may be.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.notes: list[list[str]] = []
        self.opened: list[Paragraph] = []
        self.outer: list[tuple[list[str], list[Paragraph]]] = []
        self.rows: list[tuple[list[str], list[str]]] = []
        self.size = 0

    def begin_paragraph(self, prefix: str = "") -> None:
        self.opened.append(Paragraph(prefix=prefix))

    def end_paragraph(self) -> None:
        if not self.opened:
            return
        paragraph = self.opened.pop()
        line = paragraph.prefix + "".join(paragraph.pieces).rstrip(" ")
        made = [*([line] if line or not paragraph.after else []), *paragraph.after]
        (self.opened[-1].after if self.opened else self.lines).extend(made)

    def write(self, piece: str) -> None:
        """Adds text as it is to the paragraph; outside any paragraph it is mere layout."""
        if self.opened and piece:
            self.count(len(piece))
            self.opened[-1].pieces.append(piece)
            self.opened[-1].at_space = piece[-1] in " \n\t"

    def write_collapsed(self, piece: str) -> None:
        """Adds text whose runs of white space count for one space, as in ODF and HTML."""
        if not self.opened or not piece:
            return
        collapsed = WHITE_SPACE.sub(" ", piece)
        if self.opened[-1].at_space:
            collapsed = collapsed.lstrip(" ")
        self.write(collapsed)

    def begin_row(self) -> None:
        self.rows.append((self.lines, []))

    def begin_cell(self) -> None:
        if self.rows:
            self.lines = []

    def end_cell(self) -> None:
        if self.rows:
            self.rows[-1][1].append("\n".join(self.lines).strip("\n"))

    def end_row(self) -> None:
        if self.rows:
            before, cells = self.rows.pop()
            before.append("\t".join(cells).rstrip("\t"))
            self.lines = before

    def begin_note(self) -> None:
        self.outer.append((self.lines, self.opened))
        self.lines, self.opened = [], []

    def end_note(self) -> None:
        if self.outer:
            self.notes.append(self.lines)
            self.lines, self.opened = self.outer.pop()

    def count(self, more: int) -> None:
        self.size += more
        if self.size > MAX_CHARS:
            raise Unreadable("too_large")

    def text(self) -> str:
        """The whole text, notes at the end and numbered."""
        lines = list(self.lines)
        notes = [" ".join(filter(None, note)).strip() for note in self.notes]
        if any(notes):
            lines.append("")
            lines += [f"[{number}] {note}" for number, note in enumerate(notes, 1) if note]
        return "\n".join(lines).strip("\n")
