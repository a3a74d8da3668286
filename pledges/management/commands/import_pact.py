"""Import a pact, its versions and articles from a TOML file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ledger.refusals import Refusal
from pledges.actions.pacts import apply_pact
from pledges.importers.pact import read


class Command(BaseCommand):
    help = "Import a pact from FILE.toml: created or updated, ids kept, nothing deleted."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *args, file, dry_run, **options):
        try:
            content = read(file)
            with transaction.atomic():
                counts = apply_pact(content=content)
                transaction.set_rollback(dry_run)
        except Refusal as refusal:
            raise CommandError(refusal.reason, returncode=2) from refusal
        self.stdout.write(", ".join(f"{count} {word}" for word, count in counts.items()))
