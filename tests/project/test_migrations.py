"""Migrations: none is missing, each has a name one can read, each can be undone."""

import pytest
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests.project.places import APPS

LOADER = MigrationLoader(None, ignore_no_migrations=True)
OURS = sorted(key for key in LOADER.disk_migrations if key[0] in APPS)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(("app", "name"), OURS)
def test_a_migration_has_a_name_and_a_way_back(app, name):
    assert "_auto_" not in name
    for operation in LOADER.disk_migrations[app, name].operations:
        assert operation.reversible, f"{app} {name}: {operation.describe()}"
        if isinstance(operation, migrations.RunPython):
            assert operation.reverse_code is not None


@pytest.mark.django_db
def test_what_makes_a_table_append_only_can_be_taken_away_and_put_back():
    """Backwards then forwards on an empty database, as somebody who repairs one would."""
    from django.db import connection

    from ledger.immutability import _create, _drop
    from tests.cast import append_only_tables

    with connection.cursor() as cursor:
        for table in append_only_tables():
            for statement in (
                *_drop(connection.vendor, table),
                *_create(connection.vendor, table),
            ):
                cursor.execute(statement)
