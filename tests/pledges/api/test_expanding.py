"""`expand=`: the very rows of the other resources, bounded, described, refused when unknown."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from communes.actions.lists import correct_list
from pledges.api.expanding import EXPANSIONS, MOST
from pledges.api.urls import RESOURCES
from tests.factories import make_commitment, make_list

PAIRS = [(name, field, other) for name, all_ in EXPANSIONS.items() for field, other in all_.items()]


def test_every_expansion_is_of_a_field_and_leads_to_a_resource():
    for name, field, other in PAIRS:
        assert field in RESOURCES[name].serializer_class().fields
        assert other in RESOURCES


@pytest.mark.parametrize(("name", "field", "other"), PAIRS)
def test_what_is_beside_a_row_is_the_other_resource_s_own(world, reader, name, field, other):
    for row in reader.rows(f"{name}/", {"expand": field}):
        beside = row.pop("expanded")
        assert list(beside) == [field]
        there = reader.read(f"{other}/{row[field]}/") if row[field] else None
        # A row that is not public itself, such as a letter without a public text, is null.
        public = there is not None and there.status_code == 200
        assert beside[field] == (there.json() if public else None)
    path = f"{name}/{world[name]}/"
    plain, more = reader.read(path).json(), reader.read(path, {"expand": field}).json()
    assert list(more.pop("expanded")) == [field]
    assert more == plain


def today() -> str:
    return timezone.localdate().isoformat()


@pytest.mark.parametrize(("name", "field", "other"), PAIRS)
def test_what_is_beside_a_row_of_a_past_day_is_of_that_day(world, reader, name, field, other):
    at = {"at": today()}
    for row in reader.rows(f"{name}/", {"expand": field} | at):
        beside = row.pop("expanded")
        there = reader.read(f"{other}/{row[field]}/", at) if row[field] else None
        public = there is not None and there.status_code == 200
        assert beside == {field: there.json() if public else None}
    path = f"{name}/{world[name]}/"
    plain, more = reader.read(path, at).json(), reader.read(path, {"expand": field} | at).json()
    assert list(more.pop("expanded")) == [field]
    assert more == plain


def test_a_list_beside_has_the_name_it_had(reader, saint_denis):
    with time_machine.travel(datetime(2026, 4, 1, 9, tzinfo=UTC), tick=False):
        known = make_list(label="Avant", commune=saint_denis)
        make_commitment("published", electoral_list=known)
    with time_machine.travel(datetime(2026, 4, 9, 9, tzinfo=UTC), tick=False):
        correct_list(list_id=known.pk, version=1, label="Après", panel_number=4)
        asked = {"expand": "list", "list": known.ref}
        (now,) = reader.rows("commitments/", asked)
        (then,) = reader.rows("commitments/", asked | {"at": "2026-04-02"})
    assert then["expanded"]["list"]["label"] == "Avant"
    assert now["expanded"]["list"]["label"] == "Après"


def test_several_at_once_with_the_fields_asked_for(world, reader):
    rows = reader.rows("commitments/", {"expand": "commune,list", "fields": "title"})
    assert [set(row) for row in rows] == [{"title", "expanded"}]
    assert set(rows[0]["expanded"]) == {"list", "commune"}


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("commitments/", {"expand": "couleur"}, "expand"),
        ("commitments/", {"expand": ""}, "expand"),
        ("commitments/", {"expand": "list.commune"}, "expand"),
        ("commitments/", {"expand": "list", "format": "csv"}, "expand"),
        ("commitments/", {"expand": "list", "fields": "couleur"}, "fields"),
        ("regions/", {"expand": "url"}, "expand"),
        ("exports/commitments.ndjson", {"expand": "list"}, "expand"),
    ],
)
def test_what_cannot_be_expanded_is_said(world, reader, path, query, field):
    assert reader.problem(path, query)["errors"][0]["field"] == field


def test_a_page_with_expansions_is_bounded(world, reader, monkeypatch):
    monkeypatch.setattr("pledges.api.expanding.MOST", 1)
    make_commitment("published")
    assert MOST == 200
    for more in (
        {},
        {"limit": "2"},
        {"limit": "2", "at": today()},
        {"limit": "2", "level": "commune"},
    ):
        problem = reader.problem("commitments/", {"expand": "list"} | more)
        assert problem["errors"][0]["field"] == "limit"
    assert reader.rows("commitments/", {"expand": "list", "limit": "1"})


def test_a_page_that_may_be_long_is_refused_while_it_is_short(world, reader):
    reader.problem("commitments/", {"expand": "list", "limit": str(MOST + 1)})
    assert reader.rows("commitments/", {"expand": "list", "limit": str(MOST)})


def test_it_costs_the_same_at_one_and_three_rows(world, reader, django_assert_num_queries):
    for _ in range(3):
        with django_assert_num_queries(8):
            reader.rows("commitments/", {"expand": "list,commune"})
        make_commitment("published", electoral_list=make_list())
