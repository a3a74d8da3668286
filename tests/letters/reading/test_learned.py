"""The learned opinion: its arithmetic, its limits, and the letters it was made from."""

from itertools import combinations
from math import exp
from pathlib import Path

import pytest

from letters.reading.learned.candidates import sentences
from letters.reading.learned.chances import Stretch, chances, chosen, stretches
from letters.reading.learned.learn import KEPT_APART, fingerprint, learn, lessons
from letters.reading.learned.model import WEIGHTS, learned, loaded, written
from letters.reading.suggest import RESEMBLES, suggest

GOLD = Path(__file__).parent / "gold"
LETTER = (
    "Madame, Monsieur,\n\nVotre lettre du 3 mars nous est bien parvenue. Notre liste en a parlé "
    "jeudi.\n\n{}\n\nLe logiciel libre mérite mieux que des discours.\n\nClaire Fictive"
)


def test_the_weights_are_those_the_letters_teach() -> None:
    """If this fails, letters or features changed: run ``manage.py learn_reading``."""
    assert learned().fingerprint == fingerprint(GOLD)


def test_the_file_is_small_and_says_what_the_model_knows() -> None:
    content = WEIGHTS.read_bytes()
    assert len(content) <= 700_000
    assert written(learned()) == content


def test_nothing_kept_apart_is_learned() -> None:
    names = {lesson.name for lesson in lessons(GOLD)}
    assert len(names) > 700
    beginnings = tuple(f"{name.removesuffix('-out')}-" for name in KEPT_APART)
    assert not [name for name in names if name.startswith(beginnings)]


def test_chances_are_shares_of_all_the_ways_to_lay_passages() -> None:
    spans = [(0, 2), (0, 5), (2, 5), (3, 5), (5, 6)]
    scores = [0.5, 1.2, -0.3, 0.1, 2.0]
    ways = [
        way
        for size in range(len(spans) + 1)
        for way in combinations(range(len(spans)), size)
        if all(spans[a][1] <= spans[b][0] for a, b in combinations(way, 2))
    ]
    weights = [exp(sum(scores[number] for number in way)) for way in ways]
    expected = [
        sum(weight for way, weight in zip(ways, weights, strict=True) if number in way)
        / sum(weights)
        for number in range(len(spans))
    ]
    assert chances(spans, scores) == pytest.approx(expected)


def test_a_chance_counts_the_passages_that_would_match() -> None:
    found = stretches([(0, 10), (0, 8), (20, 30)], [0.5, 0.3, 0.1])
    assert [round(one.chance, 3) for one in found] == [0.8, 0.8, 0.1]


def test_two_likely_halves_are_better_than_a_whole() -> None:
    whole, first, second = (
        Stretch(0, 20, 0.1, 0.5),
        Stretch(0, 9, 0.1, 0.4),
        Stretch(10, 20, 0.1, 0.4),
    )
    assert chosen([whole, first, second], 0.2) == [first, second]
    assert chosen([whole, first, second], 0.45) == [whole]


def test_a_bracket_opened_is_closed_and_a_hostile_text_has_no_candidates() -> None:
    text = "Nous formerons (dès 2027, puis chaque année) les agents, et nous ouvrirons le code."
    (sentence,) = sentences(text, [], [])
    for i, near in sentence.pairs():
        for j in near:
            words = sentence.words[sentence.starts[i] : sentence.ends[j]]
            assert words.count("(") == words.count(")")
    for hostile in sentences("a, " * 400, [], []):
        assert sum(len(near) for _, near in hostile.pairs()) < 2000


@pytest.mark.parametrize(
    "said",
    [
        "Nous ne signerons pas le pacte.",
        "Nous refusons de nous engager sur le calendrier.",
        "Depuis 2018, la ville a formé ses agents.",
        "Nous vous souhaitons plein succès et vous prions d'agréer nos salutations.",
        "> Vous engagez-vous à former les agents ?\n> Vous engagez-vous à publier le code ?",
        "Quand formerez-vous les agents de la mairie ?",
    ],
)
def test_refusals_the_past_courtesy_and_questions_stay_out(said: str) -> None:
    assert suggest(LETTER.format(said)) == []


def test_what_the_rules_miss_has_a_reason_with_words_of_the_passage() -> None:
    found = [
        one
        for path in sorted(GOLD.glob("lesson-one-*.txt"))
        for one in suggest(path.read_text(encoding="utf-8"))
    ]
    learned_alone = [one for one in found if one.reason.startswith(f"{RESEMBLES} (« ")]
    assert 0.1 < len(learned_alone) / len(found) < 0.6
    for one in learned_alone:
        words = one.reason.partition("« ")[2].removesuffix(" »)").split(", ")
        assert 1 <= len(words) <= 3
        assert all(word in "".join(one.quote.split("\n")).replace("·", "") for word in words)


def test_scores_are_chances_in_order() -> None:
    found = suggest((GOLD / "lesson-two-01.txt").read_text(encoding="utf-8"))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0.18 <= one.score <= 1 for one in found)


def test_the_same_letters_teach_the_same(tmp_path: Path) -> None:
    for path in [*GOLD.glob("lesson-one*"), *GOLD.glob("second-held-*")]:
        if path.suffix == ".tsv" or path.stem.endswith(("-01", "-02", "-03", "village", "refus")):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in tmp_path.glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if (tmp_path / line.split("\t")[0]).exists()]
        path.write_text("".join([lines[0], *kept]), encoding="utf-8")
    once, again = (learn(tmp_path, said=lambda _: None) for _ in range(2))
    assert once.spans
    assert written(once) == written(again)
    file = tmp_path / "weights.tsv.gz"
    file.write_bytes(written(once))
    assert written(loaded(file)) == written(once)
