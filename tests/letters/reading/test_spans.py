"""Spans of a text: cut, found by their words, moved by a word."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.reading.personal import personal_spans
from letters.reading.spans import moved, occurrences, segments, trimmed

TEXT = "Nous ferons  ceci,\net l’autre chose. Nous ferons ceci"
WORDS = st.text(alphabet="ab’ .\n\U0001f642", max_size=40)


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@given(WORDS, st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=6))
def test_the_parts_give_the_text_back(text, pairs):
    spans = [Span(a, b) for a, b in pairs]
    parts = segments(text, spans)
    assert "".join(part.text for part in parts) == text
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            covered = "".join(part.text for part in parts if span in part.passages)
            assert covered == text[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nous ferons ceci", [(0, 17), (37, 53)]),
        ("ceci, et", [(13, 21)]),
        ("l'autre", [(22, 29)]),
        ("nous", []),
        ("(a+)+", []),
        (" \n ", []),
    ],
)
def test_words_are_found_whatever_a_paste_changed(words, found):
    assert occurrences(TEXT, words) == found


@pytest.mark.parametrize(
    ("edge", "wider", "words"),
    [
        ("start", True, "Nous ferons  ceci,"),
        ("start", False, "ceci,"),
        ("end", True, "ferons  ceci,\net"),
        ("end", False, "ferons"),
    ],
)
def test_ends_move_by_one_word(edge, wider, words):
    start, end = moved(TEXT, 5, 18, edge=edge, wider=wider)
    assert TEXT[start:end] == words


@given(WORDS, st.integers(0, 40), st.integers(0, 40), st.booleans(), st.booleans())
def test_a_moved_span_holds_words_of_the_text(text, start, length, at_start, wider):
    end = min(start + length, len(text))
    if not text[start:end].strip():
        return
    start, end = trimmed(text, start, end)
    edge = "start" if at_start else "end"
    new_start, new_end = moved(text, start, end, edge=edge, wider=wider)
    assert text[new_start:new_end].strip()
    assert (new_start <= start and new_end >= end) if wider else True
    assert (start <= new_start < new_end <= end) if not wider else True


def test_blanks_are_trimmed():
    assert trimmed("  a b ", 0, 6) == (2, 5)
    assert trimmed("   ", 0, 3) == (3, 3)


@pytest.mark.parametrize(
    "words",
    [
        "alix@liste.example",
        "alix.invente+pacte@ville-de.liste.example",
        "01 23 45 67 89",
        "0123456789",
        "+33 1 23 45 67 89",
        "+33 (0)1.23.45.67.89",
    ],
)
def test_what_reaches_a_person_is_found_whole(words):
    text = f"Écrivez ou appelez ({words})."
    found = [text[one["start"] : one["end"]] for one in personal_spans(text)]
    assert found == [words]


@pytest.mark.parametrize(
    "words", ["le 09 mars 2026", "93066", "a@b", "200057867", "12 345 678 901"]
)
def test_what_reaches_nobody_is_left(words):
    assert personal_spans(words) == []
