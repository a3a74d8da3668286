"""E-mails: the body, then the text of each attachment.

The parser of the standard library is used with its older policy: the newer one parses each header
by a grammar that raises undocumented errors on mangled ones, from inside the parsing itself.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Protocol

from . import headers, hypertext
from .outcome import MESSAGE, PLAIN, UNKNOWN, Document, Part, Unreadable
from .plain import bounded, decode_as, tidy

# The parser tries each open boundary on each line: depth multiplies its time.
MAX_CONTAINERS = 40
MAX_DEPTH = 12
MAX_PARTS = 150
# Decoding the parameters of a header takes a time that grows faster than the header.
MAX_HEADER = 8_000
MAX_HEADERS = 256 * 1024
CONTENT_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
CONTAINER = re.compile(rb"content-type:\s*(?:multipart|message)/", re.I)
BOUNDARY = re.compile(rb"boundary\s*=\s*\"?([^\s\";]{1,100})", re.I)
SEPARATOR = "\n\n--- attachment: {} ---\n\n"
NOT_BASE64 = re.compile("[^A-Za-z0-9+/]")
ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")

MEDIA_TYPE = re.compile(r"[a-z0-9.+_-]{1,40}/[a-z0-9.+_-]{1,90}")


class Attached(Protocol):
    """An attachment being read; its type is known even when `document` raises Unreadable."""

    media_type: str

    def document(self) -> Document: ...


# Reads an attachment: (data, name, how many e-mails deep).
Reader = Callable[[bytes, str, int], Attached]


def read(data: bytes, read_attachment: Reader, depth: int = 0) -> Document:
    """The text of an e-mail.

    Raises Unreadable: "hostile" for too many parts or levels, "encrypted", "empty", or the reason
    of its only attachment when there is no other text.
    """
    refuse_floods(data)
    return of_message(message_from_bytes(data, policy=compat32), read_attachment, depth)


def refuse_floods(data: bytes) -> None:
    """Refuses before parsing what would take the parser too long."""
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(data.lstrip(b"\n").partition(b"\n\n")[0]) > MAX_HEADERS:
        raise Unreadable("hostile")
    containers, boundaries = 0, set()
    for found in CONTENT_HEADER.finditer(data):
        if len(found[0]) > MAX_HEADER:
            raise Unreadable("hostile")
        containers += CONTAINER.match(found[0]) is not None
        boundaries.update(BOUNDARY.findall(found[0]))
    if containers > MAX_CONTAINERS or len(boundaries) > MAX_CONTAINERS:
        raise Unreadable("hostile")
    if sum(data.count(b"\n--" + boundary) for boundary in boundaries) > 3 * MAX_PARTS:
        raise Unreadable("hostile")


def of_message(message: Message, read_attachment: Reader, depth: int) -> Document:
    bodies, attachments = sort(list(leaves(message, depth)))
    writer = Writer(read_attachment, depth)
    writer.add_body("\n\n".join(filter(None, map(body_text, bodies))))
    for attachment in attachments:
        writer.add_attachment(attachment)
    return Document(
        writer.text(),
        sender=headers.header(message, "from"),
        sent_on=headers.sent_on(message),
        subject=headers.header(message, "subject"),
        parts=tuple(writer.parts),
    )


def leaves(message: Message, depth: int) -> Iterator[Message]:
    """Parts that are not containers, in order; of alternatives, the one to read."""
    if depth > MAX_DEPTH:
        raise Unreadable("hostile")
    kind = message.get_content_type()
    if kind in ENCRYPTED and "signed" not in str(message.get("content-type", "")).lower():
        raise Unreadable("encrypted")
    children = within(message) if kind.startswith("multipart/") else []
    if not children:
        yield message
    elif len(children) > MAX_PARTS:
        raise Unreadable("hostile")
    elif kind == "multipart/alternative":
        yield from best([list(leaves(child, depth + 1)) for child in children])
    else:
        for child in children:
            yield from leaves(child, depth + 1)


def best(alternatives: list[list[Message]]) -> list[Message]:
    """Plain text when it says something, else HTML; attachments of any alternative are kept."""

    def rank(leaf: Message) -> int:
        if not is_body(leaf) or not body_text(leaf).strip():
            return 0
        return 2 if leaf.get_content_type() == PLAIN else 1

    ranks = [max(map(rank, group), default=0) for group in alternatives]
    chosen = ranks.index(max(ranks)) if ranks else 0
    return [
        leaf
        for number, group in enumerate(alternatives)
        for leaf in group
        if number == chosen or not is_body(leaf)
    ]


def sort(found: list[Message]) -> tuple[list[Message], list[Message]]:
    """The parts of the body, and the attachments."""
    if len(found) > MAX_PARTS:
        raise Unreadable("hostile")
    return [leaf for leaf in found if is_body(leaf)], [leaf for leaf in found if not is_body(leaf)]


def is_body(leaf: Message) -> bool:
    if leaf.get_content_type() not in (PLAIN, "text/html"):
        return False
    disposition = str(leaf.get("content-disposition", "")).strip().lower()
    return not disposition.startswith("attachment") and not headers.attached_name(leaf)


def body_text(leaf: Message) -> str:
    data = content(leaf)
    charset = str(leaf.get_param("charset", "") or "") if data else ""
    if leaf.get_content_type() == "text/html":
        return tidy(hypertext.to_text(hypertext.characters(data, charset)))
    text = tidy(decode_as(data, charset))
    flowed = str(leaf.get_param("format", "") or "").lower() == "flowed"
    return (unflow(text) if flowed else text).strip("\n")


def unflow(text: str) -> str:
    """Joins the lines that format=flowed cut (RFC 3676): those that end with a space."""
    made: list[str] = []
    open_line = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        if open_line and not quoted and line != "-- ":
            made[-1] += line.removeprefix(" ")
        else:
            made.append(line if quoted else line.removeprefix(" "))
        open_line = line.endswith(" ") and line != "-- " and not quoted
    return "\n".join(made)


def content(leaf: Message) -> bytes:
    """The bytes of a part; base64 that was mangled on the way gives what is left of it."""
    payload = leaf.get_payload()
    if not isinstance(payload, str):
        return b""
    if str(leaf.get("content-transfer-encoding", "")).strip().lower() == "base64":
        letters = NOT_BASE64.sub("", payload.split("=")[0] if payload.count("=") < 3 else payload)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(letters + "=" * (-len(letters) % 4))
    try:
        decoded = leaf.get_payload(decode=True)
        return decoded if isinstance(decoded, bytes) else b""
    except (ValueError, LookupError, binascii.Error):
        return payload.encode("utf-8", "surrogateescape")


class Writer:
    """Lays out the text of an e-mail and notes where each part stands in it."""

    def __init__(self, read_attachment: Reader, depth: int) -> None:
        self.read_attachment = read_attachment
        self.depth = depth
        self.pieces: list[str] = []
        self.length = 0
        self.parts: list[Part] = []

    def write(self, text: str) -> tuple[int, int]:
        """Adds text; gives its start and end."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        bounded(text)
        return start, self.length

    def add_body(self, text: str) -> None:
        start, end = self.write(text if text.strip() else "")
        self.parts.append(Part("", PLAIN, start, end, "" if end > start else "empty"))

    def add_attachment(self, leaf: Message) -> None:
        media_type, name = declared_type(leaf), headers.attached_name(leaf)
        try:
            if media_type == MESSAGE:
                inner = enclosed(leaf)
                name = name or headers.header(inner, "subject", 100) or "message.eml"
                document = of_message(inner, self.read_attachment, self.depth + 1)
            else:
                name = name or media_type.replace("/", ".")
                attached = self.read_attachment(content(leaf), name, self.depth + 1)
                media_type = attached.media_type
                document = attached.document()
                media_type = attached.media_type
        except Unreadable as refused:
            at = self.length
            self.parts.append(Part(name, media_type, at, at, refused.reason))
            return
        self.write(SEPARATOR.format(name))
        start, end = self.write(document.text)
        self.parts.append(Part(name, media_type, start, end, ""))
        self.parts += [
            part._replace(start=start + part.start, end=start + part.end)
            for part in document.parts
            if part.name
        ]

    def text(self) -> str:
        """All of the text; raises Unreadable when no part gave any."""
        if all(part.unreadable_reason for part in self.parts):
            reasons = [part.unreadable_reason for part in self.parts[1:]]
            told = [reason for reason in reasons if reason not in ("empty", "unsupported")]
            raise Unreadable((told or reasons or ["empty"])[0])
        return bounded("".join(self.pieces))


def declared_type(leaf: Message) -> str:
    """The media type a part declares, when it reads like one: it may end up in a header of ours."""
    declared = leaf.get_content_type()
    return declared if MEDIA_TYPE.fullmatch(declared) else UNKNOWN


def enclosed(leaf: Message) -> Message:
    """The message a message/rfc822 part holds."""
    for inner in within(leaf):
        return inner
    raise Unreadable("damaged")


def within(container: Message) -> list[Message]:
    """The messages a container holds; none when it lost them on the way."""
    payload = container.get_payload()
    return (
        [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    )
