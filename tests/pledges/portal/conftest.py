"""A published commitment of Saint-Denis, and Camille, who speaks for it, signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

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
