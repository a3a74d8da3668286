"""What every import of an official file does at the door: options, progress, report, exit code."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from communes.importers.official import Refused, Report
from communes.models import Election
from ledger.refusals import Refusal

CODES = (
    "May be run again: ids are kept. Exit code: 0 done, 1 done except for the rows listed by"
    " line, 2 refused, nothing written."
)


class ImportCommand(BaseCommand, ABC):
    """An import of one FILE; a subclass says by `importer` what reads it."""

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be written")
        parser.add_argument(
            "--strict", action="store_true", help="write nothing if any row cannot be used"
        )

    @abstractmethod
    def importer(self, **options) -> Callable[..., Report]:
        """What reads the file: called with the path, `dry_run` and `progress`."""

    def handle(self, *, file: Path, dry_run: bool, strict: bool, **options) -> None:
        read = self.importer(**options)
        try:
            if strict and not dry_run:
                self._stop_if_rejected(self._run(read, file, dry_run=True))
            report = self._run(read, file, dry_run=dry_run)
        except (Refused, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        except Refusal as refusal:
            raise CommandError(refusal.reason, returncode=2) from refusal
        self.stdout.write(f"{report.rows} rows read, sha256 {report.sha256}")
        for name, count in [*sorted(report.counts.items()), *sorted(report.noted.items())]:
            self.stdout.write(f"{name}: {count}")
        self._tell(report)

    def _run(self, read: Callable[..., Report], file: Path, *, dry_run: bool) -> Report:
        quiet = not sys.stderr.isatty()
        with tqdm(unit="row", disable=quiet, file=sys.stderr) as bar:
            return read(file, dry_run=dry_run, progress=bar.update)

    def _stop_if_rejected(self, report: Report) -> None:
        if report.rejected_count:
            self._tell(report, code=2)

    def _tell(self, report: Report, code: int = 1) -> None:
        """List the rows left out, by line, and end with the exit code that says so."""
        if not report.rejected_count:
            return
        for rejected in report.rejected:
            self.stderr.write(f"line {rejected}")
        raise CommandError(f"{report.rejected_count} rows were left out.", returncode=code)


class ElectionImportCommand(ImportCommand):
    """An import about one election; a subclass says by `reads` which function reads the file."""

    reads: Callable[..., Report]

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--election", required=True, metavar="SLUG")

    def importer(self, *, election: str, **options) -> Callable[..., Report]:
        found = Election.objects.filter(slug=election).first()
        if found is None:
            known = ", ".join(Election.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"No election {election!r}; there is: {known}.", returncode=2)
        return lambda file, **how: type(self).reads(file, found, **how)
