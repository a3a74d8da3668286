"""A letter's text cut at the ends of its passages, so that overlapping ones can be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text and the passages that cover it (possibly several, possibly none)."""

    text: str
    passages: tuple


def segments(text: str, passages: Iterable) -> list[Segment]:
    """Cut `text` at each passage's start and end (code points); joined, they give it back."""
    passages = [one for one in passages if 0 <= one.start < one.end <= len(text)]
    cuts = sorted({0, len(text), *(p.start for p in passages), *(p.end for p in passages)})
    return [
        Segment(text[a:b], tuple(p for p in passages if p.start <= a and b <= p.end))
        for a, b in pairwise(cuts)
    ]


def around(text: str, start: int, end: int, reach: int = 160) -> tuple[str, str]:
    """Words before and after a span, cut at spaces; "…" where something was cut."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach and " " in before:
        before = "…" + before[before.index(" ") :]
    if end + reach < len(text) and " " in after:
        after = after[: after.rindex(" ")] + "…"
    return before, after
