"""What only the tests of workflows need."""

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_db(lockable_db, tmp_path):
    """A database several threads write at once, as in production.

    SQLite's test database lives in memory, where the connections of one process share a cache
    whose locks refuse at once instead of waiting: there a copy on disk takes its place.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "race.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    in_memory.settings_dict["NAME"] = str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = in_memory
        in_memory.settings_dict["NAME"] = name
