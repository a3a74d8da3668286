"""What a passage is: an agreement, an action due, or a commitment, and how firm."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from letters.reading.learned.candidates import Sentence
from letters.reading.learned.words import stem

SORTS = (
    ("agreement", ""),
    ("action_due", ""),
    ("commitment", "firm"),
    ("commitment", "conditional"),
    ("commitment", "aspiration"),
    ("commitment", "to_study"),
)
# How many words before a passage are looked at, and characters of its heading.
_BEFORE, _LEAD = 6, 80


def sort_features(
    sentence: Sentence, span: tuple[int, int], read: tuple[str, str], ruled: tuple[str, str] | None
) -> list[str]:
    """Return what tells the sort of a stretch, given in words of ``sentence``.

    ``read`` is the kind and firmness its own words give by the patterns of ``kinds`` and
    ``firmness``; ``ruled`` those of the suggestion of the rules at the same place.
    """
    start, end = span
    words, names = sentence.words, sentence.classes
    mine, kinds = words[start:end], names[start:end]
    found = [
        f"s {' '.join(mine[:2])}",
        f"short {end - start < 4}",
        f"read {' '.join(read)}",
        f"ruled {' '.join(ruled)}" if ruled else "ruled none",
        *(f"> {word}" for word in words[end : end + 2]),
        *(f"< {word}" for word in words[max(0, start - _BEFORE) : start]),
        *(f"w {word}" for word in mine),
        *(f"l {stem(word)}" for word in mine),
        *(f"c {name}" for name in kinds),
        *(f"w2 {a} {b}" for a, b in pairwise(mine)),
        *(f"c2 {a} {b}" for a, b in pairwise(kinds)),
    ]
    if sentence.unit:
        lead = sentence.unit.context.lead[-_LEAD:]
        found += [f"lead {word}" for word in lead.split() if len(word) > 3]
    return list(dict.fromkeys(found))


def likelihoods(found: Sequence[str], weights: Mapping[str, Sequence[float]]) -> list[float]:
    """Return how likely each of ``SORTS`` is, 0 to 1; ``weights``: one number a sort."""
    scores = [0.0] * len(SORTS)
    for feature in found:
        for number, weight in enumerate(weights.get(feature, ())):
            scores[number] += weight
    top = max(scores)
    exps = [math.exp(score - top) for score in scores]
    whole = sum(exps)
    return [one / whole for one in exps]
