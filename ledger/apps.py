"""App registration of the ledger."""

from django.apps import AppConfig
from django.core import checks


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = "Journal"

    def ready(self) -> None:
        from ledger.tables import check_former_migrations

        checks.register(check_former_migrations, checks.Tags.database)
