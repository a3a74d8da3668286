"""Rows made by the compiled shapes are those of the serializers, column by column."""

import json

import pytest
from rest_framework.renderers import JSONRenderer

from pledges.actions.evidencing import add_evidence
from pledges.actions.reporting import publish, submit
from pledges.exports.columns import of_columns
from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES, rows_of, shown
from pledges.models import Evidence
from tests.factories import anyone, make_assessment, make_commitment, make_report, make_source
from tests.pledges.api.conftest import _shared_world as _shared_world
from tests.pledges.api.conftest import world as world

pytestmark = pytest.mark.django_db


def as_sent(row) -> dict:
    return json.loads(JSONRenderer().render(row))


@pytest.mark.parametrize("name", RESOURCES)
def test_a_compiled_shape_shows_what_its_serializer_shows(world, name):
    resource = RESOURCES[name]
    rows = list(resource.rows())
    assert rows
    for row in rows:
        shown = compiled(resource.shape)(row)
        declared = resource.shape(row).data
        assert list(shown) == list(declared)
        assert as_sent(shown) == as_sent(declared)


@pytest.mark.parametrize("name", RESOURCES)
def test_files_tell_what_the_serializer_shows(world, name):
    resource = RESOURCES[name]
    declared = [
        as_sent(resource.shape(row).data) for row in resource.rows().order_by(*resource.keyset)
    ]
    for chunk in (1, 1000):
        told = list(rows_of(resource, chunk))
        assert [list(row) for row in told] == [list(row) for row in declared]
        assert [as_sent(row) for row in told] == declared


def test_the_longest_files_are_read_from_columns():
    """Reports and assessments: two and more for each commitment."""
    for name in ("reports", "assessments"):
        resource = RESOURCES[name]
        assert of_columns(resource.shape, resource.rows().model) is not None


def test_what_hangs_on_a_row_is_told_in_its_order_and_only_if_public():
    commitment, by = make_commitment("published"), anyone("moderator")
    sources = [make_source(commitment, by=by) for _ in range(3)]
    make_assessment("published", commitment=commitment, by=by, sources=sources)
    make_assessment("published", commitment=commitment, by=by)
    # Not a door people have: what was public when it was cited, and is hidden since.
    Evidence.objects.filter(pk=sources[1].pk).update(public=False)
    resource = RESOURCES["assessments"]
    rows = resource.rows().filter(commitment=commitment)
    newest, first = shown(resource, rows)
    assert first["sources"] == [sources[2].ref, sources[0].ref]
    assert len(newest["sources"]) == 1
    declared = [resource.shape(row).data for row in rows.order_by(*resource.keyset)]
    assert [as_sent(row) for row in declared] == [as_sent(newest), as_sent(first)]


def test_evidence_of_a_report_is_told_with_it():
    report = make_report()
    link = {"kind": "press", "title": "Article inventé", "fictitious": True}
    for number in range(2):
        url = f"https://presse.example/{number}"
        add_evidence(by=report.created_by, report=report, url=url, **link)
    report = submit(ref=report.ref, by=report.created_by, version=report.version)
    publish(ref=report.ref, by=anyone("moderator"), version=report.version)
    resource = RESOURCES["reports"]
    [told] = shown(resource, resource.rows().filter(pk=report.pk))
    given = report.evidence.values_list("ref", flat=True)
    assert told["evidence"] == list(given)
    assert len(given) == 2


@pytest.mark.parametrize("name", RESOURCES)
def test_the_order_of_rows_is_unique(world, name):
    rows = [json.dumps(row, default=str) for row in rows_of(RESOURCES[name])]
    assert len(rows) == len(set(rows)) > 0
