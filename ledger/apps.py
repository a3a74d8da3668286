"""App registration of the ledger."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.expressions import Col


def hash_of_column(column: Col) -> int:
    """Of what tells columns apart; equal ones, which Django compares as before, have the same.

    Django's own hashes all that made the column, for each one a query with an order selects: a
    third of the time of finding one commitment (ADR 21).
    """
    return hash((column.alias, column.target))


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = "Journal"

    def ready(self) -> None:
        from ledger.tables import check_former_migrations

        Col.__hash__ = hash_of_column  # type: ignore[assignment, method-assign]
        checks.register(check_former_migrations, checks.Tags.database)
