"""The text of a letter: read by a child process in bounds, whatever the file holds.

Offsets are kept with passages for years, so the same bytes must always give the same text.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import date
from pathlib import Path

from .extraction import Extraction, extract_here
from .formats.outcome import MAX_BYTES, MAX_CHARS, PLAIN, UNKNOWN, UNREADABLE, Part
from .formats.plain import file_name
from .formats.sniff import sniff
from .isolation import Failed, run

__all__ = ["MAX_BYTES", "MAX_CHARS", "UNREADABLE", "Extraction", "Part", "extract", "from_json"]

CHILD = Path(__file__).with_name("child.py")
SECONDS = 10.0
# Bytes; a letter of two pages has some six thousand. What is longer may cost time and memory.
SHORT = 256 * 1024
# A character takes at most 4 bytes in UTF-8 and 6 once escaped for JSON; the rest is the envelope.
MAX_ANSWER = 6 * MAX_CHARS + 1_000_000

logger = logging.getLogger(__name__)


def extract(data: bytes, name: str = "", *, seconds: float = SECONDS) -> Extraction:
    """Reads a file in a child process bounded in memory, processor and wall-clock time (`seconds`).

    Never raises, whatever the bytes: a file that cannot be read gives a reason, a key of
    UNREADABLE. `name` is only used to tell a text from an e-mail. "unavailable" is the only reason
    that says nothing about the file: worth another try. A short plain text is decoded here
    (docs/adr/0016).
    """
    if not data:
        return Extraction("", UNKNOWN, "empty")
    if len(data) > MAX_BYTES:
        return Extraction("", sniff(data, name), "too_large")
    if len(data) <= SHORT and sniff(data, name) == PLAIN:
        return extract_here(data, name)
    head = {"name": file_name(name), "path": [entry for entry in sys.path if os.path.isabs(entry)]}
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD)]
    try:
        answer = run(
            command,
            json.dumps(head).encode() + b"\n" + data,
            seconds=seconds,
            max_output=MAX_ANSWER,
        )
        return from_json(answer)
    except Failed as failure:
        if failure.reason == "unavailable":
            logger.error("The child process that reads letters could not do its work.")
        return Extraction("", sniff(data, name), failure.reason)


def from_json(answer: bytes) -> Extraction:
    """An extraction from the answer of the child, which may have been taken over by the file it
    read: raises Failed("hostile") for anything that is not a sound answer."""
    try:
        fields = json.loads(answer)
        sent_on = fields.pop("sent_on")
        parts = tuple(Part(**part) for part in fields.pop("parts"))
        made = Extraction(
            **fields, sent_on=date.fromisoformat(sent_on) if sent_on else None, parts=parts
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as broken:
        raise Failed("hostile") from broken
    if not sound(made):
        raise Failed("hostile")
    return made


def sound(made: Extraction) -> bool:
    """Whether the values are of their types and within their bounds."""
    words = [made.text, made.media_type, made.unreadable_reason, made.sender, made.subject]
    for part in made.parts:
        words += [part.name, part.media_type, part.unreadable_reason]
    return (
        all(isinstance(word, str) for word in words)
        and len(made.text) <= MAX_CHARS
        and bool(made.text) != bool(made.unreadable_reason)
        and made.unreadable_reason in {"", *UNREADABLE}
        and all(
            isinstance(part.start, int)
            and isinstance(part.end, int)
            and 0 <= part.start <= part.end <= len(made.text)
            for part in made.parts
        )
    )
