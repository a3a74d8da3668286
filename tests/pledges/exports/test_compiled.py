"""Rows made by the compiled shapes are those of the serializers, column by column."""

import json

import pytest
from rest_framework.renderers import JSONRenderer

from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES, rows_of
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
def test_the_order_of_rows_is_unique(world, name):
    rows = [json.dumps(row, default=str) for row in rows_of(RESOURCES[name])]
    assert len(rows) == len(set(rows)) > 0
