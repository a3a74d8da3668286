"""PDFs, looked through: kept as they came when nothing in them acts."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from letters.reading.formats.outcome import Unreadable
from letters.reading.formats.pdf import LIMITS, unlock

from .outcome import Refused

# Programs, files inside the file, forms that send themselves, films that play.
ACTS = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"}
    | {"/SubmitForm", "/ImportData", "/GoToE", "/Movie", "/Rendition"}
)
# Said in the bytes themselves, where a viewer that mends broken files would find them. Only names
# too long to come by chance in a compressed picture.
RAW = re.compile(rb"/(?:JavaScript|EmbeddedFile|RichMedia|SubmitForm)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_OBJECTS = 100_000
DEEPEST = 40


def looked_through(data: bytes) -> bytes:
    """The same bytes; raises Refused when something acts or when it cannot be looked through."""
    if RAW.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)):
        raise Refused("acts")
    with apply_configuration(**LIMITS):
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            unlock(reader)
            if not len(reader.pages):
                raise Refused("damaged")
            for one in _objects(reader):
                _look(one, 0)
        except (Unreadable, FileNotDecryptedError, DependencyError) as locked:
            reason = getattr(locked, "reason", "encrypted")
            raise Refused("locked" if reason == "encrypted" else "damaged") from locked
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError) as broken:
            raise Refused("damaged") from broken
    return data


def _objects(reader: PdfReader):
    numbers = {
        (number, generation) for generation, found in reader.xref.items() for number in found
    }
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Refused("hostile")
    yield reader.trailer
    for number, generation in sorted(numbers):
        try:
            yield reader.get_object(IndirectObject(number, generation, reader))
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            # No viewer reads it better, and no page is lost for an object nothing needs.
            continue


def _look(thing: Any, depth: int) -> None:
    """Refuse a dictionary that names something that acts, in a key or as what it is."""
    if depth > DEEPEST:
        raise Refused("hostile")
    if isinstance(thing, DictionaryObject):
        for key, value in thing.items():
            if key in ACTS or (key in ("/S", "/Type", "/Subtype") and _name(value) in ACTS):
                raise Refused("acts")
            _look(value, depth + 1)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            _look(value, depth + 1)


def _name(value: Any) -> str:
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return str(value) if isinstance(value, NameObject) else ""
