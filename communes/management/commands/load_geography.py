"""Loads the reference geography: plan, then apply."""

import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from communes.importers import cog, vintage
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Load communes, departments, regions, intercommunalities, memberships and former codes."
        " Running it again changes nothing. Exit code: 0 done, 1 done except for the conflicts"
        " listed, 2 refused and nothing written."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--vintage", dest="year", type=int, default=2026, metavar="YEAR")
        parser.add_argument(
            "--from", dest="folder", type=Path, metavar="DIR", help="another folder of JSON files"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the plan, write nothing")

    def handle(self, *, year: int, folder: Path | None, dry_run: bool, **options) -> None:
        try:
            plan = self._plan(year, folder)
            self.stdout.write("\n".join(plan.report()))
            if not dry_run:
                self._apply(plan, year)
        except Refusal as refusal:
            raise CommandError(refusal.reason, returncode=2) from refusal
        if plan.conflicts:
            raise CommandError(f"{len(plan.conflicts)} rows were left out.", returncode=1)

    def _plan(self, year: int, folder: Path | None):
        try:
            rows = vintage.read(folder or vintage.shipped(year))
            return cog.plan_geography(rows, on=date(year, 1, 1))
        except (vintage.Unreadable, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error

    def _apply(self, plan, year: int) -> None:
        quiet = not sys.stderr.isatty()
        with tqdm(total=plan.size, unit="row", disable=quiet, file=sys.stderr) as bar:
            cog.apply_plan(plan, year=year, progress=bar.update)
