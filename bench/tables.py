"""Rows by the hundred thousand into real tables: constraints and triggers apply, models do not."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from django.db import connection, models

BATCH = 20_000
_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2"
)


class Table:
    """Writes rows of `model`: values of the fields `names`, the same default for all others.

    Values are those of the database: dates as ISO text, JSON as text, foreign keys as numbers.
    """

    def __init__(self, model: type[models.Model], names: tuple[str, ...], moment: datetime):
        fields = {field.attname: field for field in model._meta.concrete_fields}
        others = [name for name in fields if name not in names]
        self.constants = tuple(_default(fields[name], moment) for name in others)
        self.columns = [fields[name].column for name in (*names, *others)]
        self.name, self.model = model._meta.db_table, model

    def write(self, rows: Iterable[tuple]) -> None:
        """Insert `rows`, tuples in the order of `names`."""
        whole = (row + self.constants for row in rows)
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                statement = f"COPY {self.name} ({columns}) FROM STDIN"
                with cursor.copy(statement) as copy:
                    for row in whole:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(self.columns))
            statement = f"INSERT INTO {self.name} ({columns}) VALUES ({marks})"  # noqa: S608
            for batch in _batches(whole):
                cursor.executemany(statement, batch)


@contextmanager
def keys_checked_at_the_end() -> Iterator[None]:
    """Foreign keys of PostgreSQL are taken away and put back, within one transaction: each is then
    checked by one reading of its table. Row by row, the COMMIT of a million took half an hour.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS)
        keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def follow_sequences(tables: list[type[models.Model]]) -> None:
    """Let the database number the next rows after those written with their own keys."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _default(field: models.Field, moment: datetime):
    if isinstance(field, models.DateTimeField) and not field.null:
        return field.get_db_prep_save(moment, connection)
    if field.null and not field.has_default():
        return None
    return field.get_db_prep_save(field.get_default(), connection)


def _batches(rows: Iterable[tuple]) -> Iterator[list[tuple]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
