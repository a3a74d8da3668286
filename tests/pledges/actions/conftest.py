"""People and a pact made before any act, so that an act refused finds nothing to make."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def _people_are_there(db):
    factories.make_pact(slug="pacte-essai")
    for role in ("", "contact", "api_client", "volunteer", "moderator", "coordinator"):
        factories.anyone(role)
    factories.anyone("moderator", 2)
