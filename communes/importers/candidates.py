"""The Interior Ministry's candidate lists: streamed, compared with what is held, applied by batch.

The file (`;`, UTF-8 with BOM, CRLF, quoted; about 900,000 rows) has one row per candidate, those
of a list following one another. It is read by column name. A batch is a few hundred whole lists
and its own transaction, so memory stays flat and a run that was cut may simply be run again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from accounts.spelling import normalise
from communes.actions.candidates import apply_batch
from communes.actions.elections import record_import
from communes.importers.matching import match_lists
from communes.importers.official import Report, checked, five_digits, rows, whole_number
from communes.importers.plan import Plan, Sheet
from communes.models import Candidate, Election, ElectoralList
from communes.queries import communes_by_code, lists_presented

BATCH = 400
SOURCE = "Ministère de l'Intérieur"
PLACE = "Code circonscription"
PANEL = "Numéro de panneau"
LABEL = "Libellé de la liste"
NUANCE = "Code nuance de liste"
HEAD = "Tête de liste"
RANK = "Ordre"
LAST_NAME = "Nom sur le bulletin de vote"
FIRST_NAME = "Prénom sur le bulletin de vote"
COLUMNS = (PLACE, PANEL, LABEL, NUANCE, HEAD, RANK, LAST_NAME, FIRST_NAME)


class Row(NamedTuple):
    """One candidate as the file has it; `line` counts from 1, the header."""

    line: int
    place: str
    panel: int
    label: str
    nuance: str
    is_head: bool
    rank: int
    last_name: str
    first_name: str


@dataclass
class Presented:
    """One list as the file has it; `candidates` by rank, exactly one head at most."""

    commune_id: int
    panel: int
    label: str
    nuance: str
    candidates: list[Row]

    @property
    def line(self) -> int:
        return self.candidates[0].line

    @property
    def search_label(self) -> str:
        return normalise(self.label)

    @property
    def head_name(self) -> str:
        """Normal spelling of the head of list, surname first; "" when the file names none."""
        head = next((row for row in self.candidates if row.is_head), None)
        return normalise(f"{head.last_name} {head.first_name}") if head else ""


def import_candidates(
    path: Path,
    election: Election,
    *,
    dry_run: bool = False,
    by=None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Bring the lists of `election` to the file's; return the report.

    Raises Refused, before anything is written, when a column is missing or the file is not UTF-8.
    progress(n) is called after every n rows read. A list or a candidate no longer in the file is
    kept: a signature may depend on it; a candidate who left only loses the rank.
    """
    report = Report(sha256=checked(path, COLUMNS))
    taken: set[int] = set()
    for batch in _batches(path, communes_by_code(), report, progress):
        plan = _plan(batch, election, taken)
        report.add(plan)
        if plan.size and not dry_run:
            apply_batch(sheets=plan.sheets, by=by)
    if report.written and not dry_run:
        facts = report.facts(path)
        record_import(election_id=election.pk, step="import_candidates", facts=facts, by=by)
    return report


def _rows(path: Path, report: Report, progress) -> Iterator[Row]:
    """Usable rows; the others are rejected by line number."""
    for line, values in rows(path, COLUMNS, report, progress):
        row = _row(line, values, report)
        if row:
            yield row


def _row(line: int, values: list[str], report: Report) -> Row | None:
    place, panel, label, nuance, head, rank, last_name, first_name = values
    empty = [name for name, value in zip(COLUMNS, values, strict=True) if not value]
    needed = [name for name in (PLACE, LABEL, LAST_NAME) if name in empty]
    if needed:
        report.reject(line, f"empty: {', '.join(needed)}")
        return None
    limits = ((LABEL, label, 300), (LAST_NAME, last_name, 100), (FIRST_NAME, first_name, 100))
    for name, value, limit in (*limits, (NUANCE, nuance, 10)):
        if len(value) > limit or not value.isprintable():
            report.reject(line, f"{name} is too long or holds a control character")
            return None
    for name, value in ((PANEL, panel), (RANK, rank)):
        if not 0 < (whole_number(value) or 0) < 1000:
            report.reject(line, f"{name} is not a number: {value!r}")
            return None
    is_head = head.upper() == "OUI"
    code = five_digits(place)
    return Row(line, code, int(panel), label, nuance, is_head, int(rank), last_name, first_name)


