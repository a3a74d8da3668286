"""Is the French catalogue complete, and compiled as it stands?"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import makemessages
from django.test.utils import override_settings

IGNORED = ["var/*", ".venv*/*", "tests/*", "bench/*", "build/*"]


class Extraction(makemessages.Command):
    """`makemessages` into one folder; Django's own writes into ./locale as well."""

    target: Path

    def write_po_file(self, potfile, locale):
        if Path(potfile).parent == self.target:
            super().write_po_file(potfile, locale)


class Command(BaseCommand):
    help = (
        "Exit 1 when an interface string has no French, a doubtful one, or when the compiled"
        " catalogue is not the source's. --update brings both up to date first."
    )

    def add_arguments(self, parser):
        parser.add_argument("--update", action="store_true", help="extract, merge and compile")

    def handle(self, *args, update, **options):
        if shutil.which("msgfmt") is None:
            raise CommandError("gettext is missing: apt install gettext", returncode=2)
        source = Path(settings.LOCALE_PATHS[0])
        if update:
            self._extract(source)
            self._compile(source, source / "fr/LC_MESSAGES/django.mo")
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "locale"
            shutil.copytree(source, copy)
            self._extract(copy)
            compiled = Path(folder) / "django.mo"
            self._compile(source, compiled)
            same = compiled.read_bytes() == (source / "fr/LC_MESSAGES/django.mo").read_bytes()
            missing = self._missing(copy / "fr/LC_MESSAGES/django.po")
        for sentence in missing:
            self.stderr.write(sentence)
        if missing or not same:
            stale = "" if same else "; the compiled file is out of date"
            raise CommandError(f"{len(missing)} strings to translate{stale}: ./run messages")
        self.stdout.write("the French catalogue is complete")

    def _extract(self, target: Path) -> None:
        extraction = Extraction()
        extraction.target = target
        with override_settings(LOCALE_PATHS=[str(target)]):
            call_command(
                extraction,
                locale=["fr"],
                no_wrap=True,
                no_location=True,
                no_obsolete=True,
                ignore_patterns=IGNORED,
                extensions=["html", "txt", "svg", "py"],
                verbosity=0,
            )

    def _compile(self, source: Path, target: Path) -> None:
        po = source / "fr/LC_MESSAGES/django.po"
        subprocess.run(["msgfmt", "--check-format", "-o", target, po], check=True)  # noqa: S603, S607

    def _missing(self, po: Path) -> list[str]:
        """msgids without a translation or with a doubtful one, as gettext's own tools see them."""
        found = []
        for option in ("--untranslated", "--only-fuzzy"):
            done = subprocess.run(  # noqa: S603
                ["msgattrib", option, "--no-wrap", po],  # noqa: S607
                capture_output=True,
                text=True,
                check=True,
            )
            found += [
                line.removeprefix("msgid ")
                for line in done.stdout.splitlines()
                if line.startswith("msgid ") and line != 'msgid ""'
            ]
        return found
