"""What only the tests of the ledger need."""

from contextlib import contextmanager

import pytest
from django.db import connection

from ledger.immutability import _create, _drop


@pytest.fixture
def unguarded():
    """A block in which the ledger's table takes changes, as for somebody who owns the database."""

    @contextmanager
    def block():
        _run(_drop)
        yield
        _run(_create)

    return block


def _run(statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, "ledger_entry"):
            cursor.execute(statement)
