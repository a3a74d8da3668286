"""PDF: the text of its pages, in the order of the file."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
)

from .outcome import MAX_CHARS, Document, Unreadable
from .plain import tidy

MAX_PAGES = 300
# Each page that reaches a limit has taken its time already.
MAX_REFUSED_PAGES = 3
# A page of text decodes to some 10 kB; these leave room for drawings, and none for bombs.
MAX_STREAM = 24_000_000
LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": MAX_STREAM,
    "array_based_stream_maximum_output_length": MAX_STREAM,
    "lzw_maximum_output_length": MAX_STREAM,
    "run_length_maximum_output_length": MAX_STREAM,
    "zlib_maximum_output_length": MAX_STREAM,
    "brotli_maximum_output_length": MAX_STREAM,
    "stream_decoding_work_maximum_length": 3 * MAX_STREAM,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 5_000,
    "xform_maximum_invocations_per_extraction": 500,
    # No program is started for the sake of a picture.
    "jbig2dec_binary": None,
}
SOFT_HYPHEN_AT_END = re.compile("\u00ad[ \t]*\n[ \t]*")
LINE_END_SPACES = re.compile("[ \t]+\n")
# Bullets of the Symbol and Wingdings fonts come out of a private area.
BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-", 0x00AD: None}


def read(data: bytes) -> Document:
    """The text of a PDF.

    Raises Unreadable: "encrypted" (unless the password is empty), "scanned" when no page holds any
    text, "too_large" beyond 300 pages, "hostile" when the limits of the parser are reached and
    nothing could be read, "damaged". A page that fails does not prevent reading the others.
    """
    with apply_configuration(**LIMITS):
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            unlock(reader)
            return Document(text_of(reader))
        except LimitReachedError as refused:
            raise Unreadable("hostile") from refused
        except (FileNotDecryptedError, DependencyError) as locked:
            raise Unreadable("encrypted") from locked
        except PyPdfError as broken:
            raise Unreadable("damaged") from broken


def unlock(reader: PdfReader) -> None:
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Unreadable("encrypted")


def text_of(reader: PdfReader) -> str:
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable("too_large")
    if not reader.pages:
        raise Unreadable("damaged")
    pages, failures, size = [], [], 0
    for page in reader.pages:
        try:
            pages.append(page.extract_text())
        except (MemoryError, RecursionError):
            raise
        # Fuzzed files raise about any error there is out of the parser.
        except Exception as failure:
            failures.append(failure)
            if sum(isinstance(seen, LimitReachedError) for seen in failures) > MAX_REFUSED_PAGES:
                raise Unreadable("hostile") from failure
            continue
        size += len(pages[-1])
        if size > MAX_CHARS:
            raise Unreadable("too_large")
    text = smooth("\n".join(pages))
    if not text.strip():
        raise Unreadable(why_nothing(failures, len(reader.pages)))
    return text


def why_nothing(failures: list[Exception], pages: int) -> str:
    """The reason to give when no character came out."""
    if any(isinstance(failure, LimitReachedError) for failure in failures):
        return "hostile"
    return "damaged" if len(failures) == pages else "scanned"


def smooth(text: str) -> str:
    """Accents composed, words cut by a soft hyphen joined; a hard hyphen at the end of a line is
    kept, for "peut-être" may be cut there as well."""
    text = SOFT_HYPHEN_AT_END.sub("", unicodedata.normalize("NFC", text))
    return LINE_END_SPACES.sub("\n", tidy(text.translate(BULLETS))).strip("\n")
