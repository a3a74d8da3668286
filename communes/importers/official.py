"""Official files (CSV, `;`): checked to their end before anything is written, then read row by
row by column name; what could not be used is told by line."""

import csv
import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from communes.importers.plan import Plan, Rejected

SHOWN = 1000


class Refused(ValueError):
    """A file that is not the expected one; nothing was written. The message names the column."""


@dataclass
class Report:
    """What a run did, or would do: counts by model and verb, the rows left out, the digest.

    noted: what a person may want to know and nothing was written about.
    """

    sha256: str = ""
    rows: int = 0
    counts: Counter = field(default_factory=Counter)
    noted: Counter = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0

    def reject(self, where: int | str, reason: str) -> None:
        """Count every rejection; keep the first `SHOWN`, so that a wrong file fits in memory."""
        self.rejected_count += 1
        if len(self.rejected) < SHOWN:
            self.rejected.append(Rejected(str(where), reason))

    def add(self, plan: Plan) -> None:
        for model, numbers in plan.counts().items():
            self.counts.update({f"{model} {verb}": count for verb, count in numbers.items()})
        self.add_conflicts(plan)

    def add_conflicts(self, plan: Plan) -> None:
        for conflict in plan.conflicts:
            self.reject(conflict.where, conflict.reason)

    @property
    def written(self) -> int:
        """Rows written, or that would be."""
        return sum(count for name, count in self.counts.items() if not name.endswith(" same"))

    def facts(self, path: Path) -> dict:
        """What the ledger keeps of the run."""
        return {"file": path.name, "sha256": self.sha256, "rows": dict(self.counts)}


def header_of(path: Path) -> list[str]:
    """Names of the columns; raises Refused when the file cannot be read as CSV."""
    return _reading(path, lambda reader: next(reader, []))


def checked(path: Path, columns: Iterable[str], foreign: Iterable[str] = ()) -> str:
    """SHA-256 of a file that has `columns`, none of `foreign`, and is readable to its end.

    Raises Refused naming the columns: `foreign` are those of a file of another kind.
    """
    header = header_of(path)
    missing = [name for name in columns if name not in header]
    if missing:
        raise Refused(f"column missing: {', '.join(missing)}")
    wrong = [name for name in foreign if name in header]
    if wrong:
        raise Refused(f"column of another file: {', '.join(wrong)}")
    _reading(path, lambda reader: deque(reader, maxlen=0))
    digest = hashlib.sha256()
    with path.open("rb") as raw:
        while chunk := raw.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _reading(path: Path, read: Callable):
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return read(csv.reader(stream, delimiter=";"))
    except UnicodeDecodeError as error:
        raise Refused(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except csv.Error as error:
        raise Refused(f"not a CSV file: {error}") from error


def rows(
    path: Path,
    columns: Iterable[str],
    report: Report,
    progress: Callable[[int], None] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Line (1 = header) and values of `columns`, trimmed; rows of another width are rejected.

    progress(n) is called after every n rows read.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=";")
        header = next(reader)
        width, places = len(header), [header.index(name) for name in columns]
        for cells in reader:
            report.rows += 1
            if progress and report.rows % 1000 == 0:
                progress(1000)
            if len(cells) != width:
                report.reject(reader.line_num, f"{len(cells)} cells instead of {width}")
                continue
            yield reader.line_num, [cells[place].strip() for place in places]


def batches(items: Iterable, size: int) -> Iterator[list]:
    """Lists of `size` items, the last one shorter."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def whole_number(text: str) -> int | None:
    """`text` as a number of at most nine digits, None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def five_digits(code: str) -> str:
    """An INSEE code with the leading zero that a spreadsheet took away."""
    return code.zfill(5) if code.isdigit() else code
