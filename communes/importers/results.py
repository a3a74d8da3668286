"""The Interior Ministry's results of a round: what became of each list, commune by commune.

The file (`;`, UTF-8) has one row per commune: a few columns about it, then the same columns for
each list with the list's number behind (“Voix 1”, “Voix 2”…). There is one file per round and
none says which: seats given in a row decide its commune, a row without seats sends it to a second
round. The files may thus be read in any order, and again. What they do not tell is left to a
person and counted: who merged, withdrew, or holds a council where no list has half of the seats.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from accounts.spelling import normalise
from communes.actions.elections import record_import
from communes.actions.lists import OFFICIAL, set_official_outcomes
from communes.enums import Outcome
from communes.importers.matching import match_lists
from communes.importers.official import (
    Report,
    batches,
    checked,
    five_digits,
    header_of,
    rows,
    whole_number,
)
from communes.importers.plan import Plan
from communes.models import Election, ElectoralList
from communes.queries import communes_by_code, lists_presented, outcome_steps, survivor_of

BATCH = 200
DEPARTMENT = "Code département"
PLACE = "Code commune"
VALID = "Exprimés"
ABOUT = (DEPARTMENT, PLACE, VALID)
PANEL = "Numéro de panneau"
LAST_NAME = "Nom candidat"
FIRST_NAME = "Prénom candidat"
LABEL = "Libellé de liste"
VOTES = "Voix"
SEATS = "Sièges au CM"
OF_A_LIST = (PANEL, LAST_NAME, FIRST_NAME, LABEL, VOTES, SEATS)
# Of the same results by polling station, where no row is a commune.
FOREIGN = ("Code BV",)
ABSENT = "list absent from the round that decided: to be said by a person"
NOT_ALONE = 2


class Standing(NamedTuple):
    """One list in a row of results; `panel` 0 and `head_name` "" when the file has none."""

    line: int
    commune_id: int
    panel: int
    search_label: str
    head_name: str
    votes: int
    seats: int


@dataclass(frozen=True, slots=True)
class Result:
    """One row: a commune and its lists. valid_votes: 0 when unknown."""

    line: int
    commune_id: int
    valid_votes: int
    lists: list[Standing]


class Undecided(ValueError):
    """Results that do not say who holds the council."""


def import_results(
    path: Path,
    election: Election,
    *,
    dry_run: bool = False,
    by=None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Bring the outcomes of the lists of `election` to the file's; return the report.

    Raises Refused, before anything is written, when a column is missing or the file is not UTF-8.
    What a person said of a list is kept, and told by line when the file says otherwise. Communes
    of which no list is held are passed over.
    """
    columns = (*ABOUT, *_columns_of_lists(header_of(path)))
    report = Report(sha256=checked(path, columns, FOREIGN))
    taken: set[int] = set()
    for batch in batches(_results(path, columns, report, progress), BATCH):
        plan = Plan()
        outcomes = _outcomes(batch, election, taken, plan, report)
        report.add_conflicts(plan)
        if outcomes and not dry_run:
            set_official_outcomes(outcomes=outcomes, by=by)
    if report.written and not dry_run:
        facts = report.facts(path)
        record_import(election_id=election.pk, step="import_results", facts=facts, by=by)
    return report


def _columns_of_lists(header: list[str]) -> list[str]:
    """Columns of every list, one list after the other; those of the first are always asked for."""
    number, columns = 1, []
    while number == 1 or any(f"{name} {number}" in header for name in OF_A_LIST):
        columns += [f"{name} {number}" for name in OF_A_LIST]
        number += 1
    return columns


def _results(path, columns, report: Report, progress) -> Iterator[Result]:
    """Usable rows; the others are rejected by line number, and so is a commune met before."""
    communes, seen = communes_by_code(), set()
    for line, values in rows(path, columns, report, progress):
        department, place, valid = values[: len(ABOUT)]
        code = _code(department, place)
        commune_id = communes.get(code)
        if commune_id is None:
            report.reject(line, f"unknown commune, {code}" if place else f"empty: {PLACE}")
        elif code in seen:
            report.reject(line, f"commune {code} was already read above")
        else:
            seen.add(code)
            lists = _standings(line, commune_id, values[len(ABOUT) :], report)
            if lists:
                yield Result(line, commune_id, whole_number(valid) or 0, lists)


def _code(department: str, place: str) -> str:
    """INSEE's five digits; some years write the last three beside the department's."""
    if place.isdigit() and len(place) <= 3:
        return department.zfill(2)[:2] + place.zfill(3)
    return five_digits(place)


