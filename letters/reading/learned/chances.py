"""From scores of stretches to their chances, and the choice of those worth suggesting.

The model is a semi-Markov one: of all the ways to lay passages that do not overlap over a
sentence, each is as likely as the exponential of the sum of its scores.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from letters.reading.evaluate import MATCH, overlap

_NEGLIGIBLE = 1e-3
# Between stretches as likely to match, the one more likely to be exact.
_EXACTNESS = 0.3


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start`` and ``end`` bound a candidate, in code points of the letter; ``exact`` is the
    chance that it is a passage, ``chance`` that a passage overlaps it by half or more."""

    start: int
    end: int
    exact: float
    chance: float


def chances(spans: Sequence[tuple[int, int]], scores: Sequence[float]) -> list[float]:
    """Return for each span, in words of one sentence, the chance that it is a passage, 0 to 1."""
    bounds = sorted({bound for span in spans for bound in span})
    if not bounds:
        return []
    rank = {bound: number for number, bound in enumerate(bounds)}
    by_end: list[list[tuple[int, float]]] = [[] for _ in bounds]
    by_start: list[list[tuple[int, float]]] = [[] for _ in bounds]
    for (start, end), score in zip(spans, scores, strict=True):
        by_end[rank[end]].append((rank[start], score))
        by_start[rank[start]].append((rank[end], score))
    before = _totals(by_end, range(len(bounds)), -1)
    after = _totals(by_start, range(len(bounds) - 1, -1, -1), 1)
    whole = before[-1]
    return [
        math.exp(min(0.0, before[rank[start]] + score + after[rank[end]] - whole))
        for (start, end), score in zip(spans, scores, strict=True)
    ]


def _totals(arcs: list[list[tuple[int, float]]], order: range, back: int) -> list[float]:
    """Return for each bound the logarithm of the sum over all ways to come to it."""
    totals = [0.0] * len(arcs)
    for number in order:
        previous = number + back
        ways = [totals[previous] if 0 <= previous < len(arcs) else 0.0]
        ways += [totals[other] + score for other, score in arcs[number]]
        top = max(ways)
        totals[number] = (
            top + math.log(sum([math.exp(way - top) for way in ways])) if len(ways) > 1 else top
        )
    return totals


def stretches(spans: Sequence[tuple[int, int]], exact: Sequence[float]) -> list[Stretch]:
    """Return the spans that have a chance; ``spans`` are in code points here."""
    likely = [
        (span, chance) for span, chance in zip(spans, exact, strict=True) if chance > _NEGLIGIBLE
    ]
    return [
        Stretch(
            *span,
            chance,
            min(1.0, sum(other for near, other in likely if overlap(span, near) >= MATCH)),
        )
        for span, chance in likely
    ]


def chosen(found: Sequence[Stretch], threshold: float) -> list[Stretch]:
    """Return the stretches, none over another, whose chances exceed ``threshold`` by the most."""
    likely = sorted((s for s in found if s.chance >= threshold), key=lambda s: (s.end, s.start))
    ends = [stretch.end for stretch in likely]
    gains, picks = [0.0], [-1]
    for number, stretch in enumerate(likely):
        free = bisect_right(ends, stretch.start, 0, number)
        gain = gains[free] + stretch.chance - threshold + _EXACTNESS * stretch.exact
        picks.append(free if gain > gains[-1] else -1)
        gains.append(max(gain, gains[-1]))
    kept: list[Stretch] = []
    number = len(likely)
    while number:
        if picks[number] < 0:
            number -= 1
        else:
            kept.append(likely[number - 1])
            number = picks[number]
    return kept[::-1]
