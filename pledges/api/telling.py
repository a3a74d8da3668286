"""What a row was at a moment: given its content of then, so that the shape of today shows it.

Each function changes rows in memory, for a whole page at once: a few queries, whatever its length.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Q

from accounts.searching import search_columns
from communes.models import Commune, Department, ElectoralList, Region, Round
from letters.models import Letter, LetterVersion, Passage
from letters.queries import public_texts
from pledges.exports.compiled import compiled
from pledges.exports.territories import RoundSerializer
from pledges.queries.as_of import (
    give,
    lists_before,
    masks_at,
    pacts_at,
    put_back,
    told,
    withheld_since,
)
from pledges.queries.territories_as_of import loads_since

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


def _letters(rows: dict, moment: datetime) -> Instead:
    """What is hidden today is hidden on every day before: a part, or the whole text when it is no
    longer public or when another version of the letter is, whose masks are at other places."""
    texts = told("letter_text", moment, [row.ref for row in rows.values()])
    letters = told("letter", moment, rows)
    read_today = public_texts().order_by().filter(letter__ref__in=rows)
    public = set(read_today.values_list("letter__ref", flat=True))
    others = _versions(
        texts[row.ref].snapshot
        for row in rows.values()
        if texts[row.ref].snapshot["version"] != row.letter_version.number
    )
    for ref, row in rows.items():
        copy, masks = texts[row.ref], row.masks
        put_back(row, copy)
        put_back(row.letter, letters[ref])
        row.letter.electoral_list = ElectoralList(ref=letters[ref].snapshot["list"])
        same = row.letter_version.number == copy.snapshot["version"]
        if not same:
            row.letter_version = others[ref, copy.snapshot["version"]]
        everything = [{"start": 0, "end": len(row.letter_version.text)}]
        row.masks = [*row.masks, *masks] if same and ref in public else everything
    return {}


def _versions(copies: Iterable[dict]) -> dict[tuple[str, int], LetterVersion]:
    """The versions of letters that public copies, as the ledger tells them, are made of."""
    wanted = Q(pk=None)
    for copy in copies:
        wanted |= Q(letter__ref=copy["letter"], number=copy["version"])
    found = LetterVersion.objects.filter(wanted).select_related("letter")
    return {(version.letter.ref, version.number): version for version in found}


def _passages(rows: dict, moment: datetime) -> Instead:
    entries = told("passage", moment, rows)
    letters = told("letter", moment, {row.letter_version.letter.ref for row in rows.values()})
    for ref, row in rows.items():
        letter = row.letter_version.letter
        put_back(row, entries[ref])
        letter.electoral_list = ElectoralList(ref=letters[letter.ref].snapshot["list"])
    _mask(rows.values(), moment)
    return {}


def _mask(passages: Iterable[Passage], moment: datetime) -> None:
    """Hide in their words what was hidden then, besides what is today."""
    passages = list(passages)
    hidden = masks_at({one.letter_version_id for one in passages}, moment)
    for one in passages:
        if then := hidden.get(one.letter_version_id):
            copy = one.letter_version.letter.public_text
            today = copy.masks if copy.letter_version_id == one.letter_version_id else []
            copy.masks, copy.letter_version_id = [*today, *then], one.letter_version_id


def _commitments(rows: dict, moment: datetime) -> Instead:
    said = _by("commitment", "articles", "intercommunality", "list")(rows, moment)
    _mask((quote.passage for row in rows.values() for quote in row.quotes.all()), moment)
    return said


def _lists(rows: dict, moment: datetime) -> Instead:
    """Their heads are told as today: the ledger keeps no person who could not be erased."""
    entries = told("list", moment, rows)
    changed = {ref for ref, row in rows.items() if row.version > 1}
    first = lists_before(changed - entries.keys())
    for ref, content in first.items():
        _list(rows[ref], content, rows[ref].created_at)
    for ref, entry in entries.items():
        if entry.version != rows[ref].version:
            _list(rows[ref], entry.snapshot, entry.at)
    return {}


def _list(row: ElectoralList, content: dict, since: datetime) -> None:
    give(row, content)
    row.changed_at = since
    into = content["merged_into"]
    row.merged_into = ElectoralList(ref=into) if into else None
    # Its address is made of its label.
    search_columns(row)


def _elections(rows: dict, moment: datetime) -> Instead:
    entries = told("election", moment, rows)
    show = compiled(RoundSerializer)
    said = {}
    for slug, entry in entries.items():
        give(rows[slug], {name: entry.snapshot[name] for name in ("name", "by_election")})
        rounds = [give(Round(), content) for content in entry.snapshot["rounds"]]
        rounds.sort(key=lambda one: (one.date, one.number))
        said[slug] = {"rounds": [show(one) for one in rounds]}
    return said


def _pacts(rows: dict, moment: datetime) -> Instead:
    for slug, content in pacts_at(rows, moment).items():
        give(rows[slug], content)
        versions = content["versions"]
        _only(rows[slug], "versions", "label", versions)
        for version in rows[slug].versions.all():
            _only(version, "articles", "key", versions[version.label]["articles"])
    return {}


def _only(row, children: str, key: str, known: dict[str, dict]) -> None:
    """Leave to `row` those of its children, fetched already, that were known; as they were."""
    found = [child for child in getattr(row, children).all() if getattr(child, key) in known]
    for child in found:
        give(child, known[getattr(child, key)])
    row._prefetched_objects_cache[children] = found


def _territories(kind: str) -> Tell:
    def tell(rows: dict, moment: datetime) -> Instead:
        was = loads_since(moment).was
        said, departments = {}, _departments(was[kind].values())
        for key in was[kind].keys() & rows.keys():
            row, content = rows[key], was[kind][key]
            give(row, content)
            search_columns(row)
            if "department" in content:
                row.department = departments[content["department"]]
            if "region" in content:
                row.region = content["region"] and Region(code=content["region"])
            if "parent" in content:
                row.parent = content["parent"] and Commune(code=content["parent"])
            if "memberships" in content:
                said[key] = {"intercommunalities": content["memberships"]}
        for row in rows.values() if kind == "commune" else ():
            # Its department may have been of another region.
            moved = was["department"].get(row.department.code, {})
            if "region" in moved:
                row.department.region = moved["region"] and Region(code=moved["region"])
        return said

    return tell


def _departments(contents: Iterable[dict]) -> dict[str, Department]:
    """Departments that communes were of, with their regions of today."""
    codes = {content["department"] for content in contents if "department" in content}
    held = Department.objects.select_related("region").filter(code__in=codes)
    return {one.code: one for one in held}


def _as_it_is(_rows: dict, _moment: datetime) -> Instead:
    """Rows that never change once they are there."""
    return {}


TELL: dict[str, Tell] = {
    "commitments": _commitments,
    "reports": _by("report"),
    "assessments": _assessments,
    "signatures": _by("signature", "list"),
    "replies": _replies,
    "evidence": _as_it_is,
    "letters": _letters,
    "passages": _passages,
    "lists": _lists,
    "elections": _elections,
    "pacts": _pacts,
    "regions": _territories("region"),
    "departments": _territories("department"),
    "intercommunalities": _territories("intercommunality"),
    "communes": _territories("commune"),
}
