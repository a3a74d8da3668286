"""Write the whole public data set in a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from pledges.exports.dump import write_dump
from pledges.exports.resources import RESOURCES


class Command(BaseCommand):
    help = "Write CSV, NDJSON, schemas and a manifest with SHA-256 in DIR, aside then renamed."

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say which files")

    def handle(self, *args, dir, dry_run, **options):
        if dry_run:
            for name in RESOURCES:
                self.stdout.write(f"{name}.csv {name}.ndjson")
            return
        with tqdm(total=len(RESOURCES), disable=None, unit="resource") as bar:
            try:
                manifest = write_dump(dir.absolute(), tell=lambda _name: bar.update())
            except OSError as problem:
                raise CommandError(f"{dir}: {problem.strerror or problem}") from problem
        size = sum(one["bytes"] for one in manifest["resources"])
        self.stdout.write(f"{len(manifest['resources'])} files, {size} bytes")
