"""HTML (a page, or the body of an e-mail) to lines of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .blocks import WHITE_SPACE
from .outcome import MAX_CHARS, Document, Unreadable
from .plain import decode, decode_as, tidy

# The parser of the standard library can be slow on markup made to slow it down.
MAX_HTML = 4_000_000


def tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = tags(
    """
    address article aside blockquote body caption center dd div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre
    section table tbody tfoot thead tr ul
    """
)
SPACED = tags("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul")
HIDDEN = tags("head noscript object script select style svg template textarea title")
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)


class Page(HTMLParser):
    """Collects lines; what an e-mail quotes begins with "> ", as in plain text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.prefix = ""
        self.hidden: list[str] = []
        self.quotes: list[bool] = []
        self.quoted = 0
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden.append(tag)
        elif tag == "br":
            self.end_line(blank=True)
        elif tag in ("td", "th") and self.pieces:
            self.pieces.append("\t")
        elif tag in BLOCKS:
            self.end_line()
            self.begin_block(tag, dict(attrs))

    def begin_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.space_around(tag)
        if tag == "li":
            self.prefix = "- "
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "blockquote":
            kind = f"{attributes.get('type') or ''} {attributes.get('class') or ''}"
            self.quotes.append("cite" in kind or "quote" in kind)
            self.quoted += self.quotes[-1]

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and tag == self.hidden[-1]:
            self.hidden.pop()
        elif tag in ("body", "html") and self.hidden:
            self.hidden.clear()
        elif tag in BLOCKS:
            self.end_line()
            self.space_around(tag)
            if tag == "blockquote" and self.quotes:
                self.quoted -= self.quotes.pop()
            elif tag == "pre" and self.preformatted:
                self.preformatted -= 1
            elif tag == "li":
                self.prefix = ""

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.preformatted:
            first, *others = data.split("\n")
            self.pieces.append(first)
            for line in others:
                self.end_line(blank=True)
                self.pieces.append(line)
        else:
            self.pieces.append(WHITE_SPACE.sub(" ", data))

    def space_around(self, tag: str) -> None:
        if tag in SPACED and self.lines and self.lines[-1].strip("> "):
            self.lines.append("")

    def end_line(self, blank: bool = False) -> None:
        line = "".join(self.pieces)
        if not self.preformatted:
            line = re.sub(" *\t *", "\t", re.sub("  +", " ", line)).strip(" ")
        self.pieces = []
        if line.strip() or blank:
            self.lines.append("> " * min(self.quoted, 9) + self.prefix + line)
            self.prefix = ""

    def text(self) -> str:
        self.end_line()
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")


def to_text(markup: str) -> str:
    """Text of an HTML page or fragment; raises Unreadable("too_large")."""
    if len(markup) > MAX_HTML:
        raise Unreadable("too_large")
    page = Page()
    page.feed(terminated(markup))
    page.close()
    text = page.text()
    if len(text) > MAX_CHARS:
        raise Unreadable("too_large")
    return text


def terminated(markup: str) -> str:
    """The same without comments and declarations, and without tags that never end: for each of
    these the parser of the standard library looks through all of the rest."""
    pieces, at = [], 0
    while (start := markup.find("<", at)) >= 0:
        if markup[start + 1 : start + 2] not in ("!", "?"):
            pieces.append(markup[at : start + 1])
            at = start + 1
            continue
        pieces.append(markup[at:start])
        closing = "-->" if markup.startswith("<!--", start) else ">"
        end = markup.find(closing, start + 2)
        if end < 0:
            return ended("".join(pieces))
        at = end + len(closing)
    return ended("".join(pieces) + markup[at:])


def ended(markup: str) -> str:
    """Up to the last tag that ends, the rest as characters."""
    last = markup.rfind(">") + 1
    return markup[:last] + markup[last:].replace("<", "&lt;")


def read(data: bytes) -> Document:
    """An HTML page; raises Unreadable."""
    return Document(tidy(to_text(characters(data))))


def characters(data: bytes, charset: str = "") -> str:
    """Decodes by the given charset, else the declared one, else by what the bytes look like."""
    declared = DECLARED.search(data[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else "")
    return decode_as(data, named) if named else decode(data)
