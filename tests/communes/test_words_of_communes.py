"""Communes are found by words of their names through the index of the database, kept exact."""

import pytest

from accounts.searching import rows_with
from communes.finding import communes_named, search_communes
from communes.models import Commune
from tests.communes.vintages import load, small_vintage
from tests.factories import make_commune
from tests.plans import noted, plan, reads_a_table_whole

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    return [commune.name for commune in search_communes(typed)]


@pytest.fixture
def small():
    load(small_vintage())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st denis", "Saint-Denis"),
        ("SAINT-DENÌS", "Saint-Denis"),
        ("denis", "Saint-Denis"),
        ("barth", "Saint-Barthélemy"),
        ("saint", "Saint-Denis"),
        ("b", "Saint-Barthélemy"),
        ("pierrefitte sur", "Saint-Denis"),
        ("denis saint", None),
        ("enis", None),
        ("sur seine", None),
        ("paris 1er", None),
        ("' OR 1=1 --", None),
    ],
)
def test_a_commune_is_found_by_words_of_its_name(small, typed, first):
    assert next(iter(found(typed)), None) == first
    assert communes_named(typed) == {commune.pk for commune in search_communes(typed)}


def test_a_commune_that_changed_its_name_is_found_by_the_new_one(small):
    given = small_vintage()
    given["communes"][1]["nom"] = "Notre-Dame-des-Vertus"
    load(given, 2027)
    assert found("aubervilliers") == []
    assert found("vertus") == ["Notre-Dame-des-Vertus"]


def test_a_commune_that_joined_another_is_found_as_that_one(small):
    given = small_vintage()
    given["communes"][1]["anciensCodes"] = ["93030"]
    del given["communes"][2]
    given["successions"].append({"old": "93030", "new": "93001", "on": "2027-01-01"})
    load(given, 2027)
    assert found("dugny") == ["Aubervilliers"]


def test_the_index_of_communes_follows_what_is_written():
    """Fails when a migration made the table anew and lost the triggers that keep the index."""
    row = make_commune("93002", "Brouette")
    Commune.objects.filter(pk=row.pk).update(search_name="la charrette")
    assert not rows_with(Commune.objects.all(), "search_name", ["brouette"])
    assert row in rows_with(Commune.objects.all(), "search_name", ["charrette"])
    row.delete()
    assert not communes_named("charrette")


def test_communes_are_never_looked_for_row_by_row(small):
    with noted() as asked:
        communes_named("saint denis")
    ((sql, params),) = asked
    assert not reads_a_table_whole(plan(sql, params))
