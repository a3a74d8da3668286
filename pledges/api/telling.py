"""What a row was at a moment: given its content of then, so that the shape of today shows it.

Each function changes rows in memory, for a whole page at once: a few queries, whatever its length.
"""

from collections.abc import Callable
from datetime import datetime

from letters.models import Letter, LetterVersion
from pledges.queries.as_of import put_back, told, withheld_since

# row key → what the answer says instead of what today's relations would.
Instead = dict[str, dict]
Tell = Callable[[dict, datetime], Instead]


def _by(kind: str, *relations: str) -> Tell:
    """Rows whose own entries say everything; relations: fields that the entry says itself, since
    a merge may have led the row elsewhere."""

    def tell(rows: dict, moment: datetime) -> Instead:
        entries = told(kind, moment, rows)
        for ref, entry in entries.items():
            put_back(rows[ref], entry)
        return {
            ref: {name: entry.snapshot[name] for name in relations if name in entry.snapshot}
            for ref, entry in entries.items()
        }

    return tell


def _assessments(rows: dict, moment: datetime) -> Instead:
    _by("assessment")(rows, moment)
    replies = {ref: row.reply.ref for ref, row in rows.items() if hasattr(row, "reply")}
    known = told("reply", moment, replies.values())
    return {ref: {"reply": None} for ref, reply in replies.items() if reply not in known}


def _replies(rows: dict, moment: datetime) -> Instead:
    entries = told("reply", moment, rows)
    withheld = withheld_since(list(entries.values()))
    letters = told("letter", moment, {e.snapshot.get("letter", "") for e in entries.values()})
    said = {}
    for ref, entry in entries.items():
        put_back(rows[ref], entry)
        if ref in withheld:
            rows[ref].state, rows[ref].withheld_because = "withheld", withheld[ref]
        letter = letters.get(entry.snapshot.get("letter", ""))
        rows[ref].letter_version = _came_by(letter.snapshot) if letter else None
        given = () if rows[ref].is_withheld else entry.snapshot.get("evidence", ())
        said[ref] = {"evidence": [e.ref for e in rows[ref].evidence.all() if e.ref in given]}
    return said


def _came_by(letter: dict) -> LetterVersion:
    """A stand-in for the letter by which a reply came: its day is all that is shown."""
    day = Letter._meta.get_field("received_on").to_python(letter["received_on"])
    return LetterVersion(letter=Letter(received_on=day))


def _as_it_is(_rows: dict, _moment: datetime) -> Instead:
    """Rows that never change once they are there."""
    return {}


TELL: dict[str, Tell] = {
    "commitments": _by("commitment", "articles", "intercommunality", "list"),
    "reports": _by("report"),
    "assessments": _assessments,
    "signatures": _by("signature", "list"),
    "replies": _replies,
    "evidence": _as_it_is,
}
