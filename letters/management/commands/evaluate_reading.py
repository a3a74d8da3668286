"""Measure the suggestions against letters annotated by hand."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from letters.reading.evaluate import Result, evaluate, load_gold
from letters.reading.suggest import suggest
from letters.reading.text import extract

LETTERS = {".txt", ".eml", ".odt", ".docx", ".pdf"}


class Command(BaseCommand):
    help = (
        "Precision, recall and F1 of the suggestions for the letters of DIR against GOLD.tsv"
        " (columns letter, start, end, quote, kind; firmness and levels optional). A letter of DIR"
        " without annotation counts: all its suggestions are false alarms."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("gold", type=Path)
        parser.add_argument("dir", type=Path)
        parser.add_argument("--errors", action="store_true", help="list misses and false alarms")

    def handle(self, *args, gold, dir, errors, **options):
        texts = self._texts(dir)
        try:
            rows = load_gold(gold, texts)
        except (OSError, ValueError) as problem:
            raise CommandError(f"{gold.name}: {problem}", returncode=2) from problem
        result = evaluate(rows, {name: suggest(text) for name, text in texts.items()})
        self._say(result)
        if errors:
            for row in result.misses:
                self.stdout.write(f"missed {row.letter} [{row.start}:{row.end}] {row.quote}")
            for letter, one in result.false_alarms:
                self.stdout.write(f"false alarm {letter} [{one.start}:{one.end}] {one.quote}")

    def _texts(self, folder: Path) -> dict[str, str]:
        if not folder.is_dir():
            raise CommandError(f"{folder}: not a folder", returncode=2)
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in LETTERS)
        texts = {}
        for path in tqdm(paths, disable=None, unit="letter"):
            extraction = extract(path.read_bytes(), path.name)
            if not extraction.text:
                self.stderr.write(f"{path.name}: {extraction.unreadable_reason}, left out")
                continue
            texts[path.name] = extraction.text
        return texts

    def _say(self, result: Result) -> None:
        self.stdout.write(
            f"precision {result.precision:.3f}  recall {result.recall:.3f}  F1 {result.f1:.3f}"
        )
        for kind, measure in result.by_kind.items():
            self.stdout.write(
                f"  {kind}: expected {measure.expected}, suggested {measure.suggested},"
                f" matched {measure.matched}"
            )
        self.stdout.write(
            f"of those matched: same kind {result.same_kind:.3f},"
            f" same firmness {result.same_firmness:.3f}"
        )
