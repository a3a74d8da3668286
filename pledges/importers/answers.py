"""Answers of lists from a spreadsheet: the file made for the mail merge, filled in and sent back.

Read → plan (what each row would do, or why not) → apply through the actions. Nothing is written
by reading or planning, and the same file again changes nothing.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.policies import Decision
from ledger.refusals import Invalid, Refusal
from ledger.steps import gettext_noop
from letters.reading.formats.plain import decode
from pledges.actions.perform import perform
from pledges.exports.merging import column_of
from pledges.models import Campaign, Solicitation
from pledges.policies import available_steps
from pledges.queries.figures import live_solicitations
from pledges.workflow.signature import SOLICITATION

REFERENCE, ANSWER, REASON = "reference", "answer", "reason"
NEEDED = (REFERENCE, ANSWER)
MAX_ROWS = 2000
MAX_BYTES = 2 * 1024 * 1024

NOT_TEXT = gettext_noop("This file is not text in UTF-8: save it as CSV again.")
TOO_LONG = gettext_noop("This file is too long: at most 2 MB and 2,000 rows.")
NO_COLUMN = gettext_noop("A column is missing; the file needs: reference, answer.")
UNKNOWN_LIST = gettext_noop("No list of this campaign has this reference.")
UNKNOWN_ANSWER = gettext_noop("This is none of the words an answer may have.")
TWICE = gettext_noop("This list is in the file already, further up.")
NOT_FROM_HERE = gettext_noop("This step does not exist from the present state.")
CHANGED = gettext_noop("This changed since you opened the page. Nothing was saved.")
NEEDS_REASON = gettext_noop("Give a reason: it will be kept with the decision.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its number in a spreadsheet (the header is 1), and what it says."""

    number: int
    reference: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do (`step`), or does not: `problem` says why, nothing when it is the same.

    version: that of the solicitation that was looked at.
    """

    line: Line
    solicitation: Solicitation | None = None
    step: str = ""
    problem: str = ""
    version: int = 0


def read(data: bytes) -> list[Line]:
    """Rows of a CSV file, commas or semicolons, headings in any language. Raises Invalid.

    In UTF-8, with or without a mark, or as a French Excel saves it. Rows without an answer are left
    out: the list has not answered.
    """
    if len(data) > MAX_BYTES:
        raise Invalid(TOO_LONG, errors={"file": TOO_LONG})
    text = decode(data)
    if "\0" in text:  # No text has one: a workbook.
        raise Invalid(NOT_TEXT, errors={"file": NOT_TEXT})
    head = text.partition("\n")[0]
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    names = [column_of(heading) for heading in next(rows, [])]
    if not set(NEEDED) <= set(names):
        raise Invalid(NO_COLUMN, errors={"file": NO_COLUMN})
    # Rows as a spreadsheet numbers them: the message of one takes many lines of the file.
    lines = [
        Line(number, _cell(row, REFERENCE).lower(), _cell(row, ANSWER), _cell(row, REASON))
        for number, cells in enumerate(rows, start=2)
        for row in [dict(zip(names, cells, strict=False))]
    ]
    if len(lines) > MAX_ROWS:
        raise Invalid(TOO_LONG, errors={"file": TOO_LONG})
    return [line for line in lines if line.answer]


def words() -> list[str]:
    """The answers a file may give, in the reader's language."""
    return [_(SOLICITATION.states[name]) for name in SOLICITATION.states if name != "to_contact"]


def plan(lines: Iterable[Line], campaign: Campaign, user) -> list[Planned]:
    """What each row would do now, asked of the policies; nothing is written."""
    lines = list(lines)
    rows = live_solicitations().filter(
        campaign=campaign, electoral_list__ref__in=[line.reference for line in lines]
    )
    rows = rows.select_related("electoral_list__commune", "electoral_list__election")
    held = {row.electoral_list.ref: row for row in rows}
    seen: set[str] = set()
    planned = []
    for line in lines:
        planned.append(_planned(line, held.get(line.reference), user, line.reference in seen))
        seen.add(line.reference)
    return planned


def apply(planned: Iterable[Planned], *, by) -> list[tuple[Planned, Decision]]:
    """Take each step through its action, row by row; what became of each."""
    done = []
    for one in planned:
        try:
            perform(
                kind=SOLICITATION.kind,
                step=one.step,
                ref=one.solicitation.ref,
                by=by,
                version=one.version,
                reason=one.line.reason,
            )
            done.append((one, Decision(True)))
        except Refusal as refusal:
            done.append((one, Decision(False, str(refusal.reason))))
    return done


def _cell(row: dict, name: str) -> str:
    value = (row.get(name) or "").strip()
    # The apostrophe by which the export keeps a cell from running as a formula.
    return value[1:].strip() if value.startswith("'") else value


def _state(answer: str) -> str:
    """The state an answer means, in words of either language or by its name; "" when unknown."""
    wanted = answer.casefold()
    for name, label in SOLICITATION.states.items():
        if wanted in (name, label.casefold(), _(label).casefold()):
            return name
    return ""


def _planned(line: Line, row: Solicitation | None, user, twice: bool) -> Planned:
    target = _state(line.answer)
    if twice or row is None or not target:
        problem = TWICE if twice else UNKNOWN_LIST if row is None else UNKNOWN_ANSWER
        return Planned(line, row, problem=problem)
    if row.state == target:
        return Planned(line, row)
    offers = available_steps(SOLICITATION.kind, row, user)
    offer = next((one for one in offers if one.step.target == target), None)
    if offer is None:
        return Planned(line, row, problem=NOT_FROM_HERE)
    if not offer.decision:
        return Planned(line, row, problem=offer.decision.reason)
    if "reason" in offer.step.needs and not line.reason:
        return Planned(line, row, problem=NEEDS_REASON)
    return Planned(line, row, step=offer.step.name, version=row.version)
