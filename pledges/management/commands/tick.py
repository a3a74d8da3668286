"""Everything periodic, for cron or systemd: idempotent, one run at a time."""

from django.core.management.base import BaseCommand

from accounts.actions.inviting import close_expired
from accounts.actions.presence import forget_presences
from pledges.actions.letting_in import forget_askers
from pledges.actions.outbox import due_mails, send_due
from pledges.actions.reminding import queue_reminders
from pledges.actions.undoing import forget_undoable
from pledges.actions.webhooks import delivering as webhooks
from pledges.exports.copies import make_copies, waiting

# More waits for the next minute, or for `rebuild_copies`.
COPIES = 5000


class Command(BaseCommand):
    help = (
        "Do what is due: reminders, mails whose grace is over, messages of webhooks, copies of"
        " public rows that changed. Safe to run twice at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say how many mails are due")
        parser.add_argument("--limit", type=int, default=200, help="mails sent in one run")

    def handle(self, *args, limit, dry_run, **options):
        if dry_run:
            self.stdout.write(f"mails due: {due_mails().count()}")
            self.stdout.write(f"webhook messages due: {webhooks.due().count()}")
            self.stdout.write(f"copies to make: {waiting().count()}")
            return
        forget_undoable()
        forget_presences()
        close_expired()
        forget_askers()
        self.stdout.write(f"reminders: {queue_reminders()} queued")
        sent, failed = send_due(limit=limit)
        self.stdout.write(f"mails: {sent} sent, {failed} failed")
        queued = webhooks.queue_changes()
        sent, failed = webhooks.send_due_messages()
        webhooks.forget_old()
        self.stdout.write(f"webhooks: {queued} queued, {sent} delivered, {failed} failed")
        self.stdout.write(f"copies: {make_copies(limit=COPIES)} made")
