"""Learn again, from the annotated letters, what the reader weighs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from letters.reading.learned.learn import learn
from letters.reading.learned.model import WEIGHTS, written

LETTERS = Path(settings.BASE_DIR) / "tests/letters/reading/gold"


class Command(BaseCommand):
    help = (
        "Makes the weights of the reader of letters again from the annotated letters of DIR,"
        " in two minutes. The same letters give the same file. With --without, nothing of those"
        " sets is learned: evaluate_reading on them then says what to expect of unseen letters."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path, nargs="?", default=LETTERS)
        parser.add_argument("--without", nargs="+", default=[], metavar="SET")
        parser.add_argument("--to", type=Path, default=WEIGHTS)

    def handle(self, *args, dir, without, to, **options):
        if not dir.is_dir():
            raise CommandError(f"{dir}: not a folder", returncode=2)
        model = learn(dir, without, self.stdout.write)
        to.write_bytes(written(model))
        self.stdout.write(
            f"{to}: {len(model.spans)} + {len(model.sorts)} features, {to.stat().st_size} bytes"
        )
