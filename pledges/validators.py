"""Is this value right? Shared by actions, forms, serializers and importers."""

from ledger.steps import gettext_noop
from pledges.enums import DECLARABLE, MINORITY_SCALE, Fulfilment

NOT_VERBATIM = gettext_noop("The quote is not word for word in the letter.")
NOT_DECLARABLE = gettext_noop("A town hall cannot declare this.")
MINORITY = gettext_noop(
    "This list is in the minority: it can carry a measure, not carry it out. Use that scale."
)
MAJORITY = gettext_noop("This scale is for lists in the minority.")

EVIDENCE_MAX_BYTES = 15 * 1024 * 1024
# First bytes → type. Nothing a browser could run is accepted.
EVIDENCE_TYPES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def is_verbatim(text: str, start: int, end: int, quote: str) -> bool:
    """Is `quote` exactly text[start:end] (code points), and something more than blanks?"""
    return bool(quote.strip()) and text[start:end] == quote


def fulfilment_problem(value: str, *, minority: bool, declared: bool = False) -> str:
    """Why `value` cannot be said of a list, "" when it can; minority lists have their scale."""
    if value not in Fulfilment.values:
        return NOT_DECLARABLE
    if minority:
        shared = {Fulfilment.NOT_APPLICABLE, Fulfilment.UNVERIFIABLE}
        return "" if value in MINORITY_SCALE | (set() if declared else shared) else MINORITY
    if value in MINORITY_SCALE:
        return MAJORITY
    if declared and value not in DECLARABLE:
        return NOT_DECLARABLE
    return ""


def evidence_type(data: bytes) -> str:
    """Media type sniffed from the first bytes, "" when it is not one we accept."""
    return next((kind for magic, kind in EVIDENCE_TYPES.items() if data.startswith(magic)), "")


def type_of_file(file) -> str:
    """`evidence_type` of an open file, left at its beginning."""
    head = file.read(max(map(len, EVIDENCE_TYPES)))
    file.seek(0)
    return evidence_type(head)


def evidence_type_refused(data: bytes) -> str:
    """What a file not accepted seems to be, to say what to do: "office", "active"… or ""."""
    head = data[:1024].lstrip().lower()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "office"
    if head.startswith((b"<", b"\xef\xbb\xbf<")):
        return "active"
    return "heic" if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif") else ""
