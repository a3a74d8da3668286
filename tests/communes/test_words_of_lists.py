"""Words of lists are found through the index of the database, which keeps it exact itself."""

import pytest
from django.db import connection

from communes.finding import lists_with_words
from communes.models import ElectoralList
from tests.factories import make_list

pytestmark = pytest.mark.django_db


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
def test_words_of_lists_begin_a_word(text, matches):
    row = make_list(label="Ensemble, retrouvons l'espoir")
    assert (row in lists_with_words(ElectoralList.objects.all(), text)) is matches


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
    rows = lists_with_words(ElectoralList.objects.order_by(), "espoir")
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in rows.explain()
        assert "SCAN communes_electorallist\n" not in rows.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        assert "electoral_list_words" in rows.explain()
