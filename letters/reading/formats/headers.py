"""What the headers of an e-mail say, however badly they are written."""

from __future__ import annotations

import re
from datetime import date
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from .plain import decode, decode_as, file_name, one_line

# Decoding takes a time that grows faster than the header.
MAX_HEADER = 8_000
ENCODED_GAP = re.compile(r"\?=\s+=\?")


def header(message: Message, name: str, limit: int = 500) -> str:
    """The first header of that name as one readable line, "" when there is none. Never raises."""
    wanted = name.lower()
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")
    return one_line(words(raw), limit)


def words(raw: str) -> str:
    """Decodes the bytes and the encoded words (RFC 2047) of a header."""
    text = decode(raw[:MAX_HEADER].encode("utf-8", "surrogateescape"))
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(ENCODED_GAP.sub("?==?", text.replace("\n", " ")))
    except (MessageError, ValueError, LookupError):
        return text
    return "".join(
        piece if isinstance(piece, str) else word(piece, charset) for piece, charset in pieces
    )


def word(piece: bytes, charset: str | None) -> str:
    """`decode_header` gives what stands between encoded words as raw-unicode-escape bytes."""
    return decode_as(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")


def sent_on(message: Message) -> date | None:
    """The day in the Date header, in the sender's own time zone; None when it makes no sense."""
    try:
        return parsedate_to_datetime(header(message, "date", 100)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def attached_name(message: Message) -> str:
    """The file name of a part, cleaned; "" when it has none."""
    for where, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = message.get_param(parameter, None, where)
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        if value:
            raw = collapse_rfc2231_value(value, errors="replace")
            return file_name(words(raw[:MAX_HEADER]))
    return ""
