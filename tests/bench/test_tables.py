"""Rows by the hundred thousand: what is no longer checked one by one is checked at the end."""

import pytest
from django.db import IntegrityError, connection, transaction

from bench.tables import keys_checked_at_the_end

pytestmark = pytest.mark.django_db


def keys() -> list[tuple]:
    """Foreign keys of PostgreSQL, and whether each is proven; of SQLite none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
            " FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2"
        )
        return cursor.fetchall()


@transaction.atomic
def write_a_row_that_leads_nowhere() -> None:
    columns = "(commitment_id, article_id) VALUES (1, 1)"
    with keys_checked_at_the_end(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO pledges_commitment_articles {columns}")
    connection.check_constraints()


def test_a_row_that_leads_nowhere_is_refused_at_the_end():
    before = keys()
    with pytest.raises(IntegrityError):
        write_a_row_that_leads_nowhere()
    assert keys() == before


def test_the_keys_of_before_are_there_again():
    before = keys()
    with transaction.atomic(), keys_checked_at_the_end():
        # None is left meanwhile, on PostgreSQL.
        assert keys() == []
    assert keys() == before
