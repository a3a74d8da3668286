"""Makes the copies that lists and files are read from."""

from django.core.management.base import BaseCommand, CommandError

from pledges.exports import copies


class Command(BaseCommand):
    help = (
        "Make the copies of public rows that are missing or stale; the site is right without them,"
        " and slower. Exit code: 0, or 1 when --check finds a copy that differs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="make every copy anew")
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *args, check, **options):
        if check:
            found = list(copies.differences())
            if found:
                raise CommandError(f"{len(found)} copies are not what the tables say: {found[:20]}")
            self.stdout.write("every copy is what the tables say")
            return
        if options["all"]:
            copies.start_again()
        copies.know_sizes()
        made = copies.make_copies()
        copies.know_sizes()
        self.stdout.write(f"copies made: {made}")
