"""What the tests of a file stand on is made once: each test then undoes only what it did itself."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import translation


@contextmanager
def made_once(blocker, make):
    """What `make` returns, until the end of the block. `blocker`: pytest-django's.

    For fixtures of a module or a class. All tests of a file that read the database stand on it, so
    that none depends on those run before; none may have real transactions. Rows remember what was
    read and what was changed: each test takes a deep copy, or reads them again.
    """
    with blocker.unblock(), transaction.atomic():
        with translation.override("en"):
            made = make()
        yield made
        transaction.set_rollback(True)


def of_the_ground(name: str):
    """A fixture of a file: what its `ground` calls `name`."""

    @pytest.fixture
    def given(ground):
        return getattr(ground, name)

    return given
