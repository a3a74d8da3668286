"""The sentences of a letter, and the stretches of each that may be a passage."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letters.reading.context import Unit
from letters.reading.folding import Folded, fold
from letters.reading.learned.words import (
    CLOSING,
    COORDINATORS,
    SUBJECTS,
    SUBORDINATORS,
    WORD,
    classes,
    listed,
    shapes,
)
from letters.reading.lines import Span
from letters.reading.segment import Block, blocks, sentences_of

_BEFORE_START = COORDINATORS | listed("que qu' de d' a alors ainsi aussi pour oui enfin")
_AT_END = COORDINATORS | SUBORDINATORS | SUBJECTS | listed("avec sans en des ainsi y voire")
_VERBS_FIRST = frozenset(("inf", "fut1", "fut3"))
# Bounds that keep the work linear: where a text stays under them, they change nothing.
_STARTS, _MANY_STARTS = 60, 150
_ENDS, _FEW_ENDS = 14, 6


@dataclass(slots=True)
class Sentence:
    """A sentence cut into words, with the places where a passage may start and end.

    ``places`` are the words in ``folded``; ``at`` and ``to`` where each starts and ends, in code
    points of the letter; ``breaks`` says before which a line ends.
    ``starts`` are numbers of words; ``ends`` are one past the last word of a passage. ``last``
    is the end that leaves out the final marks. ``unit`` is what the rules know of the sentence:
    ``None`` for quoted mail, questions and introductions.
    """

    span: Span
    block: Block
    unit: Unit | None
    folded: Folded
    words: list[str]
    places: list[tuple[int, int]]
    classes: list[str]
    shapes: list[str]
    at: list[int]
    to: list[int]
    breaks: list[bool]
    starts: list[int]
    ends: list[int]
    last: int

    def marks(self, number: int) -> bool:
        """Say whether a word is a mark of punctuation."""
        return not self.words[number][0].isalnum()

    def pairs(self) -> Iterator[tuple[int, list[int]]]:
        """Yield for each position in ``starts`` those in ``ends`` that may go with it, in order.

        None goes with a start in a hostile text; a bracket opened is closed.
        """
        if len(self.starts) > _MANY_STARTS:
            return
        ends = self.ends
        reach = _ENDS if len(self.starts) <= _STARTS else _FEW_ENDS
        depth = self._depths() if "(" in self.words else None
        for i, start in enumerate(self.starts):
            first = bisect_left(ends, start + 1)
            near = list(range(first, min(len(ends), first + reach)))
            if reach == _ENDS and first + reach < len(ends):
                near.append(len(ends) - 1)
            yield i, [j for j in near if depth[ends[j]] == depth[start]] if depth else near

    def _depths(self) -> list[int]:
        """Return how many brackets are open before each word, and after the last."""
        depths = [0]
        for word in self.words:
            depths.append(depths[-1] + (word == "(") - (word == ")" and depths[-1] > 0))
        return depths


def sentences(text: str, units: Sequence[Unit], edges: Sequence[Span]) -> list[Sentence]:
    """Return the sentences of a letter; ``edges`` are spans whose ends are candidates too."""
    found = []
    unit = edge = 0
    for block in blocks(text):
        for span in sentences_of(text, block.body, block.end):
            while unit < len(units) and units[unit].end <= span.start:
                unit += 1
            while edge < len(edges) and edges[edge].end <= span.start:
                edge += 1
            over = units[unit] if unit < len(units) and units[unit].start < span.end else None
            beyond = edge
            while beyond < len(edges) and edges[beyond].start < span.end:
                beyond += 1
            sentence = _cut(text, span, block, over, edges[edge:beyond])
            if sentence:
                found.append(sentence)
    return found


def _cut(
    text: str, span: Span, block: Block, unit: Unit | None, edges: Sequence[Span]
) -> Sentence | None:
    folded = fold(text, *span)
    matches = list(WORD.finditer(folded.text))
    if not matches:
        return None
    words = [match.group() for match in matches]
    at = [folded.at[match.start()] for match in matches]
    to = [folded.at[match.end() - 1] + 1 for match in matches]
    breaks = [False] * len(words)
    if "\n" in text[span.start : span.end]:
        breaks[1:] = ("\n" in text[end:start] for end, start in zip(to, at[1:], strict=False))
    last = len(words)
    while last > 1 and _ends_nothing(words[last - 1]):
        last -= 1
    sentence = Sentence(
        span,
        block,
        unit,
        folded,
        words,
        [match.span() for match in matches],
        classes(folded, matches),
        shapes(folded, matches),
        at,
        to,
        breaks,
        [],
        [],
        last,
    )
    spans = [within(sentence, edge) for edge in edges]
    sentence.starts = sorted({*_starts(sentence), *(start for start, _ in spans)})
    sentence.ends = sorted({*_ends(sentence), *(end for _, end in spans)})
    return sentence


def within(sentence: Sentence, span: Span) -> tuple[int, int]:
    """Return a span of the letter as words of the sentence: the first, and one past the last."""
    words = sentence.words
    start = min(bisect_left(sentence.at, span.start), len(words) - 1)
    end = max(bisect_left(sentence.at, span.end), start + 1)
    while end > start + 1 and _ends_nothing(words[end - 1]):
        end -= 1
    return start, end


def _ends_nothing(word: str) -> bool:
    return not word[0].isalnum() and word not in CLOSING


def _starts(sentence: Sentence) -> list[int]:
    words, kinds = sentence.words, sentence.classes
    found = []
    for number, word in enumerate(words):
        if sentence.marks(number):
            continue
        before = words[number - 1] if number else "."
        if (
            not before[0].isalnum()
            or before in _BEFORE_START
            or word in SUBJECTS
            or kinds[number] in _VERBS_FIRST
            or sentence.breaks[number]
        ):
            found.append(number)
    return found or [0]


def _ends(sentence: Sentence) -> list[int]:
    words = sentence.words
    found = []
    for end in range(1, len(words) + 1):
        if _ends_nothing(words[end - 1]):
            continue
        following = words[end] if end < len(words) else "."
        if (
            not following[0].isalnum()
            or following in _AT_END
            or end == sentence.last
            or sentence.breaks[end]
        ):
            found.append(end)
    return found
