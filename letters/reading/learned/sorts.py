"""What a passage is: an agreement, an action due, or a commitment, and how firm."""

import math
from collections.abc import Mapping, Sequence

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
_BEFORE = 6


def sort_features(
    sentence: Sentence, span: tuple[int, int], read: tuple[str, str], ruled: tuple[str, str] | None
) -> list[str]:
    """Return what tells the sort of a stretch, given in words of ``sentence``.

    ``read`` is the kind and firmness its own words give by the patterns of ``kinds`` and
    ``firmness``; ``ruled`` those of the suggestion of the rules at the same place.
    """
    start, end = span
    words, names = sentence.words, sentence.classes
    found = {f"w {word}" for word in words[start:end]}
    found |= {f"l {stem(word)}" for word in words[start:end]}
    found |= {f"w2 {a} {b}" for a, b in zip(words[start:end], words[start + 1 : end], strict=False)}
    found |= {f"c {name}" for name in names[start:end]}
    found |= {f"c2 {a} {b}" for a, b in zip(names[start:end], names[start + 1 : end], strict=False)}
    found |= {f"< {word}" for word in words[max(0, start - _BEFORE) : start]}
    found |= {f"> {word}" for word in words[end : end + 2]}
    context = sentence.unit.context if sentence.unit else None
    if context:
        found |= {f"lead {word}" for word in context.lead[-80:].split() if len(word) > 3}
    found |= {f"s {' '.join(words[start : start + 2])}", f"short {end - start < 4}"}
    found.add(f"read {' '.join(read)}")
    found.add(f"ruled {' '.join(ruled)}" if ruled else "ruled none")
    return sorted(found)


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