def _standings(line: int, commune_id: int, cells: list[str], report) -> list[Standing] | None:
    """The lists of a row; None, and the row rejected, when one of them cannot be read."""
    found = []
    size = len(OF_A_LIST)
    for number in range(1, len(cells) // size + 1):
        panel, last, first, label, votes, seats = cells[(number - 1) * size : number * size]
        if not (panel or last or label or votes):
            continue
        for name, value in ((PANEL, panel), (VOTES, votes), (SEATS, seats)):
            if value and whole_number(value) is None:
                report.reject(line, f"{name} {number} is not a number: {value!r}")
                return None
        head = normalise(f"{last} {first}")
        numbers = (whole_number(votes) or 0, whole_number(seats) or 0)
        panel_number = whole_number(panel) or 0
        found.append(Standing(line, commune_id, panel_number, normalise(label), head, *numbers))
    if not found:
        report.reject(line, "no list in this row")
    return found


def decide(lists: list[Standing], valid_votes: int) -> list[Outcome | None]:
    """What a row says of each of its lists, None for those that may stand in a second round.

    Raises Undecided when seats were given and no list has more than half of them.
    """
    total = sum(one.seats for one in lists)
    if not total:
        return [_after_first_round(one, lists, valid_votes) for one in lists]
    if max(one.seats for one in lists) * 2 <= total:
        raise Undecided("no list has more than half of the seats: who governs is to be said")
    return [_with_seats(one.seats, total) for one in lists]


def _with_seats(seats: int, total: int) -> Outcome:
    if seats * 2 > total:
        return Outcome.MAJORITY
    return Outcome.MINORITY if seats else Outcome.NO_SEAT


def _after_first_round(one: Standing, lists, valid_votes: int) -> Outcome | None:
    """Below 5 % a list neither stands again nor merges (electoral code, L.264), but that where
    fewer than two lists have 10 % the first two may stand whatever they have."""
    standing = [rival for rival in lists if rival.votes * 10 >= valid_votes]
    out = valid_votes and len(standing) >= NOT_ALONE and one.votes * 20 < valid_votes
    return Outcome.NO_SEAT if out else None


def _outcomes(batch, election, taken, plan, report) -> list[tuple[int, int, str]]:
    """(list, version, outcome) of the lists held that the batch tells something new about."""
    here = {result.commune_id for result in batch}
    held = list(lists_presented(election, here))
    known = {row.commune_id for row in held}
    said: dict[Standing, Outcome | None] = {}
    decided = set()
    for result in batch:
        if result.commune_id not in known:
            report.noted["commune without a list here"] += 1
            continue
        try:
            outcomes = decide(result.lists, result.valid_votes)
        except Undecided as reason:
            plan.conflict(str(result.line), str(reason))
            continue
        if any(one.seats for one in result.lists):
            decided.add(result.commune_id)
        said |= dict(zip(result.lists, outcomes, strict=True))
    found = _found(said, held, taken, plan)
    met = {row.pk for _, row in found}
    waiting = [row for row in held if row.commune_id in decided and row.pk not in met]
    report.noted[ABSENT] += sum(
        row.outcome == Outcome.CANDIDATE and not row.duplicate_of_id for row in waiting
    )
    return _changes(found, said, plan, report)


def _found(said, held, taken: set[int], plan: Plan) -> list[tuple[Standing, ElectoralList]]:
    """Each list of the results with the row that stands for it here, one list per row."""
    found: dict[int, tuple[Standing, ElectoralList]] = {}
    for one, row in match_lists(said, held, taken, plan):
        if row is None:
            plan.conflict(str(one.line), f"list {one.panel} is not among those held here")
            continue
        survivor = survivor_of(row)
        found.setdefault(survivor.pk, (one, survivor))
    return list(found.values())


def _changes(found, said, plan: Plan, report) -> list[tuple[int, int, str]]:
    differing = []
    for one, row in found:
        outcome = said[one]
        if outcome is None:
            report.noted["list that may stand in a second round"] += 1
        elif row.outcome == outcome:
            report.counts["list same"] += 1
        else:
            differing.append((one, row, outcome))
    steps = outcome_steps([row.ref for _, row, _ in differing if row.outcome != Outcome.CANDIDATE])
    changes = []
    for one, row, outcome in differing:
        if row.outcome != Outcome.CANDIDATE and steps.get(row.ref) != OFFICIAL:
            words = f"list {row.ref} is said {row.outcome} here, {outcome} in the file: kept"
            plan.conflict(str(one.line), words)
            continue
        report.counts[f"list {outcome}"] += 1
        changes.append((row.pk, row.version, outcome))
    return changes
