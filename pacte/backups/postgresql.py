"""The PostgreSQL database table by table, from one snapshot: no other program is needed.

Rows travel in COPY's own text form, which nothing here reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from psycopg import sql

from pacte.backups.archive import CHUNK, DATABASE, Reader, Writer

_COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
GROUP BY table_name ORDER BY table_name
"""


def write(out: Writer) -> None:
    """Every table as it was at the first of them: writers go on beside, and are not in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _take_the_time(cursor)
        for table, columns in columns_now(cursor):
            statement = _copy("COPY {} ({}) TO STDOUT", table, columns)
            with cursor.copy(statement) as rows:
                out.add(f"{DATABASE}/{table}.copy", (bytes(part) for part in rows))


@contextmanager
def restored(backup: Reader) -> Iterator[None]:
    """The rows of `backup` in the place of today's, committed once the block has passed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            _take_the_time(cursor)
            tables = columns_now(cursor)
            names = [sql.Identifier(table) for table, _columns in tables]
            # Triggers number entries, mark copies and refuse changes: they did so the first time.
            for name in names:
                cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
            cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(names)))
            for table, columns in tables:
                with (
                    cursor.copy(_copy("COPY {} ({}) FROM STDIN", table, columns)) as rows,
                    backup.open(f"{DATABASE}/{table}.copy") as source,
                ):
                    while part := source.read(CHUNK):
                        rows.write(part)
            # Foreign keys are checked here rather than at the end: triggers may then change.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
        yield
        # Last: a sequence does not come back with the transaction, had it failed before.
        _restart_sequences()


def columns_now(cursor) -> list[tuple[str, list[str]]]:
    """Each table with its columns, those the database computes apart."""
    cursor.execute(_COLUMNS)
    return cursor.fetchall()


def _copy(words: str, table: str, columns: list[str]) -> sql.Composed:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(words).format(sql.Identifier(table), listed)


def _take_the_time(cursor) -> None:
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _restart_sequences() -> None:
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
