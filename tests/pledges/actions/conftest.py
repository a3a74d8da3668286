"""People and a pact made before any act, so that an act refused finds nothing to make."""

import copy
from types import SimpleNamespace

import pytest

from tests import factories
from tests.ground import made_once


@pytest.fixture(scope="module")
def _ground(request, django_db_setup, django_db_blocker):
    """Made once for a file, to which it may `add`; or it says that it has REAL_TRANSACTIONS."""
    if getattr(request.module, "REAL_TRANSACTIONS", False):
        yield None
        return
    with made_once(django_db_blocker, lambda: _laid(request.module)) as made:
        yield made


def _laid(module) -> SimpleNamespace:
    ground = SimpleNamespace()
    _make_people()
    getattr(module, "add", lambda ground: None)(ground)
    return ground


def _make_people() -> None:
    factories.make_pact(slug="pacte-essai")
    for role in ("", "contact", "api_client", "volunteer", "moderator", "coordinator"):
        factories.anyone(role)
    factories.anyone("moderator", 2)


@pytest.fixture(autouse=True)
def _people_are_there(_ground, db):
    if _ground is None:
        _make_people()


@pytest.fixture
def ground(_ground, db):
    """Objects of each test's own: they remember what was read and what was changed."""
    return copy.deepcopy(_ground)