def _batches(path, communes: dict[str, int], report, progress) -> Iterator[list[Presented]]:
    """Whole communes, gathered until there are `BATCH` lists."""
    batch: list[Presented] = []
    for presented in _lists(path, communes, report, progress):
        if len(batch) >= BATCH and presented.commune_id != batch[-1].commune_id:
            yield batch
            batch = []
        batch.append(presented)
    if batch:
        yield batch


def _lists(path, communes: dict[str, int], report, progress) -> Iterator[Presented]:
    """Rows gathered by list. A list whose rows come back later is rejected the second time: its
    first rows are already applied, and the others would look like all the list there is."""
    group: list[Row] = []
    seen: set[tuple[str, int]] = set()
    for row in _rows(path, report, progress):
        if group and (row.place, row.panel) != (group[0].place, group[0].panel):
            yield from _presented(group, communes, seen, report)
            group = []
        group.append(row)
    if group:
        yield from _presented(group, communes, seen, report)


def _presented(group: list[Row], communes, seen, report) -> Iterator[Presented]:
    key = (group[0].place, group[0].panel)
    commune_id = communes.get(key[0])
    reason = ""
    if commune_id is None:
        reason = f"unknown commune, {key[0]}"
    elif key in seen:
        reason = f"list {key[1]} of {key[0]} was already read above"
    if reason:
        for row in group:
            report.reject(row.line, reason)
        return
    seen.add(key)
    first = group[0]
    candidates = _candidates(group, report)
    yield Presented(commune_id, first.panel, first.label, first.nuance, candidates)


def _candidates(group: list[Row], report) -> list[Row]:
    """One row per rank, by rank; the head is the one marked, else the first of the list."""
    by_rank: dict[int, Row] = {}
    for row in group:
        if row.rank in by_rank:
            report.reject(row.line, f"rank {row.rank} is taken by line {by_rank[row.rank].line}")
        else:
            by_rank[row.rank] = row
    ordered = [by_rank[rank] for rank in sorted(by_rank)]
    head = next((row for row in ordered if row.is_head), None)
    head = head or next((row for row in ordered if row.rank == 1), None)
    return [row._replace(is_head=row is head) for row in ordered]


def _plan(batch: list[Presented], election: Election, taken: set[int]) -> Plan:
    """Compare whole communes with what is held. `taken` are lists already met in this run."""
    lists = Sheet(ElectoralList, ("label", "search_label", "panel_number", "nuance"))
    people = Sheet(Candidate, ("rank", "first_name", "last_name", "search_name", "is_head"))
    plan = Plan([lists, people])
    # A row merged into another, when it is what the file presents, stays as it is.
    held = lists_presented(election, {presented.commune_id for presented in batch})
    for presented, row in match_lists(batch, held, taken, plan):
        if row is not None and row.duplicate_of_id:
            continue
        known = [] if row is None else list(row.candidates.all())
        values = {
            "election": election,
            "commune_id": presented.commune_id,
            "label": presented.label,
            "panel_number": presented.panel,
            "nuance": presented.nuance,
            "nuance_source": SOURCE if presented.nuance else "",
        }
        row = lists.settle(row, values)
        _plan_candidates(presented, row, known, people)
    return plan


def _plan_candidates(presented, row: ElectoralList, known: list[Candidate], people: Sheet) -> None:
    """A person is found by name within the list; homonyms in the order of their ranks."""
    by_name: dict[str, list[Candidate]] = {}
    for person in sorted(known, key=lambda one: one.rank or 0, reverse=True):
        by_name.setdefault(person.search_name, []).append(person)
    for given in presented.candidates:
        # A first load knows nobody: the names are then not worth normalising twice.
        same = by_name and by_name.get(normalise(f"{given.last_name} {given.first_name}"))
        values = {
            "list": row,
            "rank": given.rank,
            "first_name": given.first_name,
            "last_name": given.last_name,
            "is_head": given.is_head,
        }
        people.settle(same.pop() if same else None, values)
    for person in (one for same in by_name.values() for one in same):
        if person.rank is None:
            people.same += 1
            continue
        person.is_head = False
        people.end(person, "rank", None)
