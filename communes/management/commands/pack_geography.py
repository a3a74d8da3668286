"""Packs a new reference vintage for shipping with the project."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from communes.importers import vintage


class Command(BaseCommand):
    help = (
        "Compress the JSON files of the npm package @etalab/decoupage-administratif, keeping the"
        " fields read here, into a folder that load_geography can load."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", type=Path, help="folder of the package's JSON files")
        parser.add_argument("target", type=Path, help="folder of the new vintage")
        parser.add_argument("--dry-run", action="store_true", help="read only, write nothing")

    def handle(self, *, source: Path, target: Path, dry_run: bool, **options) -> None:
        try:
            rows = vintage.read(source)
        except vintage.Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        if not dry_run:
            target.mkdir(parents=True, exist_ok=True)
            vintage.pack(source, target)
        self.stdout.write("\n".join(f"{name}: {len(found)}" for name, found in rows.items()))
