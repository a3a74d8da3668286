"""What was found in a file, and how the child process that reads it says so.

The child starts for each file: what it imports is kept to what reading needs.
"""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from .formats.outcome import MAX_BYTES, UNKNOWN, Document, Part, Unreadable
from .formats.sniff import sniff


class Extraction(NamedTuple):
    """What was found in a file.

    `text` is empty exactly when `unreadable_reason` is not; offsets into it count Unicode code
    points. `media_type` comes from the content. `sender` ("Name <address>"), `sent_on`, `subject`
    and `parts` are those of an e-mail: the parts are the body, without a name, then each
    attachment, readable or not.
    """

    text: str
    media_type: str
    unreadable_reason: str = ""
    sender: str = ""
    sent_on: date | None = None
    subject: str = ""
    parts: tuple[Part, ...] = ()


def extract_here(data: bytes, name: str = "") -> Extraction:
    """Reads a file in this process: what the child does. No bound on time or memory here.

    In the process that serves people, for plain text alone: parsers must not be loaded in it.
    """
    from .formats.dispatch import Reading

    media_type = UNKNOWN
    try:
        if len(data) > MAX_BYTES:
            media_type = sniff(data, name)
            raise Unreadable("too_large")
        reading = Reading(data, name)
        media_type = reading.media_type
        try:
            return of_document(reading.document(), reading.media_type)
        finally:
            media_type = reading.media_type
    except Unreadable as refused:
        return Extraction("", media_type, refused.reason)
    except MemoryError:
        return Extraction("", media_type, "too_much_memory")


def of_document(document: Document, media_type: str) -> Extraction:
    return Extraction(
        document.text,
        media_type,
        sender=document.sender,
        sent_on=document.sent_on,
        subject=document.subject,
        parts=document.parts,
    )


def to_json(extraction: Extraction) -> bytes:
    """The answer of the child, read back by `text.from_json`."""
    fields = extraction._asdict()
    fields["parts"] = [part._asdict() for part in extraction.parts]
    fields["sent_on"] = extraction.sent_on.isoformat() if extraction.sent_on else None
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")
