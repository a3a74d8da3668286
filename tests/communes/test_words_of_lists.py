"""Words of lists are found through the index of the database, which keeps it exact itself."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.finding import lists_found, lists_with_words, search_lists, telling
from communes.models import ElectoralList
from letters.models import Letter
from tests.factories import make_commune, make_letter, make_list
from tests.plans import plans_of_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_common(monkeypatch):
    """Called with True, it makes every word common."""

    def make(yes: bool):
        if yes:
            monkeypatch.setattr("accounts.searching.COMMON", -1)
            monkeypatch.setattr("accounts.newest.AT_MOST", -1)

    return make


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("espoir", True),
        ("RETROUVONS l espoir", True),
        ("espo", True),
        ("spoir", False),
        ("espoir introuvable", False),
        ("' OR 1=1 --", False),
        ("e", True),
        ("", True),
    ],
)
@pytest.mark.parametrize("common", [False, True])
def test_words_of_lists_begin_a_word(text, matches, common, all_common):
    all_common(common)
    row = make_list(label="Ensemble, retrouvons l'espoir")
    assert (row in lists_with_words(ElectoralList.objects.all(), text)) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("retrouvons espoir", True),
        ("spoir", False),
        ("Inventé", True),
        ("alix", False),
        ("st denis", True),
        ("93066", True),
        ("denis saint", False),
        ("e", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("common", [False, True])
def test_lists_are_found_alike_by_keys_and_row_by_row(
    text, matches, common, all_common, saint_denis
):
    all_common(common)
    row = make_list(label="Ensemble, retrouvons l'espoir", commune=saint_denis)
    letter = make_letter(row)
    found = lists_found(text)
    assert (found.keys is None) is (common and bool(telling(text)))
    assert (letter in Letter.objects.filter(found.at("electoral_list"))) is matches


@pytest.mark.parametrize("common", [False, True])
def test_the_first_lists_are_those_of_the_first_communes(common, all_common, monkeypatch):
    monkeypatch.setattr("communes.finding.STEP", 1)
    all_common(common)
    for number, name in enumerate(("Zuydcoote", "Agen", "Metz"), 1):
        make_list(label="Espoir", commune=make_commune(f"9300{number}", name))
    found = [one.commune.name for one in search_lists("espoir", limit=2)]
    assert found == ["Agen", "Metz"]
    assert len(search_lists("espoir")) == 3


def test_common_words_are_read_in_the_order_of_the_page(all_common, monkeypatch):
    """Once, until there are enough for all pages; nothing is sorted, no whole row is read."""
    all_common(True)
    monkeypatch.setattr("accounts.paging.SMALL", 0)
    made = make_list(label="Espoir")
    with CaptureQueriesContext(connection) as asked:
        rows = lists_with_words(ElectoralList.objects.order_by("-pk"), "espoir")[:50]
        assert list(rows) == [made]
    keys = 'SELECT "communes_electorallist"."id" AS "pk" FROM'
    read = [one["sql"] for one in asked.captured_queries if one["sql"].startswith(keys)]
    (told,) = (sql for sql in read if "WHERE" in sql)
    assert told.endswith("ORDER BY 1 DESC LIMIT 201")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {told}")
            assert "TEMP B-TREE" not in str(cursor.fetchall())


def test_the_index_of_lists_follows_what_is_written():
    """Fails when a migration made the table anew and lost the triggers that keep the index."""
    row = make_list(label="Brouette")
    ElectoralList.objects.filter(pk=row.pk).update(search_label="charrette")
    assert not lists_with_words(ElectoralList.objects.all(), "brouette")
    assert row in lists_with_words(ElectoralList.objects.all(), "charrette")
    row.candidates.all().delete()
    row.delete()
    assert not lists_with_words(ElectoralList.objects.all(), "charrette")


def test_lists_are_never_looked_for_row_by_row():
    if connection.vendor == "sqlite":
        rows = lists_with_words(ElectoralList.objects.order_by(), "espoir")
        assert "VIRTUAL TABLE INDEX" in rows.explain()
        assert "SCAN communes_electorallist\n" not in rows.explain()
    else:
        text = plans_of_words(lambda: lists_with_words(ElectoralList.objects.all(), "espoir"))
        assert "Index Scan on electoral_list_words" in text


def test_words_known_to_be_common_are_not_looked_for(monkeypatch):
    """On PostgreSQL, whose plans expect as many of any beginning of a word; others are."""
    monkeypatch.setattr("accounts.searching.COMMON", 5)
    given = {name: getattr(make_list(), name) for name in ("election", "commune")}
    labels = [f"Ensemble pour demain {n}" for n in range(300)]
    ElectoralList.objects.bulk_create(
        ElectoralList(ref=f"b{n:07}", panel_number=n + 10, label=label, **given)
        for n, label in enumerate(labels)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE communes_electorallist")
    assert lists_found("ensemble").keys is None
    assert len(lists_found("ensemble 217").keys) == 1
    if connection.vendor == "postgresql":
        for text, looked in (("ensem", False), ("ensemble demain", False), ("ensemble 17", True)):
            plan = plans_of_words(lambda text=text: lists_found(text), "EXPLAIN ANALYZE")
            left = re.search(r"Scan .*communes_electorallist .*\(never executed\)", plan)
            assert (left is None) is looked, plan
