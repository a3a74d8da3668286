"""What the rules suggest: the passages whose turns of phrase they recognise."""

from collections.abc import Sequence
from dataclasses import replace

from letters.reading import answers
from letters.reading.announce import announcements
from letters.reading.bare import goes_on
from letters.reading.context import Unit
from letters.reading.folding import fold
from letters.reading.lines import Span
from letters.reading.pieces import Announcement
from letters.reading.qualities import firmness_of, is_digital
from letters.reading.suggestion import (
    Said,
    Suggestion,
    around_of,
    described,
    kind_of,
    said_around,
)

THRESHOLD = 0.4
# Between two agreements of a sentence: « , », « et que », « puis ».
_SIDE_BY_SIDE = 12
# Between a sentence and the one that goes on with it: a full stop, a space or a line.
_NEXT_TO = 4
_EDGES = " \t\r\n,;:–—-•·|"


def ruled(
    text: str, units: Sequence[Unit], around: Sequence[Said] | None = None
) -> list[Suggestion]:
    """Return what the rules suggest in the sentences of ``text``, in order, none over another.

    The score says how often the turn of phrase is right. ``around``: what is said around each
    sentence, when it is known already.
    """
    found: list[Suggestion] = []
    taken_until = 0
    for unit, said in zip(units, around or said_around(text, units), strict=True):
        announced = (
            answers.read(text, unit) if unit.context.is_answer else announcements(text, unit)
        )
        if not announced and found and unit.start - found[-1].end <= _NEXT_TO:
            announced = goes_on(fold(text, unit.start, unit.end))
        for announcement in announced:
            suggestion = _suggestion(text, unit, announcement, taken_until, said)
            if suggestion is None:
                continue
            taken_until = suggestion.end
            if found and _same_agreement(found[-1], suggestion, unit):
                found[-1] = _joined(text, found[-1], suggestion)
            else:
                found.append(suggestion)
    return found


def read_sort(text: str, span: Span) -> tuple[str, str]:
    """Return the kind and the firmness that the words of a passage tell by themselves."""
    folded = fold(text, *span).text
    return kind_of(folded), firmness_of(folded, "")


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


def _suggestion(
    text: str, unit: Unit, announced: Announcement, taken_until: int, said: Said
) -> Suggestion | None:
    start, end = _edges(text, max(announced.start, taken_until), announced.end)
    if end - start < 3:
        return None
    announced = replace(announced, start=start, end=end)
    folded = fold(text, start, end).text
    kind = kind_of(folded)
    if announced.kind and (announced.yes or kind != "agreement"):
        kind = announced.kind
    score = _score(folded, around_of(text, unit, start, end), announced, kind)
    if score < THRESHOLD:
        return None
    sort = kind, firmness_of(folded, announced.firmness)
    return described(text, unit, announced, said, sort, score)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _score(folded: str, around: str, announced: Announcement, kind: str) -> float:
    score = announced.weight
    if kind == "commitment":
        score += 0.04 if is_digital(folded) else (-0.04 if is_digital(around) else -0.08)
    score -= 0.02 if firmness_of(folded, announced.firmness) == "conditional" else 0
    score -= 0.1 if len(folded) < 12 and not announced.yes else 0
    return round(min(max(score, 0.0), 1.0), 3)
