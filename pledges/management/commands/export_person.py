"""Write what is kept about a person, for the person."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pledges.exports.person import content_of, write_archive
from pledges.queries.persons import person_of


class Command(BaseCommand):
    help = "Write person-REF.zip: what is kept about the person of EMAIL, and the files they gave."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--to", type=Path, help="the file to write")
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is")

    def handle(self, *args, email, to, dry_run, **options):
        person = person_of(email)
        if person is None:
            raise CommandError("nobody has this address", returncode=2)
        if dry_run:
            for label, rows in content_of(person)["rows"].items():
                self.stdout.write(f"{label}: {len(rows)}")
            return
        target = (to or Path(f"person-{person.user.ref}.zip")).absolute()
        try:
            names = write_archive(person, target)
        except OSError as problem:
            raise CommandError(f"{target}: {problem.strerror or problem}") from problem
        self.stdout.write(f"{target}: {len(names)} files")
