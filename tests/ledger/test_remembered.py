"""What is counted once stands until something is recorded, and no longer."""

import pytest

from ledger.models import Entry
from ledger.remembered import until_recorded
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_is_counted_again_after_each_entry_and_not_before(django_assert_num_queries):
    @until_recorded
    def entries() -> int:
        return Entry.objects.count()

    factories.make_election()
    before = entries()
    with django_assert_num_queries(2):
        assert entries() == before
    factories.make_list()
    assert entries() == Entry.objects.count() > before


def test_an_answer_is_held_for_each_argument():
    asked = []

    @until_recorded
    def twice(word: str) -> str:
        asked.append(word)
        return word * 2

    factories.make_election()
    assert [twice(word) for word in ("a", "b", "a", "b", "")] == ["aa", "bb", "aa", "bb", ""]
    assert [twice(""), asked] == ["", ["a", "b", ""]]
    factories.make_list()
    assert [twice("a"), asked] == ["aa", ["a", "b", "", "a"]]
