"""App registration of pledges."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Engagements"

    def ready(self) -> None:
        from accounts.actions import inviting
        from pledges.actions.outbox import queue_invitation
        from pledges.exports import staleness

        inviting.tell_by(queue_invitation)

        pre_migrate.connect(staleness.before_migrations, sender=self)
        post_migrate.connect(staleness.after_migrations, sender=self)
