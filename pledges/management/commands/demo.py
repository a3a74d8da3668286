"""Make the demonstration, once, and say what to open."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from communes.models import Commune
from pledges.exports.copies import make_copies
from pledges.management import demonstration


class Command(BaseCommand):
    help = "Make the demonstration from the real letter; running it twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say if it is there")

    def handle(self, *args, dry_run, **options):
        if not settings.DEMO:
            raise CommandError(
                "the demonstration makes accounts whose password is public:"
                " set DEMO=1, never on a public site",
                returncode=2,
            )
        if not Commune.objects.filter(code=demonstration.SAINT_DENIS).exists():
            raise CommandError("run load_geography first", returncode=2)
        done = demonstration.is_done()
        if dry_run:
            self.stdout.write("already there" if done else "would be made")
            return
        if not done:
            with transaction.atomic():
                demonstration.build()
            make_copies()
        for line in demonstration.summary():
            self.stdout.write(line)
