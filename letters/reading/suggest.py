"""Suggesting the passages of a letter that commit its authors: text in, suggestions out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from letters.reading.barriers import GREETING, PAST, REFUSAL
from letters.reading.context import Context, Unit, units
from letters.reading.evaluate import MATCH, overlap
from letters.reading.learned.candidates import Sentence, within
from letters.reading.learned.chances import Stretch, chosen
from letters.reading.learned.features import Features
from letters.reading.learned.model import learned, looked_at
from letters.reading.learned.sorts import SORTS, likelihoods, sort_features
from letters.reading.lines import Span
from letters.reading.pieces import Announcement
from letters.reading.ruled import read_sort, ruled
from letters.reading.suggestion import Said, Suggestion, described, said_around

__all__ = ["THRESHOLD", "Suggestion", "suggest"]

# Of ten passages with this chance, fewer than two are right: recall is worth more here than
# precision, since a person confirms or rejects each.
THRESHOLD = 0.18
# A text of so few sentences is no letter, and the model has learned from letters: the rules alone.
FEW = 3
# « Nous prendrons position après l'élection » promises nothing yet.
_UNDECIDED = re.compile(
    r"\bpren(?:ons|ds|dr(?:ons|ai|a)) position\b|\b(?:nous|me|se) prononcer(?:ons|ai|a)?\b"
)
_NEVER = (REFUSAL, PAST, GREETING)
_STOP = re.compile(r"[.!…]+\Z")
RESEMBLES = "resembles passages that moderators mark"


def suggest(text: str) -> list[Suggestion]:
    """Return the passages of ``text`` that look like commitments, likeliest first.

    What the rules recognise is an opinion; the learned model decides what is suggested, where
    it starts and ends, what it is, and how likely: ``score`` is the chance that a moderator would
    mark this passage. Deterministic, never raises, linear in the size of the text. Passages do not
    overlap.
    """
    sentences = list(units(text))
    around = said_around(text, sentences)
    known = ruled(text, sentences, around)
    said = dict(zip((unit.start for unit in sentences), around, strict=True))
    found: list[Suggestion] = []
    looked = looked_at(text, sentences, known)
    first = list(islice(looked, FEW + 1))
    if len(first) <= FEW:
        return sorted(known, key=lambda suggestion: (-suggestion.score, suggestion.start))
    starts, ends = [one.start for one in known], [one.end for one in known]
    for sentence, seen, rules in chain(first, looked):
        # A table of thousands of rows has thousands of them: each row meets its own alone.
        here = known[
            bisect_right(ends, sentence.span.start) : bisect_left(starts, sentence.span.end)
        ]
        near = said.get(sentence.unit.start, Said()) if sentence.unit else Said()
        likely = learned().judged(sentence, seen, rules)
        allowed = [
            one for one in likely if one.chance >= THRESHOLD and _allowed(sentence, one, here)
        ]
        for stretch in chosen(allowed, THRESHOLD):
            one = _suggestion(text, sentence, stretch, here, near)
            found.append(one if one.reason else replace(one, reason=_because(sentence, seen, one)))
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.start))


def _suggestion(
    text: str, sentence: Sentence, stretch: Stretch, known: Sequence[Suggestion], said: Said
) -> Suggestion:
    """Return the suggestion of a stretch; its reason is that of the rules, or none."""
    span = Span(stretch.start, _with_stop(text, stretch.end, sentence.span.end))
    same = next((one for one in known if overlap((one.start, one.end), span) >= MATCH), None)
    words = within(sentence, span)
    read = read_sort(text, span)
    told = sort_features(sentence, words, read, (same.kind, same.firmness) if same else None)
    likely = likelihoods(told, learned().sorts)
    kind, firmness = SORTS[likely.index(max(likely))]
    if same and same.kind == kind:
        firmness = same.firmness
    sort = kind, firmness or read[1]
    score = round(stretch.chance, 3)
    if same and (*sort, *span) == (same.kind, same.firmness, same.start, same.end):
        return replace(same, score=score)
    lead = sentence.folded.text[: sentence.places[words[0]][0]]
    reason = same.reason if same else ""
    announced = Announcement(*span, score, sort[1], reason, kind, lead=lead)
    one = described(text, sentence.unit or _alone(sentence), announced, said, sort, score)
    if same is None:
        return one
    return replace(
        one,
        levels=same.levels,
        articles=same.articles or one.articles,
        condition=one.condition or same.condition,
        deadline=one.deadline or same.deadline,
    )


def _with_stop(text: str, end: int, stop: int) -> int:
    """Return where a passage ends that takes along the stop of its sentence, if it comes there."""
    final = _STOP.match(text, end, stop)
    return final.end() if final else end


def _allowed(sentence: Sentence, stretch: Stretch, known: Sequence[Suggestion]) -> bool:
    """Say whether the rules suggest a stretch, or nothing in it surely holds back."""
    if any(one.start < stretch.end and one.end > stretch.start for one in known):
        return True
    folded = sentence.folded
    begin, stop = (bisect_left(folded.at, bound) for bound in (stretch.start, stretch.end))
    if _UNDECIDED.search(folded.text, begin):
        return False
    return not any(never.search(folded.text, begin, stop) for never in _NEVER)


def _alone(sentence: Sentence) -> Unit:
    """Return a sentence the rules leave out as one under no heading."""
    rest = Span(sentence.span.end, sentence.block.end)
    return Unit(*sentence.span, sentence.block.kind, Context(), rest=rest)


def _because(sentence: Sentence, seen: Features, one: Suggestion) -> str:
    """Return the reason of a suggestion the rules do not make, with the words that weigh most."""
    words = learned().strongest(sentence, seen, within(sentence, Span(one.start, one.end)))
    return f"{RESEMBLES} (« {', '.join(words)} »)"
