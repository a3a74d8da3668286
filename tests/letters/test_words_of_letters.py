"""Letters are found by words of theirs and of their list, through indexes alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.references import new_ref
from letters.models import Letter
from letters.queries import search_letters
from tests.factories import make_letter, make_list
from tests.plans import plans_of_words

pytestmark = pytest.mark.django_db


SENDER = "Zoé Réal <zoe.real@exemple.fr>"


@pytest.fixture
def letter(saint_denis):
    row = make_list(label="Ensemble, retrouvons l'espoir", commune=saint_denis)
    return sent(make_letter(row))


@pytest.fixture(params=[2000, 0, -1])
def common(request, monkeypatch):
    """Words of more rows than that are common: none, those that some row holds, all."""
    monkeypatch.setattr("accounts.searching.COMMON", request.param)


def sent(letter: Letter, **changes) -> Letter:
    """The letter, as it would be had it come by mail."""
    letter.sender, letter.subject = SENDER, "Pacte : notre réponse"
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.save()
    return letter


def copied(letter: Letter, **changes) -> Letter:
    """Another letter like it."""
    return sent(Letter.objects.get(pk=letter.pk), pk=None, ref=new_ref(), **changes)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("real zoe", True),
        ("ZOE.REAL@exemple.fr", True),
        ("reponse", True),
        ("st denis", True),
        ("93066", True),
        ("retrouvons espoir", True),
        ("inventé", True),
        ("eal", False),
        ("introuvable", False),
        ("' OR 1=1 --", False),
        ("z", False),
    ],
)
def test_a_letter_is_found_by_its_words(letter, typed, found, common):
    assert (letter in search_letters(Letter.objects.all(), typed)) is found


def test_a_letter_is_found_by_its_reference_alone(letter, common):
    copied(letter)
    assert list(search_letters(Letter.objects.all(), f" {letter.ref.upper()} ")) == [letter]


def test_a_letter_of_no_list_is_found_by_its_sender(letter, common):
    row = sent(letter, electoral_list=None)
    assert list(search_letters(Letter.objects.all(), "zoé")) == [row]


def test_every_letter_of_a_frequent_word_is_found(letter, saint_denis):
    """Searching lists stops at fifty; searching letters does not."""
    for number in range(55):
        copied(letter, electoral_list=make_list(label=f"Espoir {number}", commune=saint_denis))
    assert search_letters(Letter.objects.all(), "espoir").count() == 56


def test_the_index_of_letters_follows_what_is_written(letter):
    """Fails when a migration made the table anew and lost the triggers that keep the index."""
    Letter.objects.filter(pk=letter.pk).update(search_words="charrette")
    assert letter not in search_letters(Letter.objects.all(), "zoe")
    assert letter in search_letters(Letter.objects.all(), "charrette")


def test_letters_are_never_looked_for_row_by_row(letter):
    with CaptureQueriesContext(connection) as asked:
        rows = search_letters(Letter.objects.order_by(), "espoir")
    assert_words_are_read_from_their_indexes([one["sql"] for one in asked.captured_queries])
    if connection.vendor == "sqlite":
        assert "SCAN letters_letter\n" not in rows.explain() + "\n"
        assert "SCAN U0\n" not in rows.explain() + "\n"
    else:
        text = plans_of_words(lambda: search_letters(Letter.objects.order_by(), "espoir"))
        assert "Index Scan on letter_words" in text
        assert "Seq Scan on letters_letter" not in text + rows.explain()


def assert_words_are_read_from_their_indexes(statements: list[str]):
    """Those of lists and of letters are; on PostgreSQL the statements that say so are explained."""
    index = "to_tsvector" if connection.vendor == "postgresql" else "_words MATCH"
    for table in ("communes_electorallist", "letters_letter"):
        assert any(index in one and table in one for one in statements)


def test_letters_of_a_frequent_word_are_read_in_the_order_of_the_page(letter, monkeypatch):
    monkeypatch.setattr("accounts.searching.COMMON", -1)
    rows = search_letters(Letter.objects.order_by("-pk"), "espoir")[:50]
    assert '"letters_letter"."id" IN' not in str(rows.query)
    if connection.vendor == "sqlite":
        assert "TEMP B-TREE FOR ORDER BY" not in rows.explain()
