"""Suggesting the passages of a letter that commit its authors: text in, suggestions out."""

from bisect import bisect_left
from dataclasses import dataclass

from letters.reading import answers
from letters.reading.agreements import agreement
from letters.reading.announce import Announcement, announcements
from letters.reading.context import Context, Unit, units
from letters.reading.folding import Folded, fold
from letters.reading.kinds import ACTION_DUE, AGREEMENT, SIGNED
from letters.reading.qualities import (
    articles_of,
    condition_in,
    deadline_in,
    firmness_of,
    is_digital,
    levels_of,
    names_a_level,
)

THRESHOLD = 0.4
# How far around a passage its sentence may tell what it is about.
_NEAR = 500
_EDGES = " \t\r\n,;:–—-•·|"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage offered to a reader, who alone decides.

    ``start`` and ``end`` count Unicode code points of the text given to :func:`suggest`, and
    ``quote`` is that slice. ``kind`` is ``commitment``, ``agreement`` or ``action_due``;
    ``firmness`` is ``firm``, ``conditional``, ``aspiration`` or ``to_study``; ``levels`` is a
    non-empty subset of ``commune``, ``intercommunality``; ``articles`` are the pact's article
    keys, empty outside the pact; ``condition`` and ``deadline`` are verbatim extracts or "";
    ``reason`` says which turn of phrase was recognised; ``score`` goes from 0 to 1.
    """

    start: int
    end: int
    quote: str
    kind: str
    firmness: str
    levels: tuple[str, ...]
    articles: tuple[str, ...]
    condition: str
    deadline: str
    reason: str
    score: float


def suggest(text: str) -> list[Suggestion]:
    """Return the passages of ``text`` that look like commitments, best first.

    Order: score, highest first, then start. Deterministic, never raises, linear in the size
    of the text. Passages do not overlap.
    """
    found: list[Suggestion] = []
    taken_until = 0
    for unit in units(text):
        announced = (
            answers.read(text, unit) if unit.context.is_answer else announcements(text, unit)
        )
        for announcement in announced:
            suggestion = _suggestion(text, unit, announcement, taken_until)
            if suggestion is not None:
                found.append(suggestion)
                taken_until = suggestion.end
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.start))


def _suggestion(
    text: str, unit: Unit, announced: Announcement, taken_until: int
) -> Suggestion | None:
    start, end = _edges(text, max(announced.start, taken_until), announced.end)
    if end - start < 3:
        return None
    folded = fold(text, start, end)
    around = _around(fold(text, unit.start, unit.end), start, end)
    kind = _kind(folded.text)
    if announced.kind and (announced.yes or kind != "agreement"):
        kind = announced.kind
    score = _score(folded.text, around, announced, kind)
    if score < THRESHOLD:
        return None
    lead = unit.context.lead
    return Suggestion(
        start=start,
        end=end,
        quote=text[start:end],
        kind=kind,
        firmness=firmness_of(folded.text, announced.firmness),
        levels=_levels(folded.text, announced.lead, unit.context),
        articles=articles_of(
            folded.text if not announced.yes else f"{lead} {folded.text}",
            f"{lead} {around}",
            agreement=kind == "agreement",
        ),
        condition=_extract(text, start, end, condition_in),
        deadline=_extract(text, start, end, deadline_in)
        or _extract(text, max(unit.start, announced.start - 300), announced.start, deadline_in)
        or _extract(text, *unit.context.lead_span, deadline_in),
        reason=announced.reason,
        score=score,
    )


def _around(sentence: Folded, start: int, end: int) -> str:
    """Return the folded words near a passage of ``sentence``, a bounded stretch of them."""
    here = bisect_left(sentence.at, start)
    return sentence.text[max(0, here - _NEAR) : here + (end - start) + _NEAR]


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _kind(folded: str) -> str:
    if SIGNED.search(folded) or AGREEMENT.search(folded) or agreement(folded, 0, len(folded)):
        return "agreement"
    return "action_due" if ACTION_DUE.search(folded) else "commitment"


def _levels(folded: str, lead: str, context: Context) -> tuple[str, ...]:
    if names_a_level(folded):
        return levels_of(folded)
    for wider in (lead, context.lead):
        if names_a_level(wider):
            return levels_of(wider)
    return ("commune",)


def _score(folded: str, around: str, announced: Announcement, kind: str) -> float:
    score = announced.weight
    if kind == "commitment":
        score += 0.04 if is_digital(folded) else (-0.04 if is_digital(around) else -0.12)
    score -= 0.06 if firmness_of(folded, announced.firmness) == "conditional" else 0
    score -= 0.1 if len(folded) < 12 and not announced.yes else 0
    return round(min(max(score, 0.0), 1.0), 3)


def _extract(text: str, start: int, end: int, finder) -> str:
    if end <= start:
        return ""
    folded = fold(text, start, end)
    span = finder(folded.text)
    if span is None:
        return ""
    first, last = folded.origin(*span)
    return text[first:last].strip(" \t\r\n,;")
