"""Suggestions against letters annotated by hand.

The ``development`` files were used to write the rules; ``second-held-out.tsv`` and
``third-held-out.tsv`` were set aside in their round and are looked at since the fourth,
``fifth-held-out.tsv`` since the sixth; ``sixth-held-out.tsv`` (hard prose) and
``seventh-held-out.tsv`` (an ordinary mailbag) were annotated by people who had not seen the rules,
measured once (precision .62 and .87, recall .69 and .80), and are looked at since.
``eighth-held-out.tsv``, an ordinary mailbag by another such person, says what to expect of letters
nobody saw: it, ``held-out.tsv`` and ``fourth-held-out.tsv`` (annotated before the rules of their
round were tuned) are never looked at row by row: read their totals alone. The letters of
``sixth-development.tsv`` were each annotated before they were read by the rules, then served to
mend them. Since the fifth round precision is spent for recall, down to 0.75 on letters nobody saw:
a person confirms or rejects every passage. Every letter is invented.
"""

from pathlib import Path

import pytest

from letters.reading.evaluate import MATCH, GoldRow, Result, evaluate, load_gold, overlap
from letters.reading.suggest import Suggestion, suggest

PARTS = (
    ("dev-", "development"),
    ("held-", "held-out"),
    ("second-dev-", "second-development"),
    ("second-held-", "second-held-out"),
    ("third-dev-", "third-development"),
    ("third-held-", "third-held-out"),
    ("fourth-dev-", "fourth-development"),
    ("fourth-held-", "fourth-held-out"),
    ("fifth-dev-", "fifth-development"),
    ("fifth-held-", "fifth-held-out"),
    ("sixth-dev-", "sixth-development"),
    ("sixth-held-", "sixth-held-out"),
    ("seventh-held-", "seventh-held-out"),
    ("eighth-held-", "eighth-held-out"),
)
NAMES = tuple(name for _, name in PARTS)
# Letters that commit to nothing: refusals, politeness, memories and opinions.
SILENT = (
    "second-dev-07-refusal.txt",
    "third-dev-05-village-sec.txt",
    "third-dev-12-refus-poli.txt",
    "third-dev-29-polie-longue-rien.txt",
    "third-dev-47-silence-radio.txt",
    "third-held-07-non.txt",
    "third-held-11-rien-valeurs.txt",
    "third-held-15-poli-vide.txt",
    "fourth-dev-06-sans-suite.txt",
    "fourth-dev-19-vagues.txt",
    "fourth-dev-34-rien-adjoint.txt",
    "fourth-held-06-rien-un.txt",
    "fourth-held-12-rien-deux.txt",
    "fifth-dev-07-refus.txt",
    "fifth-dev-20-rien.txt",
    "fifth-held-20-rien.txt",
    "sixth-dev-12-refus-detaille.txt",
    "sixth-dev-37-rien.txt",
    "sixth-held-11-langue-de-bois.txt",
    "seventh-held-18-politesse-belmont.txt",
)
GOLD = Path(__file__).parent / "gold"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))}


def rows(*names: str) -> list[GoldRow]:
    return [row for name in names for row in load_gold(GOLD / f"{name}.tsv", TEXTS)]


def measured(prefix: str | tuple[str, ...], gold: list[GoldRow]) -> Result:
    letters = {name: text for name, text in TEXTS.items() if name.startswith(prefix)}
    return evaluate(gold, {name: suggest(text) for name, text in letters.items()})


def test_the_corpus_is_large_enough() -> None:
    assert len([name for name in TEXTS if name.startswith("held-")]) >= 7
    assert len(TEXTS) >= 14
    annotated = {row.letter for row in rows(*NAMES)}
    assert annotated | set(SILENT) == set(TEXTS)


def test_a_letter_of_refusal_gives_nothing() -> None:
    assert suggest(TEXTS["second-dev-07-refusal.txt"]) == []


def test_recall_and_precision_reach_the_goal() -> None:
    result = measured("", rows(*NAMES))
    assert result.recall >= 0.90, [row.quote for row in result.misses]
    assert result.precision >= 0.90, [found.quote for _, found in result.false_alarms]


@pytest.mark.parametrize(("prefix", "name"), PARTS)
def test_kind_and_firmness_of_what_is_found(prefix: str, name: str) -> None:
    result = measured(prefix, rows(name))
    assert result.same_kind >= 0.9
    assert result.same_firmness >= (0.89 if name == "fourth-held-out" else 0.9)


@pytest.mark.parametrize(
    ("prefix", "name", "recall"),
    [("held-", "held-out", 0.92), ("second-held-", "second-held-out", 0.88)],
)
def test_letters_nobody_tuned_to(prefix: str, name: str, recall: float) -> None:
    result = measured(prefix, rows(name))
    assert result.precision >= 0.85
    assert result.recall >= recall


@pytest.mark.parametrize(
    ("prefix", "name", "precision", "recall"),
    [
        ("third-dev-", "third-development", 0.92, 0.95),
        ("third-held-", "third-held-out", 0.91, 0.92),
        ("fourth-dev-", "fourth-development", 0.94, 0.93),
        ("fourth-held-", "fourth-held-out", 0.84, 0.83),
        ("fifth-dev-", "fifth-development", 0.91, 0.85),
        ("fifth-held-", "fifth-held-out", 0.91, 0.92),
        ("sixth-dev-", "sixth-development", 0.91, 0.87),
        ("sixth-held-", "sixth-held-out", 0.87, 0.93),
        ("seventh-held-", "seventh-held-out", 0.94, 0.96),
        ("eighth-held-", "eighth-held-out", 0.77, 0.79),
    ],
)
def test_letters_of_the_later_rounds(
    prefix: str, name: str, precision: float, recall: float
) -> None:
    result = measured(prefix, rows(name))
    assert result.precision >= precision
    assert result.recall >= recall


@pytest.mark.parametrize(("prefix", "name"), PARTS)
def test_level_and_edges_of_what_is_found(prefix: str, name: str) -> None:
    suggested = {name: suggest(text) for name, text in TEXTS.items() if name.startswith(prefix)}
    pairs = [(row, best) for row in rows(name) if (best := _nearest(row, suggested[row.letter]))]
    levels = [row.levels == "+".join(best.levels) for row, best in pairs]
    edges = [overlap((row.start, row.end), (best.start, best.end)) >= 0.8 for row, best in pairs]
    # There the level is often that of a sentence further up.
    least = {"fourth-held-out": 0.94, "eighth-held-out": 0.92}
    assert sum(levels) / len(pairs) >= least.get(name, 0.96)
    least = {"sixth-held-out": 0.82, "eighth-held-out": 0.79}
    assert sum(edges) / len(pairs) >= least.get(name, 0.85)


def _nearest(row: GoldRow, suggested: list[Suggestion]) -> Suggestion | None:
    shares = [(overlap((row.start, row.end), (s.start, s.end)), s) for s in suggested]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= MATCH else None
