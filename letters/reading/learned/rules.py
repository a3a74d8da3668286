"""What the rules say of a stretch, as features: their opinion is one among others."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from letters.reading.evaluate import overlap
from letters.reading.learned.candidates import Sentence, within
from letters.reading.learned.features import step
from letters.reading.lines import Span

_DENSITIES = (0.0, 0.1, 0.2, 0.35, 0.6)
_SCORES = (0.45, 0.5, 0.55, 0.6, 0.7, 0.8)


class Ruled(Protocol):
    """A suggestion of the rules."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def score(self) -> float: ...


@dataclass(slots=True)
class RuleFeatures:
    """``shared`` holds for every stretch of a sentence, ``spans`` for one (start, end) each."""

    shared: list[str] = field(default_factory=list)
    spans: dict[tuple[int, int], list[str]] = field(default_factory=dict)


def by_sentence(sentences: Sequence[Sentence], ruled: Sequence[Ruled]) -> list[list[Ruled]]:
    """Return the suggestions of the rules that touch each sentence; both stand in order."""
    found: list[list[Ruled]] = []
    ends = [one.end for one in ruled]
    for sentence in sentences:
        number = bisect_left(ends, sentence.span.start + 1)
        here = []
        while number < len(ruled) and ruled[number].start < sentence.span.end:
            here.append(ruled[number])
            number += 1
        found.append(here)
    return found


def density_of(ruled: Sequence[Sequence[Ruled]]) -> int:
    """Return a step of how much the rules suggest in a letter, given what they do in each
    sentence."""
    return step(sum(map(len, ruled)) / len(ruled), _DENSITIES) if ruled else 0


def rule_features(
    sentence: Sentence, ruled: Sequence[Sequence[Ruled]], number: int, density: int
) -> RuleFeatures:
    """Return what the rules say of a sentence, the one of this ``number``; ``ruled``: what they
    suggest in each, with its ``density``."""
    here = ruled[number]
    count = min(2, len(here))
    before = bool(number and ruled[number - 1])
    after = bool(number + 1 < len(ruled) and ruled[number + 1])
    kind = sentence.unit.kind if sentence.unit else sentence.block.kind
    shared = [f"r {count}", f"r dense {density}", f"r sides {before} {after}"]
    if not here:
        return RuleFeatures([*shared, f"r none {kind}", f"r none dense {density}"])
    found = RuleFeatures(shared)
    known = [(within(sentence, Span(one.start, one.end)), one) for one in here]
    for i, near in sentence.pairs():
        for j in near:
            span = sentence.starts[i], sentence.ends[j]
            found.spans[i, j] = _of_span(span, known, density)
    return found


def _of_span(
    span: tuple[int, int], known: list[tuple[tuple[int, int], Ruled]], density: int
) -> list[str]:
    share, near, one = max(
        ((overlap(span, near), near, one) for near, one in known), key=lambda found: found[0]
    )
    if not share:
        return [f"r elsewhere {len(known) > 1}"]
    start, end = span
    how = "=" if share == 1 else "8" if share >= 0.8 else "5" if share >= 0.5 else "0"
    left = "=" if start == near[0] else "<" if start < near[0] else ">"
    right = "=" if end == near[1] else "<" if end < near[1] else ">"
    turn = one.reason.split(" («")[0]
    found = [
        f"r {how}",
        f"r {left}{right}",
        f"r {how} score {step(one.score, _SCORES)}",
        f"r {how} {turn}",
        f"r {left}{right} {turn}",
        f"r {how} {one.kind}",
        f"r {how} dense {density}",
        f"r {how} of {min(2, len(known))}",
    ]
    covered = sum(near[0] < end and near[1] > start for near, _ in known)
    if covered > 1:
        found.append(f"r covers {min(3, covered)}")
    return found
