"""XML read as a stream, within bounds: no tree is built, so no document can fill the memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from .outcome import Unreadable

MAX_DEPTH = 200
MAX_ELEMENTS = 600_000


class Listener(Protocol):
    """What hears the elements; tags are `{namespace}name`, attributes keyed the same way."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


class Bounds:
    """Passes on what a listener hears, up to a depth and a number of elements."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.depth = 0
        self.elements = 0
        self.data = listener.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise Unreadable("hostile")
        self.listener.start(tag, attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.listener.end(tag)

    def close(self) -> None:
        return None


def feed(chunks: Iterable[bytes], listener: Listener) -> None:
    """Reads XML given in chunks.

    Raises Unreadable: "hostile" for declared entities (a billion laughs, an external file, a
    quadratic blow-up all need one), too deep or too many elements; "damaged" when not well formed.
    """
    parser = XMLParser(target=Bounds(listener), forbid_entities=True, forbid_external=True)
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as refused:
        raise Unreadable("hostile") from refused
    except (ParseError, LookupError, ValueError) as broken:
        raise Unreadable("damaged") from broken


class Skipping:
    """A listener that leaves out some elements with all they hold."""

    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.inside_skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.inside_skipped or tag in self.skipped:
            self.inside_skipped += 1
        else:
            self.opens(tag, attributes)

    def end(self, tag: str) -> None:
        if self.inside_skipped:
            self.inside_skipped -= 1
        else:
            self.closes(tag)

    def data(self, text: str) -> None:
        if not self.inside_skipped:
            self.reads(text)

    def opens(self, tag: str, attributes: dict[str, str]) -> None:
        raise TypeError("a listener says what it does when an element opens")

    def closes(self, tag: str) -> None:
        return None

    def reads(self, text: str) -> None:
        return None
