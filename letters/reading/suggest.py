"""Suggesting the passages of a letter that commit its authors: text in, suggestions out."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from letters.reading import answers
from letters.reading.agreements import agreement
from letters.reading.announce import announcements
from letters.reading.bare import goes_on
from letters.reading.context import Context, Unit, units
from letters.reading.folding import Folded, fold
from letters.reading.kinds import ACTION_DUE, AGREEMENT, SIGNED
from letters.reading.pieces import Announcement
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
# Between two agreements of a sentence: « , », « et que », « puis ».
_SIDE_BY_SIDE = 12
# Between a sentence and the one that goes on with it: a full stop, a space or a line.
_NEXT_TO = 4
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
    place = (-1, "")
    before = ""
    for unit in units(text):
        announced = (
            answers.read(text, unit) if unit.context.is_answer else announcements(text, unit)
        )
        if not announced and found and unit.start - found[-1].end <= _NEXT_TO:
            announced = goes_on(fold(text, unit.start, unit.end))
        for announcement in announced:
            topic = place[1] if place[0] == unit.rest.end else ""
            suggestion = _suggestion(text, unit, announcement, taken_until, (topic, before))
            if suggestion is None:
                continue
            taken_until = suggestion.end
            if found and _same_agreement(found[-1], suggestion, unit):
                found[-1] = _joined(text, found[-1], suggestion)
            else:
                found.append(suggestion)
        place = _place(text, unit, place)
        said = fold(text, unit.start, unit.end).text
        before = said if names_a_level(said) else ""
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.start))


def _same_agreement(before: Suggestion, after: Suggestion, unit: Unit) -> bool:
    """Say whether two agreements side by side in a sentence are one: « adopté, il sera signé »."""
    return (
        before.kind == after.kind == "agreement"
        and before.start >= unit.start
        and after.start - before.end <= _SIDE_BY_SIDE
    )


def _joined(text: str, before: Suggestion, after: Suggestion) -> Suggestion:
    return replace(
        before,
        end=after.end,
        quote=text[before.start : after.end],
        condition=before.condition or after.condition,
        deadline=before.deadline or after.deadline,
        score=max(before.score, after.score),
    )


def _place(text: str, unit: Unit, place: tuple[int, str]) -> tuple[int, str]:
    """Return the paragraph that speaks of the intercommunality, and the words that say so."""
    paragraph = unit.rest.end
    if place[0] == paragraph and place[1]:
        return place
    said = _TOPIC.match(fold(text, unit.start, unit.end).text)
    topic = said.group() if said and names_a_level(said.group()) else ""
    return paragraph, topic


def _suggestion(
    text: str, unit: Unit, announced: Announcement, taken_until: int, said: tuple[str, str]
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
        levels=_levels(
            folded.text,
            announced.lead,
            unit.context,
            said if kind == "commitment" else ("", ""),
        ),
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


def _levels(folded: str, lead: str, context: Context, said: tuple[str, str]) -> tuple[str, ...]:
    """Return the levels a passage is about; ``said``: the topic of its paragraph, and the
    sentence before when it names the intercommunality (« nous y demanderons… »)."""
    if names_a_level(folded):
        return levels_of(folded)
    topic, before = said
    if topic and _OF_THE_COMMUNE.search(folded):
        topic = ""
    if before and _THERE.search(folded):
        topic = topic or before
    for wider in (lead, context.lead, topic):
        if names_a_level(wider):
            return levels_of(wider)
    return ("commune",)


def _score(folded: str, around: str, announced: Announcement, kind: str) -> float:
    score = announced.weight
    if kind == "commitment":
        score += 0.04 if is_digital(folded) else (-0.04 if is_digital(around) else -0.08)
    score -= 0.02 if firmness_of(folded, announced.firmness) == "conditional" else 0
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
