"""The national register of elected officials (RNE): who is mayor of each commune, since when.

Two of its files (`;`, UTF-8, one row per person) say it: the mayors', where every row is one, and
the municipal councillors', where “Libellé de la fonction” does. Read: the commune, the name and
the day the office began. The birth date, the sex and the occupation are never looked at.

A mayor succeeds another: the mandate held is ended and the next one opened, so that each keeps its
own history. A mandate of a list, which says who has the majority, is not touched.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from accounts.spelling import normalise
from communes.actions.councils import Succession, record_mayors
from communes.importers.official import Report, batches, checked, five_digits, header_of, rows
from communes.models import Mandate
from communes.queries import communes_by_code, mayors_held

BATCH = 400
PLACE = "Code de la commune"
LAST_NAME = "Nom de l'élu"
FIRST_NAME = "Prénom de l'élu"
SINCE = "Date de début de la fonction"
FUNCTION = "Libellé de la fonction"
COLUMNS = (PLACE, LAST_NAME, FIRST_NAME, SINCE)
# Of the file of the councils of municipal districts, whose mayors are not the commune's.
FOREIGN = ("Libellé du secteur",)
# The whole words: “1er adjoint au maire”, “Maire délégué” and “Maire d'arrondissement” are others.
MAYOR = "maire"
FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
LONGEST = 200


class Mayor(NamedTuple):
    """One row: a mayor of a commune since a day."""

    line: int
    commune_id: int
    name: str
    since: date


def import_rne(
    path: Path,
    *,
    dry_run: bool = False,
    by=None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Bring the mandates of mayors to the file's; return the report.

    Raises Refused, before anything is written, when a column is missing or the file is another.
    A file older than what is held changes nothing: its rows are told by line.
    """
    header = header_of(path)
    columns = (*COLUMNS, FUNCTION) if FUNCTION in header else COLUMNS
    report = Report(sha256=checked(path, columns, FOREIGN))
    for batch in batches(_mayors(path, columns, report, progress), BATCH):
        changes = _plan(batch, report)
        if changes and not dry_run:
            record_mayors(successions=changes, by=by)
    return report


def _mayors(path, columns, report: Report, progress) -> Iterator[Mayor]:
    """Mayors of the file; rows that cannot be used are rejected by line number."""
    communes, seen = communes_by_code(), set()
    for line, values in rows(path, columns, report, progress):
        place, last_name, first_name, since, *function = values
        if function and function[0].casefold() != MAYOR:
            report.noted["not a mayor"] += 1
            continue
        code, name = five_digits(place), f"{first_name} {last_name}".strip()
        commune_id, day = communes.get(code), _day(since)
        reason = ""
        if not (place and last_name):
            reason = f"empty: {PLACE if not place else LAST_NAME}"
        elif commune_id is None:
            reason = f"unknown commune, {code}"
        elif commune_id in seen:
            reason = f"the mayor of {code} was already read above"
        elif day is None:
            reason = f"{SINCE} is not a date: {since!r}"
        elif len(name) > LONGEST or not name.isprintable():
            reason = "the name is too long or holds a control character"
        if reason:
            report.reject(line, reason)
            continue
        seen.add(commune_id)
        yield Mayor(line, commune_id, name, day)


def _day(text: str) -> date | None:
    for format in FORMATS:
        try:
            return datetime.strptime(text, format).date()
        except ValueError:
            continue
    return None


def _plan(batch: list[Mayor], report: Report) -> list[Succession]:
    """Successions to write; what contradicts the mandates held is rejected by line."""
    held: dict[int, list[Mandate]] = {}
    for mandate in mayors_held({one.commune_id for one in batch}):
        held.setdefault(mandate.commune_id, []).append(mandate)
    changes = []
    for one in batch:
        before = held.get(one.commune_id, [])
        reason = _contradiction(one, before)
        if reason:
            report.reject(one.line, reason)
        elif before and _same(before[0], one):
            report.counts["mandate same"] += 1
        else:
            report.counts["mandate create"] += 1
            report.counts["mandate close"] += len(before)
            last_day = one.since - timedelta(days=1)
            ended = [(mandate.pk, mandate.version, last_day) for mandate in before]
            changes.append(Succession(one.commune_id, one.name, one.since, ended))
    return changes


def _same(mandate: Mandate, one: Mayor) -> bool:
    return mandate.start == one.since and normalise(mandate.person_name) == normalise(one.name)


def _contradiction(one: Mayor, before: list[Mandate]) -> str:
    if len(before) > 1:
        return "several mandates of persons are open here: end all but one"
    if before and not _same(before[0], one) and before[0].start >= one.since - timedelta(days=1):
        return f"a mandate is held here since {before[0].start}, the file says {one.since}: kept"
    return ""
