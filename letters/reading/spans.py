"""Spans of a text: cut where passages end, found by their words, moved by a word. Plain Python."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

# Longer than any word: how far back a widened start looks.
REACH = 500
_NEXT = re.compile(r"\s*\S+")
_LAST = re.compile(r"\S+\s*\Z")


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


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, as (start, end) in code points, in reading order.

    What a copy and paste changes is forgiven: line ends, runs of spaces, the two apostrophes.
    """
    pattern = r"\s+".join(_as_pasted(word) for word in words.split())
    return [found.span() for found in re.finditer(pattern, text)] if pattern else []


def _as_pasted(word: str) -> str:
    return "".join("['’]" if letter in "'’" else re.escape(letter) for letter in word)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends; empty at `start` when it holds nothing else."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return begin, max(begin, start + len(words.rstrip()))


def moved(text: str, start: int, end: int, *, edge: str, wider: bool) -> tuple[int, int]:
    """The span with its `edge` ("start" or "end") moved by one word; the same when it cannot be.

    A cut word is completed when widening; at least one word is left when narrowing.
    """
    if edge == "end":
        if wider:
            found = _NEXT.match(text, end)
            return start, found.end() if found else end
        found = _LAST.search(text[start:end].rstrip())
        kept = trimmed(text, start, start + found.start())[1] if found else start
        return start, kept if kept > start else end
    if wider:
        found = _LAST.search(text[max(0, start - REACH) : start])
        return (start - len(found[0]) if found else start), end
    rest = text[start:end].split(maxsplit=1)[1:]
    return (end - len(rest[0]) if rest else start), end
