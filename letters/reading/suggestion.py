"""A passage offered to a reader, and what its words say of it: kind, firmness, levels, articles."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from letters.reading.agreements import agreement
from letters.reading.context import Context, Unit
from letters.reading.folding import fold
from letters.reading.kinds import ACTION_DUE, AGREEMENT, SIGNED
from letters.reading.pieces import Announcement
from letters.reading.qualities import (
    articles_of,
    condition_in,
    deadline_in,
    levels_of,
    names_a_level,
)

# How far around a passage its sentence may tell what it is about.
_NEAR = 500
# « Sur l'échelon intercommunal, … »: what a paragraph opens with tells where it stands.
_TOPIC = re.compile(
    r"(?:enfin,? |et |reste |par ailleurs,? |quant a |je n'oublie pas )?(?:s'agissant|"
    r"concernant|quant|sur|au|a|du|dans|en ce qui|pour|cote|"
    r"aupres|reste|la question|l'agglo\w*|la metropole|la communaute|"
    r"le conseil communautaire)\b.{0,90}"
)
_THERE = re.compile(
    r"\b(?:nous|je|j'|on|elue?s?|ils|elles|delegue\w*|representant\w*) ?y\b|\b(?:aupres|"
    r"avec) d?'?elle\b|"
    r"\b(?:les|la) (?:y )?convaincr|\b(?:nous|je|on) (?:leur|lui)\b|\by (?:etre|porter|defendre|"
    r"faire)\b|^(?:la|le) (?:premiere?|deuxieme|seconde?|troisieme|derniere?)\b"
)
_OF_THE_COMMUNE = re.compile(r"\b(?:la (?:ville|commune|mairie)|municipal\w*|en mairie|ecoles?)\b")
_EDGES = " \t\r\n,;:–—-•·|"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage offered to a reader, who alone decides.

    ``start`` and ``end`` count Unicode code points of the text given to ``suggest``, and
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


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the level around a sentence: the ``topic`` of its paragraph, and the
    sentence ``before`` when it names the intercommunality (« nous y demanderons… »)."""

    topic: str = ""
    before: str = ""


def said_around(text: str, units: Sequence[Unit]) -> list[Said]:
    """Return what is said around each sentence."""
    found = []
    place, before = (-1, ""), ""
    for unit in units:
        found.append(Said(place[1] if place[0] == unit.rest.end else "", before))
        place = _place(text, unit, place)
        words = fold(text, unit.start, unit.end).text
        before = words if names_a_level(words) else ""
    return found


def _place(text: str, unit: Unit, place: tuple[int, str]) -> tuple[int, str]:
    """Return the paragraph that speaks of the intercommunality, and the words that say so."""
    paragraph = unit.rest.end
    if place[0] == paragraph and place[1]:
        return place
    said = _TOPIC.match(fold(text, unit.start, unit.end).text)
    topic = said.group() if said and names_a_level(said.group()) else ""
    return paragraph, topic


def described(
    text: str,
    unit: Unit,
    announced: Announcement,
    said: Said,
    sort: tuple[str, str],
    score: float,
) -> Suggestion:
    """Return the suggestion of exactly what is announced; ``sort``: its kind and firmness."""
    start, end = announced.start, announced.end
    folded = fold(text, start, end)
    around = around_of(text, unit, start, end)
    kind, firmness = sort
    lead = unit.context.lead
    return Suggestion(
        start=start,
        end=end,
        quote=text[start:end],
        kind=kind,
        firmness=firmness,
        levels=_levels(
            folded.text,
            announced.lead,
            unit.context,
            said if kind == "commitment" else Said(),
        ),
        articles=articles_of(
            folded.text if not announced.yes else f"{lead} {folded.text}",
            f"{lead} {around}",
            agreement=kind == "agreement",
        ),
        condition=_extract(text, start, end, condition_in),
        deadline=_extract(text, start, end, deadline_in)
        or _extract(text, max(unit.start, start - 300), start, deadline_in)
        or _extract(text, *unit.context.lead_span, deadline_in),
        reason=announced.reason,
        score=score,
    )


def around_of(text: str, unit: Unit, start: int, end: int) -> str:
    """Return the folded words near a passage of a sentence, a bounded stretch of them."""
    sentence = fold(text, unit.start, unit.end)
    here = bisect_left(sentence.at, start)
    return sentence.text[max(0, here - _NEAR) : here + (end - start) + _NEAR]


@lru_cache(maxsize=256)
def kind_of(folded: str) -> str:
    """Return the kind the words of a folded passage tell."""
    if SIGNED.search(folded) or AGREEMENT.search(folded) or agreement(folded, 0, len(folded)):
        return "agreement"
    return "action_due" if ACTION_DUE.search(folded) else "commitment"


def _levels(folded: str, lead: str, context: Context, said: Said) -> tuple[str, ...]:
    """Return the levels a passage is about."""
    if names_a_level(folded):
        return levels_of(folded)
    topic, before = said.topic, said.before
    if topic and _OF_THE_COMMUNE.search(folded):
        topic = ""
    if before and _THERE.search(folded):
        topic = topic or before
    for wider in (lead, context.lead, topic):
        if names_a_level(wider):
            return levels_of(wider)
    return ("commune",)


def _extract(text: str, start: int, end: int, finder) -> str:
    if end <= start:
        return ""
    folded = fold(text, start, end)
    span = finder(folded.text)
    if span is None:
        return ""
    first, last = folded.origin(*span)
    return text[first:last].strip(" \t\r\n,;")
