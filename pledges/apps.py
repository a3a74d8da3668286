"""App registration of pledges."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Engagements"

    def ready(self) -> None:
        from pledges.exports import staleness

        pre_migrate.connect(staleness.before_migrations, sender=self)
        post_migrate.connect(staleness.after_migrations, sender=self)
