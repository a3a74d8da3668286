"""The map of departments, and the table that says the same."""

import re

import pytest

from pledges.public.tiles import PLACES, tiles
from pledges.queries.figures import by_department
from tests import factories

pytestmark = pytest.mark.django_db
METROPOLITAN = {f"{n:02}" for n in range(1, 96) if n != 20} | {"2A", "2B"}


def test_every_department_has_a_place_of_its_own():
    assert PLACES.keys() == METROPOLITAN | {"971", "972", "973", "974", "976"}
    assert len(set(PLACES.values())) == len(PLACES)


def test_the_table_says_what_the_map_shows(read, published, elsewhere):
    factories.make_list(commune=elsewhere)
    (here, there) = sorted(by_department(), key=lambda one: -one.commitments)
    assert (here.department.code, here.commitments, here.lists) == ("93", 1, 1)
    assert (there.department.code, there.commitments, there.not_assessed) == ("01", 0, 0)
    shades = {tile.code: tile.shade for tile in tiles(by_department()) if tile.shade}
    assert shades == {"93": "1", "01": "0"}
    page = read("/")
    assert page.count('class="shade-') == 2
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.S)
    assert len(rows) == 2
    assert "/departements/93/" in "".join(rows)
    assert "of which 1 fictitious" in "".join(rows)


def test_what_is_withdrawn_leaves_the_map_at_once(published, coordinator):
    from pledges.actions.perform import perform

    assert sum(one.commitments for one in by_department()) == 1
    commitment = published.commitment
    perform(
        kind="commitment",
        step="withdraw",
        ref=commitment.ref,
        by=coordinator,
        version=commitment.version,
        reason="Erreur de lecture.",
    )
    assert sum(one.commitments for one in by_department()) == 0
