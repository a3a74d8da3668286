"""File letters from the command line: files, folders of mail, or one message on standard input."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communes.models import Election, ElectoralList
from ledger.refusals import Refusal
from letters.actions.filing import MOST_BYTES, TRY_AGAIN, file_letter
from letters.enums import Channel

STDIN = "-"
# Of sysexits.h: mail servers keep the message and try again, instead of sending it back.
TEMPORARY_FAILURE = 75


@dataclass(frozen=True, slots=True)
class Given:
    """One document to file: its name, its bytes, the day it came when that is known."""

    name: str
    data: bytes
    came_on: date | None = None


class Command(BaseCommand):
    help = """File letters of an election: each FILE is a document (txt, eml, odt, docx, pdf), a
    maildir or another folder whose files are taken one by one, or - for one e-mail on standard
    input, as mail servers pipe it. Nothing is moved nor deleted; what was filed before is said,
    not filed twice. Exit: 0 all filed, 1 some refused, 2 wrong arguments, 75 try again later
    (standard input only)."""

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--election", required=True, metavar="SLUG")
        parser.add_argument("--list", dest="list_ref", metavar="REF")
        parser.add_argument("--received-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--channel", choices=Channel.values, default=Channel.EMAIL)
        parser.add_argument("--brought-by", default="", metavar="NAME")
        parser.add_argument(
            "--dry-run", action="store_true", help="file nothing, say what would be"
        )

    def handle(self, *args, files, election, list_ref, received_on, dry_run, **options):
        found, chosen = _named(election, list_ref)
        facts = {
            "election": found,
            "by": None,
            "electoral_list": chosen,
            "channel": options["channel"],
            "brought_by": options["brought_by"][:150],
        }
        refused = 0
        for given in _documents(files):
            if len(files) > 1 or given.name != Path(files[0]).name:
                self.stdout.write(f"{given.name}:")
            day = received_on or given.came_on
            try:
                self._file(given, facts | {"received_on": day}, dry_run)
            except Refusal as refusal:
                refused += 1
                self.stderr.write(f"{given.name}: {refusal.reason}")
                if refusal.reason == TRY_AGAIN and files == [STDIN]:
                    raise CommandError(refusal.reason, returncode=TEMPORARY_FAILURE) from refusal
        if refused:
            raise CommandError(f"not filed: {refused}", returncode=1)

    def _file(self, given: Given, facts: dict, dry_run: bool) -> None:
        with transaction.atomic():
            self._report(file_letter(data=given.data, name=given.name, **facts))
            transaction.set_rollback(dry_run)

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


def _named(slug: str, list_ref: str | None) -> tuple[Election, ElectoralList | None]:
    """The election and the list that were named; CommandError says which do not exist."""
    found = Election.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Election.objects.values_list("slug", flat=True)) or _("none")
        raise CommandError(f"no election {slug!r}; known: {known}", returncode=2)
    if not list_ref:
        return found, None
    chosen = ElectoralList.objects.filter(election=found, ref=list_ref).first()
    if chosen is None:
        raise CommandError(f"no list {list_ref!r} at this election", returncode=2)
    return found, chosen


def _documents(names: list[str]) -> Iterator[Given]:
    """Each document of what was named, one in memory at a time."""
    missing = [name for name in names if name != STDIN and not Path(name).exists()]
    if missing:
        raise CommandError(f"{missing[0]}: there is no such file or folder", returncode=2)
    for name in names:
        if name == STDIN:
            # One byte more than can be kept: the action then says that it is too large.
            yield Given("courriel.eml", sys.stdin.buffer.read(MOST_BYTES + 1))
        elif Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield Given(Path(name).name, _bytes(Path(name)))


def _folder(folder: Path) -> Iterator[Given]:
    """Messages of a maildir, oldest name first; else the files of a plain folder."""
    boxes = [folder / "new", folder / "cur"]
    if not all(box.is_dir() for box in boxes):
        for path in _files(folder):
            yield Given(path.name, _bytes(path))
        return
    # Read as bytes, never parsed here: the reader apart does that.
    for path in sorted((path for box in boxes for path in _files(box)), key=lambda one: one.name):
        came = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        day = min(timezone.localtime(came).date(), timezone.localdate())
        yield Given(f"{path.name.partition(':')[0]}.eml", _bytes(path), day)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}", returncode=2) from problem
