"""What was written stays written: the database itself refuses, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.models import Numbered
from ledger.recording import record
from ledger.sequencing import number_entries
from tests import factories
from tests.cast import append_only_tables

ROWS = {
    "ledger_entry": lambda: record(kind="thing", ref="abc", version=1, step="create"),
    "letters_letterversion": lambda: factories.make_letter().latest,
    "pledges_attestation": lambda: _attestation(),
    "ledger_numbered": lambda: _numbered(),
}


def _numbered():
    record(kind="thing", ref="abc", version=1, step="create")
    number_entries()
    return Numbered.objects.get()


def _attestation():
    from pledges.actions.reporting import attest

    commitment = factories.make_commitment("published")
    by = factories.make_contact(commitment.electoral_list.commune)
    return attest(commitment=commitment, by=by)


def test_every_append_only_table_is_tried_here():
    assert set(ROWS) == set(append_only_tables())


@pytest.mark.django_db
@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "orm", "REPLACE"])
def test_nothing_written_there_changes_or_goes(table, verb):
    row = ROWS[table]()
    before = type(row).objects.filter(pk=row.pk).values().get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _change(row, table, verb)
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def _change(row, table, verb) -> None:
    key = row._meta.pk.column
    if verb == "orm":
        row.save()
    elif verb == "REPLACE":
        # SQLite's REPLACE deletes without firing triggers unless recursive_triggers is on.
        columns = ", ".join(field.column for field in row._meta.concrete_fields)
        if connection.vendor == "sqlite":
            _execute(f"REPLACE INTO {table} SELECT {columns} FROM {table}")
        else:
            _execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"
                f" ON CONFLICT ({key}) DO UPDATE SET {key} = {table}.{key}"
            )
    else:
        _execute(verb.format(table, key))


def _execute(sql) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ROWS)
def test_no_table_is_emptied_at_once(table):
    row = ROWS[table]()
    # SQLite empties a table by a DELETE without a condition, in one go when it has no trigger.
    empty = "TRUNCATE {} CASCADE" if connection.vendor == "postgresql" else "DELETE FROM {}"
    # Constraints put off to the end of the transaction would refuse before the trigger does.
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _execute(empty.format(table))
    assert type(row).objects.filter(pk=row.pk).exists()
