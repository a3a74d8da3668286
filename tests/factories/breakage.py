"""A database that refuses to write in one table, as a full disk would, for the time of a block."""

from contextlib import contextmanager

from django.db import connection

PG_FUNCTION = """
CREATE OR REPLACE FUNCTION break_for_the_test() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'broken for the test'; END; $$ LANGUAGE plpgsql
"""


@contextmanager
def refusing_inserts(table: str, when: str = ""):
    """Every INSERT in `table` fails; `when` is an SQL condition on NEW. Call in a transaction."""
    condition = f"WHEN ({when})" if when else ""
    if connection.vendor == "postgresql":
        _run(PG_FUNCTION)
        _run(
            f"CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW {condition}"
            " EXECUTE FUNCTION break_for_the_test()"
        )
    else:
        _run(
            f"CREATE TRIGGER broken BEFORE INSERT ON {table} {condition}"
            " BEGIN SELECT RAISE(ABORT, 'broken for the test'); END"
        )
    try:
        yield
    finally:
        _run(
            f"DROP TRIGGER broken ON {table}"
            if connection.vendor == "postgresql"
            else "DROP TRIGGER broken"
        )


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
