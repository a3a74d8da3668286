"""Folding forgets typography and remembers offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.reading.folding import fold, fold_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L’ÉQUIPE  s’engage\u00a0: « oui »", "l'equipe s'engage : \" oui \""),
        ("élu·e·s, prêt.e.s, professionnel.les", "elu, pret, professionnel"),
        ("candidat(e)s engagé-e-s", "candidat engage"),
        ("numé-\n  rique", "numerique"),
        ("cœur **fort**", "coeur fort"),
        ("e\u0301cole ﬁable", "ecole fiable"),
        ("peut-être est-ce", "peut-etre est-ce"),
        ("nous formerons.le", "nous formerons.le"),
    ],
)
def test_typography_is_forgotten(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_offsets_come_back() -> None:
    text = "  Les élu·e·s s’engagent  "
    folded = fold(text)
    start = folded.text.index("s'engagent")
    first, last = folded.origin(start, start + len("s'engagent"))
    assert text[first:last] == "s’engagent"


def test_words_of_a_name() -> None:
    assert fold_words("« Ensemble, retrouvons l’Espoir ! »") == "ensemble retrouvons l espoir"


@given(st.text(max_size=200))
def test_offsets_stay_inside_and_grow(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.at) == len(folded.written)
    assert all(0 <= index < len(text) for index in folded.at)
    assert list(folded.at) == sorted(folded.at)
    assert "  " not in folded.text
