"""Migrations: none is missing, each has a name one can read, each can be undone."""

from functools import partial

import pytest
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from accounts.newest import newest_with
from accounts.searching import words_index_again
from communes.models import ElectoralList
from tests.factories import make_list
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
    from ledger.immutability import _create, _drop
    from tests.cast import append_only_tables

    with connection.cursor() as cursor:
        for table in append_only_tables():
            for statement in (
                *_drop(connection.vendor, table),
                *_create(connection.vendor, table),
            ):
                cursor.execute(statement)


def record_what_made_the_tables_before() -> list[tuple[str, str]]:
    """As a database says it that was made one small change after the other; returns them."""
    recorder = MigrationRecorder(connection)
    before = [old for key in OURS for old in LOADER.disk_migrations[key].replaces]
    for app, name in OURS:
        recorder.record_unapplied(app, name)
    for app, name in before:
        recorder.record_applied(app, name)
    return before


@pytest.mark.django_db
def test_a_database_that_had_all_of_the_former_migrations_has_these():
    record_what_made_the_tables_before()
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_a_database_that_lacks_one_of_them_is_refused():
    """Django would say that nothing is to be done, and the tables are not those of the code."""
    recorder = MigrationRecorder(connection)
    migrate = partial(call_command, "migrate", plan=True, verbosity=0, skip_checks=False)
    # What `migrate` asks first, without what it checks that is not of the database.
    ask = partial(call_command, "check", tags=[Tags.database], databases=[connection.alias])
    for number, (app, name) in enumerate(record_what_made_the_tables_before()):
        recorder.record_unapplied(app, name)
        with pytest.raises(SystemCheckError) as refused:
            ask() if number else migrate()
        assert f"tables of {app}" in str(refused.value)
        recorder.record_applied(app, name)


@pytest.mark.django_db(transaction=True)
def test_words_whose_triggers_a_migration_lost_are_indexed_again():
    """SQLite drops the triggers of a table that it makes anew; PostgreSQL keeps its index."""
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER list_words_added")
    electoral_list = make_list(label="Une ville retrouvée")

    def found():
        return set(newest_with(ElectoralList.objects.all(), "search_label", ["retrouvee"]))

    assert found() == (set() if on_sqlite else {electoral_list})
    again = words_index_again("communes_electorallist", "search_label", triggers="list_words")
    with connection.schema_editor() as editor:
        again.database_forwards("communes", editor, ProjectState(), ProjectState())
    assert found() == {electoral_list}
    other = make_list(label="Une autre ville retrouvée")
    assert found() == {other, electoral_list}
