"""Suggestions against letters annotated by hand.

The ``development`` files were used to write the rules, and so, once looked at, were most of the
``held-out`` ones. The ten sets ``lesson-…`` were annotated by people who knew neither the rules nor
each other, one register each. What the model learns, it learns from all of them (``learn.py``), but
five sets: ``lesson-held-out``, of the ten; ``eighth-held-out`` and ``ninth-held-out``, ordinary
mailbags by two other such persons, the second measured for the first time when all else was done;
``held-out`` and ``fourth-held-out``, annotated before the rules of their round
were tuned. These say what to expect of letters nobody saw: never look at them row by row, read
their totals alone. On the others, figures only say that nothing broke. Recall is worth more than
precision here, down to 0.75: a person confirms or rejects every passage. Every letter is invented.
"""

from functools import cache
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
    ("ninth-held-", "ninth-held-out"),
    ("lesson-held-", "lesson-held-out"),
    *(
        (f"lesson-{name}-", f"lesson-{name}")
        for name in ("one", "two", "three", "four", "six", "seven", "eight", "nine", "ten")
    ),
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


@cache
def suggested(name: str) -> list[Suggestion]:
    return suggest(TEXTS[name])


def measured(prefix: str, gold: list[GoldRow]) -> Result:
    return evaluate(gold, {name: suggested(name) for name in TEXTS if name.startswith(prefix)})


def test_the_corpus_is_large_enough() -> None:
    assert len([name for name in TEXTS if name.startswith("held-")]) >= 7
    assert len(TEXTS) >= 14
    annotated = {row.letter for row in rows(*NAMES)}
    others = {name for name in TEXTS if not name.startswith(("lesson-", "ninth-"))}
    assert (annotated | set(SILENT)) >= others
    assert len(TEXTS) - len(others) == 430


def test_a_letter_of_refusal_gives_nothing() -> None:
    assert suggest(TEXTS["second-dev-07-refusal.txt"]) == []


def test_what_is_taught_is_known() -> None:
    result = measured("", rows(*NAMES))
    assert result.recall >= 0.92, [row.quote for row in result.misses]
    assert result.precision >= 0.90, [found.quote for _, found in result.false_alarms]


def test_every_reason_has_its_words() -> None:
    """Those of the desk; here, where all letters are read."""
    from letters.admin.wording import TURNS

    reasons = {one.reason for name in TEXTS for one in suggested(name)}
    assert len(reasons) > 30
    assert {reason.partition(" («")[0] for reason in reasons} <= TURNS.keys()


# Of firmness two people agree on nine passages of ten.
@pytest.mark.parametrize(("prefix", "name"), PARTS)
def test_kind_and_firmness_of_what_is_found(prefix: str, name: str) -> None:
    result = measured(prefix, rows(name))
    assert result.same_kind >= 0.95
    assert result.same_firmness >= (
        {"lesson-held-out": 0.79, "fourth-held-out": 0.87}.get(name, 0.89)
    )


@pytest.mark.parametrize(
    ("prefix", "name", "precision", "recall"),
    [
        ("lesson-held-", "lesson-held-out", 0.78, 0.90),
        ("eighth-held-", "eighth-held-out", 0.85, 0.90),
        ("ninth-held-", "ninth-held-out", 0.79, 0.92),
        ("held-", "held-out", 0.93, 0.97),
        ("fourth-held-", "fourth-held-out", 0.88, 0.84),
    ],
)
def test_letters_nobody_learned_from(
    prefix: str, name: str, precision: float, recall: float
) -> None:
    """The goal, recall 0.90 at precision 0.75, is reached but on ``fourth-held-out``."""
    result = measured(prefix, rows(name))
    assert result.precision >= precision
    assert result.recall >= recall


LEVELLED = [one for one in PARTS if not one[1].startswith(("lesson-", "ninth-"))]


@pytest.mark.parametrize(("prefix", "name"), LEVELLED)
def test_level_of_what_is_found(prefix: str, name: str) -> None:
    levels = [row.levels == "+".join(best.levels) for row, best in _pairs(name)]
    # There the level is often that of a sentence further up.
    least = {"fourth-held-out": 0.93, "eighth-held-out": 0.92}
    assert sum(levels) / len(levels) >= least.get(name, 0.95)


@pytest.mark.parametrize(("prefix", "name"), PARTS)
def test_edges_of_what_is_found(prefix: str, name: str) -> None:
    edges = [
        overlap((row.start, row.end), (best.start, best.end)) >= 0.8 for row, best in _pairs(name)
    ]
    least = {"lesson-held-out": 0.76, "fourth-held-out": 0.77, "eighth-held-out": 0.81}
    assert sum(edges) / len(edges) >= least.get(name, 0.85)


def _pairs(name: str) -> list[tuple[GoldRow, Suggestion]]:
    found = ((row, _nearest(row, suggested(row.letter))) for row in rows(name))
    return [(row, best) for row, best in found if best]


def _nearest(row: GoldRow, suggested: list[Suggestion]) -> Suggestion | None:
    shares = [(overlap((row.start, row.end), (s.start, s.end)), s) for s in suggested]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= MATCH else None
