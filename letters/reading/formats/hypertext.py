"""HTML (a page, or the body of an e-mail) to lines of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .blocks import WHITE_SPACE
from .outcome import MAX_CHARS, Document, Unreadable
from .plain import decode, decode_as, tidy

# The parser of the standard library can be slow on markup made to slow it down.
MAX_HTML = 4_000_000

BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead "
    "tr ul caption".split()
)
SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre".split())
HIDDEN = frozenset("script style head title template noscript object svg textarea select".split())
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

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and tag == self.hidden[-1]:
            self.hidden.pop()
        elif tag in ("body", "html") and self.hidden:
            self.hidden.clear()
        elif tag in BLOCKS:
            self.end_line()
            self.space_around(tag)
            if tag == "blockquote" and self.quotes:
                self.quotes.pop()
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
            self.lines.append("> " * min(sum(self.quotes), 9) + self.prefix + line)
            self.prefix = ""

    def text(self) -> str:
        self.end_line()
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")


def to_text(markup: str) -> str:
    """Text of an HTML page or fragment; raises Unreadable("too_large")."""
    if len(markup) > MAX_HTML:
        raise Unreadable("too_large")
    page = Page()
    page.feed(markup)
    page.close()
    text = page.text()
    if len(text) > MAX_CHARS:
        raise Unreadable("too_large")
    return text


def read(data: bytes) -> Document:
    """An HTML page; raises Unreadable."""
    return Document(tidy(to_text(characters(data))))


def characters(data: bytes, charset: str = "") -> str:
    """Decodes by the given charset, else the declared one, else by what the bytes look like."""
    declared = DECLARED.search(data[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else "")
    return decode_as(data, named) if named else decode(data)
