"""App registration of accounts; keeps the role groups in step with the table."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Comptes"

    def ready(self):
        from accounts.actions.roles import sync_groups_after_migrate

        post_migrate.connect(sync_groups_after_migrate, sender=self)
