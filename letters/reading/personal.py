"""Finding in a letter what identifies people to write to or call. Plain Python."""

import re
from typing import TypedDict

_FOUND = (
    # Each part is bounded, so that a page of letters without an @ costs nothing.
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    (
        "telephone",
        re.compile(r"(?<![\d.])(?:\+33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ .-]?\d\d){4}(?!\d)"),
    ),
)


class PersonalSpan(TypedDict):
    """A span [start, end) in code points; `what` is "email" or "telephone"."""

    start: int
    end: int
    what: str


def personal_spans(text: str) -> list[PersonalSpan]:
    """E-mail addresses and French telephone numbers of `text`, in reading order."""
    spans = [
        PersonalSpan(start=found.start(), end=found.end(), what=what)
        for what, pattern in _FOUND
        for found in pattern.finditer(text)
    ]
    return sorted(spans, key=lambda span: (span["start"], span["end"]))
