"""Put a backup in the place of this site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from pacte.backups.archive import Reader, Unusable
from pacte.backups.whole import restore


class Command(BaseCommand):
    help = "Restore FILE made by `backup`: checked whole before anything changes, all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="though this site is not empty")
        parser.add_argument("--dry-run", action="store_true", help="only check the file")

    def handle(self, *args, file, replace, dry_run, **options):
        try:
            with tqdm(disable=None, unit="file") as bar:
                if dry_run:
                    with Reader(file) as backup:
                        backup.check(lambda _name: bar.update())
                        manifest = backup.manifest
                else:
                    manifest = restore(file, replace=replace, tell=lambda _name: bar.update())
        except (OSError, Unusable) as problem:
            raise CommandError(f"{file}: {problem}") from problem
        done = "sound" if dry_run else "restored, and the ledger holds"
        self.stdout.write(
            f"backup of {manifest['made_at']}: {len(manifest['files'])} files, {done}"
        )
