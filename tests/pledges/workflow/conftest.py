"""What the worlds of a file have in common is made once for all of them."""

import pytest
import time_machine
from django.db import transaction

from tests.pledges.workflow import worlds


@pytest.fixture(scope="module")
def common_ground(django_db_setup, django_db_blocker):
    """Ask for it in a file without real transactions: each test undoes only what it did itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(worlds.BEFORE, tick=False):
            worlds.common = worlds.make_ground()
        yield
        worlds.common = None
        transaction.set_rollback(True)
