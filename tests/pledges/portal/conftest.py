"""A published commitment of Saint-Denis, and Camille, who speaks for it, signed in."""

import copy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests import cast
from tests.factories import make_commitment
from tests.ground import made_once, of_the_ground


@pytest.fixture(scope="module", autouse=True)
def _ground(request, django_db_setup, django_db_blocker):
    """Made once for a file, to which it may `add`; or it says NOTHING_PUBLISHED."""
    with made_once(django_db_blocker, lambda: _laid(request.module)) as made:
        yield made


def _laid(module) -> SimpleNamespace:
    place, election = cast.here(), cast.held_in_march()
    ground = SimpleNamespace(
        saint_denis=place,
        election=election,
        electoral_list=cast.list_of(place, election),
        camille=cast.contact_of(place, "Camille"),
    )
    if not getattr(module, "NOTHING_PUBLISHED", False):
        ground.commitment = make_commitment("published", electoral_list=ground.electoral_list)
    getattr(module, "add", lambda ground: None)(ground)
    return ground


@pytest.fixture
def ground(_ground, db):
    """Objects of each test's own: they remember what was read and what was changed."""
    return copy.deepcopy(_ground)


saint_denis = of_the_ground("saint_denis")
election = of_the_ground("election")
electoral_list = of_the_ground("electoral_list")
camille = of_the_ground("camille")


@pytest.fixture
def commitment(ground, electoral_list):
    found = getattr(ground, "commitment", None)
    return found or make_commitment("published", electoral_list=electoral_list)


@pytest.fixture
def portal(page_client, camille):
    """Camille's browser."""
    page_client.force_login(camille)
    return page_client


@pytest.fixture
def typed():
    """What a contact types in a report that can be sent."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "declared": "in_progress",
        "words": "Deux écoles équipées.",
        "as_of": yesterday.isoformat(),
    }


@pytest.fixture(autouse=True)
def _english(settings):
    """Sentences are tested as written in the code, whatever the French catalogue holds."""
    settings.LANGUAGE_CODE = "en"
