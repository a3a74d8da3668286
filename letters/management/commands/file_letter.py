"""File a letter from the command line; without --list, say which lists it may come from."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from communes.models import Election, ElectoralList
from ledger.refusals import Refusal
from letters.actions.filing import file_letter


class Command(BaseCommand):
    help = "File FILE (txt, eml, odt, docx, pdf) as a letter of an election."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--election", required=True, metavar="SLUG")
        parser.add_argument("--list", dest="list_ref", metavar="REF")
        parser.add_argument("--received-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--dry-run", action="store_true", help="file nothing, say what would be"
        )

    def handle(self, *args, file, election, list_ref, received_on, dry_run, **options):
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}", returncode=2) from problem
        found = Election.objects.filter(slug=election).first()
        if found is None:
            known = ", ".join(Election.objects.values_list("slug", flat=True)) or _("none")
            raise CommandError(f"no election {election!r}; known: {known}", returncode=2)
        chosen = None
        if list_ref:
            chosen = ElectoralList.objects.filter(election=found, ref=list_ref).first()
            if chosen is None:
                raise CommandError(f"no list {list_ref!r} at this election", returncode=2)
        try:
            with transaction.atomic():
                filing = file_letter(
                    data=data,
                    name=file.name,
                    election=found,
                    by=None,
                    received_on=received_on,
                    electoral_list=chosen,
                )
                self._report(filing)
                transaction.set_rollback(dry_run)
        except Refusal as refusal:
            raise CommandError(refusal.reason, returncode=1) from refusal

    def _report(self, filing) -> None:
        letter = filing.letter
        if filing.duplicate:
            self.stdout.write(f"already filed: {letter.ref}")
            return
        version = letter.latest
        self.stdout.write(f"filed: {letter.ref}, {version.size} bytes, {version.media_type}")
        if version.unreadable_reason:
            self.stdout.write(f"to transcribe: {version.get_unreadable_reason_display()}")
        self.stdout.write(f"passages suggested: {version.passages.count()}")
        for proposal in filing.proposals:
            reasons = "; ".join(proposal.reasons)
            self.stdout.write(f"may come from {proposal.ref} ({proposal.score:.2f}): {reasons}")
