"""The newest rows of what is looked for fill the pages of a table, whatever finds them."""

import sys

import pytest

from accounts.newest import Newest, newest_of, newest_with
from accounts.paging import BoundedPaginator
from accounts.searching import begun_by, words_in
from communes.models import ElectoralList
from tests.factories import make_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages_of_two(monkeypatch):
    """Words of more than three rows are common, pages end at the second row, no table is small."""
    monkeypatch.setattr("accounts.searching.COMMON", 3)
    monkeypatch.setattr("accounts.newest.COUNTED", 2)
    monkeypatch.setattr("accounts.newest.TOLD", 2)
    small_up_to(monkeypatch, 0)


def small_up_to(monkeypatch, newest: int):
    for module in ("newest", "paging"):
        monkeypatch.setattr(f"accounts.{module}.SMALL", newest)


@pytest.fixture
def lists():
    """Seven lists with a word in common, the oldest first; the first two are invented."""
    made = [make_list(label=f"Espoir {number}") for number in range(7)]
    ElectoralList.objects.filter(pk__in=[one.pk for one in made[2:]]).update(fictitious=False)
    return made


def shown(rows=None, words=("espoir",)) -> list[ElectoralList]:
    rows = ElectoralList.objects.all() if rows is None else rows
    return list(newest_with(rows, "search_label", list(words)).order_by("-pk"))


def test_few_are_all_there(lists):
    assert shown() == lists[::-1]
    assert shown(words=("espoir", "3")) == [lists[3]]
    assert shown(words=("introuvable",)) == []


def test_of_many_the_newest_are_there(lists, pages_of_two):
    assert shown()[:3] == lists[:3:-1]


def counted(asked: list[int], rows):
    """`shown`; how many keys the index was asked for is added to `asked`."""

    def way(most):
        asked.append(most)
        return Newest.with_words(ElectoralList, "search_label", ["espoir"], most)

    return list(newest_of(rows, begun_by("search_label", ["espoir"]), way).order_by("-pk"))


def test_no_more_are_gathered_than_fill_the_pages(lists, pages_of_two):
    asked = []
    assert counted(asked, ElectoralList.objects.all()) == lists[:3:-1]
    assert asked == [2]


def test_filters_that_leave_some_of_the_newest_have_as_many_more_gathered(lists, pages_of_two):
    """One in three is kept: of the four newest two, of the five, and of all seven three."""
    asked, kept = [], [one.pk for one in lists[::3]]
    assert counted(asked, ElectoralList.objects.filter(pk__in=kept)) == lists[::-3]
    assert asked == [3, 4, 6]


@pytest.mark.parametrize("common", [False, True])
def test_a_small_table_is_shown_whole(lists, pages_of_two, monkeypatch, common):
    """Sorted by a click, the first are not the newest."""
    if common:
        monkeypatch.setattr("accounts.newest.AT_MOST", -1)
    for greatest, expected in ((lists[-1].pk, lists), (lists[-1].pk - 1, lists[4:])):
        small_up_to(monkeypatch, greatest)
        found = newest_with(ElectoralList.objects.all(), "search_label", ["espoir"])
        assert list(found.order_by("pk")) == expected


def test_pages_of_what_is_told_row_by_row_end_sooner_and_say_so(lists, pages_of_two, monkeypatch):
    monkeypatch.setattr("accounts.newest.AT_MOST", -1)
    monkeypatch.setattr("accounts.newest.TOLD", 3)
    found = newest_with(ElectoralList.objects.all(), "search_label", ["espoir"])
    pages = BoundedPaginator(found.select_related("commune").order_by("-pk"), 2)
    assert (pages.count, pages.has_more) == (3, True)
    assert [list(page.object_list) for page in pages] == [lists[:4:-1], [lists[4]]]
    few = newest_with(ElectoralList.objects.all(), "search_label", ["espoir", "5"])
    pages = BoundedPaginator(few.order_by("-pk"), 2)
    assert (pages.count, pages.has_more) == (1, False)


def test_more_than_an_index_should_give_are_read_in_their_order(lists, pages_of_two, monkeypatch):
    monkeypatch.setattr("accounts.searching.COMMON", 1)
    monkeypatch.setattr("accounts.searching.COMMON_NEWEST", 2)
    assert shown()[:3] == lists[:3:-1]


def test_filters_that_leave_few_of_the_newest_look_further(lists, pages_of_two):
    invented = ElectoralList.objects.filter(fictitious=True)
    assert shown(invented) == lists[1::-1]
    others = ElectoralList.objects.filter(fictitious=False)
    assert shown(others)[:3] == lists[:3:-1]


def test_a_letter_narrows_what_words_find(lists, pages_of_two):
    assert shown(words=("espoir", "5")) == [lists[5]]


@pytest.mark.parametrize("word", ["aᦰb", "ᦰ", "𞤀𞤁"])
def test_letters_that_a_database_does_not_know_are_letters(word):
    made = make_list(label=f"Ensemble {word}c")
    make_list(label="Ensemble a b")
    assert shown(words=("ensemble", *words_in(word))) == [made]


def test_ways_to_find_are_put_together_from_where_none_is_missing():
    some, all_of_them = Newest(frozenset({9, 8, 7}), 7), Newest(frozenset({8, 2}))
    assert some | all_of_them == Newest(frozenset({9, 8, 7}), 7)
    assert some | Newest(frozenset({12, 10}), 10) == Newest(frozenset({12, 10}), 10)
    assert all_of_them | Newest(frozenset({1})) == Newest(frozenset({8, 2, 1}))
    assert some | Newest(frozenset(), sys.maxsize) == Newest(frozenset(), sys.maxsize)
