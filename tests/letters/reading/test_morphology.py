"""French endings: futures, infinitives and participles, and what only looks like them."""

import pytest

from letters.reading.morphology import (
    first_person_futures,
    is_infinitive,
    is_participle,
    third_person_futures,
)


@pytest.mark.parametrize(
    "word", ["former", "choisir", "mettre", "entreprendre", "recevoir", "reduire", "inscrire"]
)
def test_infinitives(word: str) -> None:
    assert is_infinitive(word)


@pytest.mark.parametrize(
    "word", ["premier", "atelier", "avenir", "notre", "libre", "papier", "loisir", "octobre"]
)
def test_not_infinitives(word: str) -> None:
    assert not is_infinitive(word)


def test_futures_are_not_presents_in_rons() -> None:
    text = "nous preparons et nous mettrons ce que je ferai, vrai ou non, aux environs"
    assert [match.group() for match in first_person_futures(text, 0, len(text))] == [
        "mettrons",
        "ferai",
    ]


def test_futures_of_the_third_person() -> None:
    text = "la camera sera la et les agents auront zimbra"
    assert [match.group() for match in third_person_futures(text, 0, len(text))] == [
        "sera",
        "auront",
    ]


@pytest.mark.parametrize(
    ("word", "written", "yes"),
    [
        ("formee", "formée", True),
        ("forme", "formé", True),
        ("forme", "forme", False),
        ("FORME".lower(), "FORME", True),
        ("utile", "utile", False),
        ("mis", "mis", True),
        ("inscrite", "inscrite", True),
        ("plus", "plus", False),
    ],
)
def test_participles_by_their_accent(word: str, written: str, yes: bool) -> None:
    assert is_participle(word, written) is yes
