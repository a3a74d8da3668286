"""Measuring suggestions against letters annotated by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from letters.reading.suggestion import Suggestion

REQUIRED = ("letter", "start", "end", "quote", "kind")
OPTIONAL = ("firmness", "levels")
KINDS = ("commitment", "agreement", "action_due")
MATCH = 0.5


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One annotated passage; offsets in code points; ``firmness`` and ``levels`` may be ""."""

    letter: str
    start: int
    end: int
    quote: str
    kind: str
    firmness: str = ""
    levels: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts and the ratios they give; a ratio without denominator is 1.0."""

    expected: int
    suggested: int
    matched: int

    @property
    def precision(self) -> float:
        return self.matched / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        return self.matched / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """Ratios from 0 to 1, the same by kind, and what was missed or suggested wrongly.

    ``by_kind`` counts pairs under the kind of the annotation, unmatched suggestions under
    their own; ``same_kind`` and ``same_firmness`` are the shares of pairs that agree on it.
    """

    precision: float
    recall: float
    f1: float
    by_kind: dict[str, Measure]
    same_kind: float
    same_firmness: float
    misses: list[GoldRow] = field(default_factory=list)
    false_alarms: list[tuple[str, Suggestion]] = field(default_factory=list)


def overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return intersection over union of two half-open spans, 0 to 1."""
    (start, end), (begin, stop) = first, second
    if start >= stop or begin >= end:
        return 0.0
    shared = min(end, stop) - max(start, begin)
    return shared / (max(end, stop) - min(start, begin)) if shared > 0 else 0.0


def evaluate(gold: Iterable[GoldRow], predicted: Mapping[str, Sequence[Suggestion]]) -> Result:
    """Compare suggestions, by letter name, with the annotated passages.

    Passages pair one to one, best overlap first, when intersection over union is at least
    one half; the kind does not decide the pairing. Letters that have suggestions and no
    annotation count: all their suggestions are false alarms.
    """
    rows = list(gold)
    pairs: list[tuple[GoldRow, Suggestion]] = []
    misses: list[GoldRow] = []
    false_alarms: list[tuple[str, Suggestion]] = []
    for letter in sorted({row.letter for row in rows} | set(predicted)):
        expected = [row for row in rows if row.letter == letter]
        suggested = list(predicted.get(letter, ()))
        paired = _pair(expected, suggested)
        pairs += [(expected[i], suggested[j]) for i, j in paired]
        misses += [row for i, row in enumerate(expected) if i not in {p[0] for p in paired}]
        false_alarms += [
            (letter, s) for j, s in enumerate(suggested) if j not in {p[1] for p in paired}
        ]
    whole = Measure(len(rows), len(pairs) + len(false_alarms), len(pairs))
    firm = [row.firmness == s.firmness for row, s in pairs if row.firmness]
    same = [row.kind == s.kind for row, s in pairs]
    return Result(
        precision=whole.precision,
        recall=whole.recall,
        f1=whole.f1,
        by_kind=_by_kind(rows, pairs, false_alarms),
        same_kind=sum(same) / len(same) if same else 1.0,
        same_firmness=sum(firm) / len(firm) if firm else 1.0,
        misses=misses,
        false_alarms=false_alarms,
    )


def _pair(expected: list[GoldRow], suggested: list[Suggestion]) -> list[tuple[int, int]]:
    candidates = sorted(
        (
            (-overlap((row.start, row.end), (s.start, s.end)), i, j)
            for i, row in enumerate(expected)
            for j, s in enumerate(suggested)
        )
    )
    paired: list[tuple[int, int]] = []
    for negative, i, j in candidates:
        if -negative < MATCH:
            break
        if all(i != a and j != b for a, b in paired):
            paired.append((i, j))
    return paired


def _by_kind(
    rows: list[GoldRow],
    pairs: list[tuple[GoldRow, Suggestion]],
    false_alarms: list[tuple[str, Suggestion]],
) -> dict[str, Measure]:
    measures = {}
    for kind in KINDS:
        matched = sum(row.kind == kind for row, _ in pairs)
        alarms = sum(s.kind == kind for _, s in false_alarms)
        expected = sum(row.kind == kind for row in rows)
        measures[kind] = Measure(expected, matched + alarms, matched)
    return measures


def load_gold(path: str | Path, texts: Mapping[str, str] | None = None) -> list[GoldRow]:
    """Read annotated passages from a tab-separated file.

    Header: letter, start, end, quote, kind; firmness and levels may follow, other columns are
    ignored. In a quote, ``\\n``, ``\\t``, ``\\\\`` stand for a line break, a tab, a backslash. With
    ``texts`` (letter name → text) each quote must stand at its offsets; without, it must
    have their length. Raises ValueError naming the line of the file.
    """
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    header = [name.strip() for name in lines[0].split("\t")] if lines else []
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise ValueError(f"line 1: missing column {', '.join(missing)} (found: {header})")
    return [
        _row(number, dict(zip(header, line.split("\t"), strict=False)), texts)
        for number, line in enumerate(lines[1:], start=2)
        if line.strip()
    ]


def _row(number: int, cells: dict[str, str], texts: Mapping[str, str] | None) -> GoldRow:
    missing = [name for name in REQUIRED if not cells.get(name, "").strip()]
    if missing:
        raise ValueError(f"line {number}: nothing under {', '.join(missing)}")
    try:
        start, end = int(cells["start"]), int(cells["end"])
    except ValueError:
        raise ValueError(f"line {number}: start and end must be whole numbers") from None
    if not 0 <= start < end:
        raise ValueError(f"line {number}: start {start} and end {end} make no span")
    kind = cells["kind"].strip()
    if kind not in KINDS:
        raise ValueError(f"line {number}: unknown kind {kind!r} (known: {', '.join(KINDS)})")
    quote = _quote(number, cells, start, end, texts)
    optional = {name: cells.get(name, "").strip() for name in OPTIONAL}
    return GoldRow(cells["letter"].strip(), start, end, quote, kind, **optional)


def _quote(
    number: int, cells: dict[str, str], start: int, end: int, texts: Mapping[str, str] | None
) -> str:
    quote = _unescaped(cells["quote"])
    letter = cells["letter"].strip()
    if texts is None:
        if end - start != len(quote):
            raise ValueError(
                f"line {number}: {end - start} characters announced, {len(quote)} quoted"
            )
        return quote
    if letter not in texts:
        raise ValueError(f"line {number}: no letter {letter!r}")
    there = texts[letter][start:end]
    if " ".join(there.split()) != " ".join(quote.split()):
        raise ValueError(f"line {number}: {letter} has {there!r} at {start}-{end}, not {quote!r}")
    return there


def load_phrases(path: str | Path) -> list[tuple[str, list[GoldRow]]]:
    """Read annotated phrases from a tab-separated file: each a text of its own, with its passages.

    Header: phrase, passages; a passage is ``start:end:kind:firmness``, a space between two.
    """
    found = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()[1:], 2):
        phrase, passages = line.split("\t")
        text = _unescaped(phrase)
        rows = []
        for passage in passages.split():
            start, end, kind, firmness = passage.split(":")
            span = slice(int(start), int(end))
            rows.append(
                GoldRow(f"line {number}", span.start, span.stop, text[span], kind, firmness)
            )
        found.append((text, rows))
    return found


def _unescaped(quote: str) -> str:
    marks = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r"}
    pieces, position = [], 0
    while position < len(quote):
        mark = quote[position : position + 2]
        pieces.append(marks.get(mark, quote[position]))
        position += 2 if mark in marks else 1
    return "".join(pieces)
