"""Write the whole site, database and documents, to one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from pacte.backups.archive import Unusable
from pacte.backups.whole import back_up


class Command(BaseCommand):
    help = "Write the database and the documents to FILE (a ZIP), consistent while others write."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        with tqdm(disable=None, unit="file") as bar:
            try:
                manifest = back_up(file.absolute(), tell=lambda _name: bar.update())
            except (OSError, Unusable) as problem:
                raise CommandError(f"{file}: {problem}") from problem
        size = file.stat().st_size
        self.stdout.write(f"{len(manifest['files'])} files, {size:,} bytes, read again and sound")
        for name in manifest["missing"]:
            self.stderr.write(f"missing: {name} is named by a row and is not on the disk")
        self.stdout.write("SECRET_KEY is not in it: keep it too, apart.")
