"""A published commitment of Saint-Denis, and Camille, who speaks for it, signed in."""

import pytest

from tests.factories import make_commitment


@pytest.fixture
def commitment(electoral_list):
    return make_commitment("published", electoral_list=electoral_list)


@pytest.fixture
def portal(page_client, camille):
    """Camille's browser."""
    page_client.force_login(camille)
    return page_client


@pytest.fixture
def typed():
    """What a contact types in a report that can be sent."""
    return {"declared": "in_progress", "words": "Deux écoles équipées.", "as_of": "2026-11-02"}
