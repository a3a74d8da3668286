"""Read a file and print what a letter in it commits to, without touching the database."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from letters.enums import UNREADABLE
from letters.reading.suggest import suggest
from letters.reading.text import extract


class Command(BaseCommand):
    help = (
        "Suggest the passages of FILE, best first. Offsets count Unicode code points in the text"
        " read from the file (for .txt: decoded, BOM dropped, CRLF → LF)."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")

    def handle(self, *args, file, **options):
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}", returncode=2) from problem
        extraction = extract(data, file.name)
        if not extraction.text:
            reason = UNREADABLE.get(extraction.unreadable_reason, extraction.unreadable_reason)
            raise CommandError(f"{file.name}: {reason}", returncode=1)
        found = suggest(extraction.text)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(s) for s in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            quote = " ".join(one.quote.split())
            self.stdout.write(
                f"{one.score:.2f} {one.kind}/{one.firmness} {'+'.join(one.levels)}"
                f" [{one.start}:{one.end}] {quote}"
            )
