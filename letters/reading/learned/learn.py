"""Learning the weights from letters annotated by hand. Run by ``manage.py learn_reading``.

Two sorts of letters teach. Those the rules never saw (``lesson-…``) teach what the words say and
how far the rules are right. On the others, which served to write the rules, the rules are right too
often to be believed: they teach the words alone, and count half. Single
phrases teach the words alone too, and count twice: they are sure.
"""

import ast
import hashlib
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from letters.reading.context import units
from letters.reading.evaluate import MATCH, GoldRow, load_gold, load_phrases, overlap
from letters.reading.learned.candidates import Sentence, within
from letters.reading.learned.chances import chances
from letters.reading.learned.features import Features
from letters.reading.learned.model import Model, looked_at
from letters.reading.learned.rules import RuleFeatures
from letters.reading.learned.sorts import SORTS, likelihoods, sort_features
from letters.reading.lines import Span
from letters.reading.ruled import read_sort, ruled

UNSEEN = "lesson-"
# Single sentences, of which it is sure what commits in them and what does not.
PHRASES = "phrases"
# Annotated and never learned from: they say what to expect of letters nobody saw.
KEPT_APART = ("held-out", "fourth-held-out", "eighth-held-out", "ninth-held-out", "lesson-held-out")
_HALF, _TWICE = 0.5, 2.0
_EPOCHS, _RATE, _DECAY = 12, 0.04, 2e-4
_SORT_EPOCHS, _SORT_RATE, _SORT_DECAY = 6, 0.04, 1e-4
# Features of one letter alone are no lesson; weights below this are not kept.
_LETTERS = 2
_SMALL = 0.05
# Errors smaller than this change nothing.
_NOTHING = 1e-3
_SOURCES = ("words.py", "candidates.py", "features.py", "rules.py", "sorts.py", "learn.py")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A letter with its passages; ``unseen``: the rules were not written with it; ``weight``: how
    much it counts."""

    name: str
    text: str
    rows: tuple[GoldRow, ...]
    unseen: bool
    weight: float


def lessons(folder: Path, without: Iterable[str] = ()) -> list[Lesson]:
    """Return the annotated letters of ``folder``, those of sets kept apart or ``without`` left out.

    A set is a file ``NAME.tsv``; its letters have the name it would have as a beginning.
    """
    apart = {*KEPT_APART, *without}
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    found = []
    for path in sorted(folder.glob("*.tsv")):
        if path.stem in apart:
            continue
        if path.stem == PHRASES:
            found += [
                Lesson(rows[0].letter if rows else "", text, tuple(rows), False, _TWICE)
                for text, rows in load_phrases(path)
            ]
            continue
        rows = load_gold(path, texts)
        beginning = path.stem.replace("development", "dev").removesuffix("-out") + "-"
        for name in (name for name in texts if name.startswith(beginning)):
            mine = tuple(row for row in rows if row.letter == name)
            unseen = name.startswith(UNSEEN)
            found.append(Lesson(name, texts[name], mine, unseen, 1.0 if unseen else _HALF))
    return found


def fingerprint(folder: Path) -> str:
    """Return a digest of what the weights are learned from: letters, rows, features, learning.

    The rules are not in it: a better rule is told by the same features.
    """
    digest = hashlib.sha256()
    for lesson in lessons(folder):
        digest.update(f"{lesson.name}\0{lesson.text}\0{lesson.rows}\0".encode())
    here = Path(__file__).parent
    for name in _SOURCES:
        digest.update(ast.dump(ast.parse((here / name).read_text(encoding="utf-8"))).encode())
    return digest.hexdigest()


class _Numbers(dict[str, int]):
    """Features as numbers, counted from 0 as they are met."""

    def of(self, features: Iterable[str]) -> list[int]:
        return [self.setdefault(feature, len(self)) for feature in features]


@dataclass(slots=True)
class _Example:
    """A sentence to learn from, its features as numbers.

    ``spans``: start and end in words, positions among the starts and ends, features.
    """

    words: list[list[int]]
    starts: list[list[int]]
    ends: list[list[int]]
    spans: list[tuple[int, int, int, int, list[int]]]
    right: list[bool]
    weight: float

    def numbers(self) -> Iterator[list[int]]:
        yield from self.words
        yield from self.starts
        yield from self.ends
        yield from (span[4] for span in self.spans)


def _right(sentence: Sentence, seen: Features, rows: Sequence[GoldRow]) -> set[tuple[int, int]]:
    """Return the candidates nearest to the annotated passages of a sentence."""
    found = set()
    for row in rows:
        if row.end <= sentence.span.start or row.start >= sentence.span.end:
            continue
        shares = [
            (overlap((row.start, row.end), _place(sentence, pair)), pair) for pair in seen.spans
        ]
        share, pair = max(shares, default=(0.0, (0, 0)))
        if share >= MATCH:
            found.add(pair)
    return found


def _place(sentence: Sentence, pair: tuple[int, int]) -> tuple[int, int]:
    return sentence.at[sentence.starts[pair[0]]], sentence.to[sentence.ends[pair[1]] - 1]


def _example(
    sentence: Sentence, seen: Features, rules: RuleFeatures, lesson: Lesson, numbers: _Numbers
) -> _Example | None:
    right = _right(sentence, seen, lesson.rows)
    ordered = sorted((sentence.starts[i], sentence.ends[j]) for i, j in right)
    if not seen.spans or any(a[1] > b[0] for a, b in pairwise(ordered)):
        return None
    shared = rules.shared if lesson.unseen else []
    spans = []
    for (i, j), (has_verb, own) in seen.spans.items():
        said = [*own, *(seen.verbs[i] if has_verb else ())]
        said += rules.spans.get((i, j), ()) if lesson.unseen else ()
        spans.append((sentence.starts[i], sentence.ends[j], i, j, numbers.of(said)))
    return _Example(
        [numbers.of(found) for found in seen.words],
        [numbers.of([*found, *shared]) for found in seen.starts],
        [numbers.of(found) for found in seen.ends],
        spans,
        [pair in right for pair in seen.spans],
        lesson.weight,
    )


class _Descent:
    """Stochastic gradient descent with a rate for each weight (AdaGrad) and decay."""

    def __init__(self, size: int, used: bytearray, rate: float, decay: float) -> None:
        self.weights, self.squares = [0.0] * size, [1e-8] * size
        self.used, self.rate, self.decay = used, rate, decay

    def step(self, numbers: Iterable[int], error: float) -> None:
        weights, squares, used = self.weights, self.squares, self.used
        for number in numbers:
            if used[number]:
                slope = error + self.decay * weights[number]
                squares[number] += slope * slope
                weights[number] -= self.rate * slope / math.sqrt(squares[number])


def _learn_spans(
    examples: list[_Example], letters: Sequence[int], size: int, said: Callable[[str], None]
) -> list[float]:
    """Return the weight of each feature, the mean over the second half of the epochs."""
    descent = _Descent(size, _met_often(examples, letters, size), _RATE, _DECAY)
    order = list(range(len(examples)))
    chance = random.Random(1)  # noqa: S311
    mean = [0.0] * size
    for epoch in range(_EPOCHS):
        chance.shuffle(order)
        for number in order:
            _learn_from(examples[number], descent)
        if epoch >= _EPOCHS // 2:
            mean = [a + b for a, b in zip(mean, descent.weights, strict=True)]
        said(f"epoch {epoch + 1} of {_EPOCHS}")
    return [weight / (_EPOCHS - _EPOCHS // 2) for weight in mean]


def _met_often(examples: list[_Example], letters: Sequence[int], size: int) -> bytearray:
    """Say of each feature, by 1 or 0, whether enough letters have it; ``letters``: of examples."""
    last, count = [-1] * size, [0] * size
    for example, letter in zip(examples, letters, strict=True):
        for numbers in example.numbers():
            for number in numbers:
                if last[number] != letter:
                    last[number] = letter
                    count[number] += 1
    return bytearray(met >= _LETTERS for met in count)


def _learn_from(example: _Example, descent: _Descent) -> None:
    weight_of = descent.weights.__getitem__
    inside = [0.0]
    for numbers in example.words:
        inside.append(inside[-1] + sum(map(weight_of, numbers)))
    starts = [sum(map(weight_of, numbers)) for numbers in example.starts]
    ends = [sum(map(weight_of, numbers)) for numbers in example.ends]
    scores = [
        starts[i] + ends[j] + inside[end] - inside[start] + sum(map(weight_of, numbers))
        for start, end, i, j, numbers in example.spans
    ]
    believed = chances([span[:2] for span in example.spans], scores)
    of_starts, of_ends = [0.0] * len(starts), [0.0] * len(ends)
    of_words = [0.0] * (len(inside))
    for span, chance, right in zip(example.spans, believed, example.right, strict=True):
        start, end, i, j, numbers = span
        error = (chance - right) * example.weight
        of_starts[i] += error
        of_ends[j] += error
        of_words[start] += error
        of_words[end] -= error
        if abs(error) > _NOTHING:
            descent.step(numbers, error)
    running = 0.0
    for numbers, change in zip(example.words, of_words, strict=False):
        running += change
        if abs(running) > _NOTHING:
            descent.step(numbers, running)
    for groups, errors in ((example.starts, of_starts), (example.ends, of_ends)):
        for numbers, error in zip(groups, errors, strict=True):
            if abs(error) > _NOTHING:
                descent.step(numbers, error)


def _learn_sorts(examples: list[tuple[list[str], int, float]]) -> dict[str, list[float]]:
    """Return for each feature of passages one weight a sort; examples: features, sort, weight."""
    count = Counter(feature for features, _, _ in examples for feature in features)
    known = [
        ([feature for feature in features if count[feature] >= _LETTERS], sort, weight)
        for features, sort, weight in examples
    ]
    weights: dict[str, list[float]] = {}
    squares: dict[str, list[float]] = {}
    chance = random.Random(1)  # noqa: S311
    for _ in range(_SORT_EPOCHS):
        chance.shuffle(known)
        for features, sort, weight in known:
            errors = likelihoods(features, weights)
            errors[sort] -= 1
            for feature in features:
                mine = weights.setdefault(feature, [0.0] * len(SORTS))
                square = squares.setdefault(feature, [1e-8] * len(SORTS))
                for number, error in enumerate(errors):
                    slope = weight * error + _SORT_DECAY * mine[number]
                    square[number] += slope * slope
                    mine[number] -= _SORT_RATE * slope / math.sqrt(square[number])
    return weights


def _sort_example(
    sentence: Sentence, row: GoldRow, lesson: Lesson, suggested: Sequence
) -> tuple[list[str], int, float] | None:
    sort = (row.kind, row.firmness if row.kind == "commitment" else "")
    if sort not in SORTS:
        return None
    span = Span(row.start, row.end)
    same = next((s for s in suggested if overlap((s.start, s.end), span) >= MATCH), None)
    found = sort_features(
        sentence,
        within(sentence, span),
        read_sort(lesson.text, span),
        (same.kind, same.firmness) if same else None,
    )
    kept = found if lesson.unseen else [one for one in found if not one.startswith("ruled")]
    return kept, SORTS.index(sort), lesson.weight


def learn(folder: Path, without: Iterable[str] = (), said: Callable[[str], None] = print) -> Model:
    """Return the model the annotated letters of ``folder`` teach; the same for the same letters."""
    numbers = _Numbers()
    examples: list[_Example] = []
    letters: list[int] = []
    sorts = []
    for letter, lesson in enumerate(lessons(folder, without)):
        sentences = list(units(lesson.text))
        suggested = ruled(lesson.text, sentences)
        for sentence, seen, rules in looked_at(lesson.text, sentences, suggested):
            example = _example(sentence, seen, rules, lesson, numbers)
            if example:
                examples.append(example)
                letters.append(letter)
            for row in lesson.rows:
                if sentence.span.start <= row.start and row.end <= sentence.span.end:
                    sorts.append(_sort_example(sentence, row, lesson, suggested))
    said(f"{len(examples)} sentences, {len(numbers)} features")
    weights = _learn_spans(examples, letters, len(numbers), said)
    spans = {
        name: weight for name, weight in zip(numbers, weights, strict=True) if abs(weight) >= _SMALL
    }
    return Model(
        spans,
        {
            name: found
            for name, found in _learn_sorts([one for one in sorts if one]).items()
            if max(map(abs, found)) >= _SMALL
        },
        fingerprint(folder),
    )
