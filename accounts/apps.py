"""App registration of accounts: role groups in step with the table, every desk table found."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Comptes"

    def ready(self):
        from accounts.actions.roles import sync_groups_after_migrate

        post_migrate.connect(sync_groups_after_migrate, sender=self)
        # SimpleAdminConfig finds nothing by itself; ours is not Django's default site.
        autodiscover_modules("admin")
