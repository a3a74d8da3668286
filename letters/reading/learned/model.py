"""The learned weights, and what they say of each sentence of a letter."""

import gzip
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path

from letters.reading.context import Unit
from letters.reading.learned.candidates import Sentence, sentences
from letters.reading.learned.chances import Stretch, chances, stretches
from letters.reading.learned.features import Features, features
from letters.reading.learned.rules import (
    Ruled,
    RuleFeatures,
    by_sentence,
    density_of,
    rule_features,
)
from letters.reading.learned.words import listed
from letters.reading.lines import Span

WEIGHTS = Path(__file__).with_name("weights.tsv.gz")
# The file holds hundredths.
UNIT = 100
# What a passage resembles is said by words of this sort, by the features that hold one word.
_TELLING = listed("w pp inf fut1 fut3 cond1 cond3 pres1 ger time adv num year")
_STRONGEST = 3
# Where all the chances of a sentence together are below this, they are not worked out.
_HOPELESS = 0.05


class Model:
    """``spans``: a weight for each feature of stretches; ``sorts``: one a sort for each feature
    of ``sorts.sort_features``; ``fingerprint``: of what they were learned from."""

    def __init__(
        self, spans: dict[str, float], sorts: Mapping[str, Sequence[float]], fingerprint: str
    ) -> None:
        self.spans, self.sorts, self.fingerprint = spans, sorts, fingerprint

    def judged(self, sentence: Sentence, seen: Features, ruled: RuleFeatures) -> list[Stretch]:
        """Return the stretches of a sentence that have a chance to be passages."""
        if not seen.spans:
            return []
        total = self._total
        inside = [0.0]
        for found in seen.words:
            inside.append(inside[-1] + total(found))
        shared = total(ruled.shared)
        starts = [total(found) + shared for found in seen.starts]
        ends = [total(found) for found in seen.ends]
        verbs = [total(found) for found in seen.verbs]
        spans, scores = [], []
        for (i, j), (has_verb, own) in seen.spans.items():
            start, end = sentence.starts[i], sentence.ends[j]
            score = starts[i] + ends[j] + inside[end] - inside[start] + total(own)
            if ruled.spans:
                score += total(ruled.spans[i, j])
            spans.append((start, end))
            scores.append(score + verbs[i] if has_verb else score)
        if len(scores) * math.exp(min(0.0, max(scores))) < _HOPELESS:
            return []
        places = [(sentence.at[start], sentence.to[end - 1]) for start, end in spans]
        return stretches(places, chances(spans, scores))

    def strongest(self, sentence: Sentence, seen: Features, span: tuple[int, int]) -> list[str]:
        """Return the words of a stretch, as folded, that speak most for it, in their order."""
        worth = [
            (self._total(seen.words[i]), i)
            for i in range(*span)
            if sentence.classes[i] in _TELLING and len(sentence.words[i]) > 3
        ]
        best = sorted(sorted(worth, reverse=True)[:_STRONGEST], key=lambda found: found[1])
        told = [i for value, i in best if value > 0] or [i for _, i in best[:1]] or [span[0]]
        return [sentence.folded.written[slice(*sentence.places[i])] for i in told]

    def _total(self, found: Iterable[str]) -> float:
        return sum(map(self.spans.get, found, repeat(0.0)))


def looked_at(
    text: str, units: Sequence[Unit], ruled: Sequence[Ruled]
) -> Iterator[tuple[Sentence, Features, RuleFeatures]]:
    """Yield the sentences of a letter that may speak for its authors, with their features.

    ``ruled`` are the suggestions of the rules, in order of the text. Quoted mail and the
    association's questions are left out. One at a time: features take room.
    """
    cut = sentences(text, units, [Span(one.start, one.end) for one in ruled])
    here = by_sentence(cut, ruled)
    density = density_of(here)
    for number, sentence in enumerate(cut):
        if sentence.unit is None and (sentence.block.kind == "quoted" or sentence.words[-1] == "?"):
            continue
        before = cut[number - 1] if number else None
        after = cut[number + 1] if number + 1 < len(cut) else None
        told = rule_features(sentence, here, number, density)
        yield sentence, features(sentence, before, after), told


@lru_cache(maxsize=1)
def learned() -> Model:
    """Return the committed model, read when first asked for."""
    return loaded(WEIGHTS)


def loaded(path: Path) -> Model:
    """Read a file of weights: the fingerprint, then features with one weight or one a sort."""
    spans: dict[str, float] = {}
    sorts: dict[str, tuple[float, ...]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        fingerprint = next(lines).rstrip("\n")
        for line in lines:
            name, *weights = line.rstrip("\n").split("\t")
            if len(weights) == 1:
                spans[name] = int(weights[0]) / UNIT
            else:
                sorts[name] = tuple(int(weight) / UNIT for weight in weights)
    return Model(spans, sorts, fingerprint)


def written(model: Model) -> bytes:
    """Return a model as a file that :func:`loaded` reads; the same bytes for the same model."""
    lines = [model.fingerprint]
    for name, weight in sorted(model.spans.items()):
        lines.append(f"{name}\t{round(weight * UNIT)}")
    for name, weights in sorted(model.sorts.items()):
        lines.append("\t".join([name, *(str(round(weight * UNIT)) for weight in weights)]))
    return gzip.compress("\n".join([*lines, ""]).encode(), 9, mtime=0)
