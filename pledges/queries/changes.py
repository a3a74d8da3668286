"""What changed in the public data, in the order of its numbers: what a mirror follows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from ledger.models import Entry, Numbered
from letters.models import PublicText
from letters.workflow import TEXT
from pledges.models import Assessment, Evidence, Quote
from pledges.queries import published
from pledges.workflow.table import TABLES

# Every row of the resource may have changed: it is read again as a whole.
EVERY = "*"
# Resources by kind of object whose rows have public states; a step that touches one is public.
_STEPPED = {
    "commitment": "commitments",
    "report": "reports",
    "assessment": "assessments",
    "signature": "signatures",
    "letter_text": "letters",
}
# Resources by kind of object whose steps nobody outside needs to know: only that a row changed.
_PLAIN = {"passage": "passages", "list": "lists", "election": "elections", "pact": "pacts"}
_TERRITORIES = ("regions", "departments", "intercommunalities", "communes")
# An official file loaded for an election makes lists in bulk, without an entry for each.
_ELECTION_STEPS = ("create", "add_round", "change_round")
# Reasons that stay public (docs/workflow.md); every other one is between those it was given to.
_PUBLIC_REASONS = {
    ("commitment", "withdraw"),
    ("commitment", "correct"),
    ("commitment", "mandate"),
    ("commitment", "mandate_lifted"),
    ("signature", "withdraw"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a public resource that may have changed, by the entry called `number`."""

    number: int
    resource: str
    ref: str
    entry: Entry
    step: str = "update"
    parent: tuple[str, str] | None = None

    @property
    def reason(self) -> str:
        known = (self.entry.object_kind, self.step) in _PUBLIC_REASONS
        return self.entry.reason if known else ""


def changes_after(number: int, limit: int) -> tuple[list[Change], int]:
    """Changes of the next `limit` numbered entries, and the last number they cover.

    Private entries have numbers too: a page may be short, or empty, and still move on. At most
    six queries, whatever `limit` is.
    """
    numbers = Numbered.objects.filter(number__gt=number).order_by("number")
    numbered = list(numbers.values_list("number", "seq")[:limit])
    found = Entry.objects.in_bulk([seq for _number, seq in numbered])
    entries = [(each, found[seq]) for each, seq in numbered if seq in found]
    around = _Around([entry for _number, entry in entries])
    changes = [change for each, entry in entries for change in _changes_of(each, entry, around)]
    return changes, numbered[-1][0] if numbered else number


class _Around:
    """What the entries of a page bring along, read for all of them at once."""

    def __init__(self, entries: list[Entry]):
        refs = defaultdict(set)
        for entry in entries:
            refs[entry.object_kind].add(entry.object_ref)
        commitments, letters = refs["commitment"], refs["letter"]
        self.passages = defaultdict(set)
        if commitments:
            quotes = Quote.objects.filter(commitment__ref__in=commitments)
            for ref, passage in quotes.values_list("commitment__ref", "passage__ref"):
                self.passages[ref].add(passage)
        self.quoted = defaultdict(set)
        if letters:
            rows = published.public_passages().filter(letter_version__letter__ref__in=letters)
            for ref, passage in rows.values_list("letter_version__letter__ref", "ref"):
                self.quoted[ref].add(passage)
        self.assessments = _assessments(refs["assessment"], refs["reply"])
        replies = {one.reply.ref for one in self.assessments.values() if hasattr(one, "reply")}
        self.evidence = _evidence(commitments, refs["report"], replies)
        texts = PublicText.objects.filter(letter__ref__in=letters, state="public")
        self.texts = set(texts.values_list("letter__ref", flat=True)) if letters else set()


def _evidence(commitments: set, reports: set, replies: set) -> dict[str, set[str]]:
    """References of evidence by that of its report, its reply, or else its commitment."""
    found = defaultdict(set)
    if commitments or reports or replies:
        about = Q(report__ref__in=reports) | Q(reply__ref__in=replies)
        about |= Q(commitment__ref__in=commitments, report=None, reply=None)
        rows = Evidence.objects.filter(about, public=True)
        owners = ("commitment__ref", "report__ref", "reply__ref")
        for commitment, report, reply, ref in rows.values_list(*owners, "ref"):
            found[report or reply or commitment].add(ref)
    return found


def _assessments(refs: set, replies: set) -> dict[str, Assessment]:
    """Assessments by their own reference and by that of their reply."""
    if not refs and not replies:
        return {}
    rows = Assessment.objects.select_related("reply", "commitment")
    found = {}
    for row in rows.filter(ref__in=refs) | rows.filter(reply__ref__in=replies):
        found[row.ref] = row
        if hasattr(row, "reply"):
            found[row.reply.ref] = row
    return found


def _changes_of(number: int, entry: Entry, around: _Around) -> Iterator[Change]:
    kind, ref = entry.object_kind, entry.object_ref
    if kind in _STEPPED:
        yield from _stepped(number, entry, around)
    elif kind in _PLAIN:
        # A list merged into another leaves the public data: a step of its own, or none would tell.
        step = entry.step if entry.step == "merge_away" else "update"
        yield Change(number, _PLAIN[kind], ref, entry, step=step)
        if kind == "election" and entry.step not in _ELECTION_STEPS:
            yield Change(number, "lists", EVERY, entry)
    elif kind == "evidence":
        yield Change(number, "evidence", ref, entry, step=entry.step)
    elif kind == "reply":
        yield from _reply(number, entry, around)
    elif kind == "letter":
        yield from _letter(number, entry, around)
    elif kind == "geography":
        for resource in _TERRITORIES:
            yield Change(number, resource, EVERY, entry)


def _letter(number: int, entry: Entry, around: _Around) -> Iterator[Change]:
    ref = entry.object_ref
    if ref in around.texts:
        # A letter set aside, or merged into another, takes its public text off the site.
        hidden = entry.to_state == "set_aside" or entry.step == "merge_away"
        step = "hide" if hidden else "update"
        yield Change(number, "letters", ref, entry, step=step)
    for passage in sorted(around.quoted[ref]):
        yield Change(number, "passages", passage, entry, parent=("letters", ref))


def _stepped(number: int, entry: Entry, around: _Around) -> Iterator[Change]:
    kind, ref = entry.object_kind, entry.object_ref
    table = TEXT if kind == TEXT.kind else TABLES[kind]
    was, now = entry.from_state in table.public_states, entry.to_state in table.public_states
    if not was and not now:
        return
    shown = entry.snapshot["letter"] if kind == TEXT.kind else ref
    owner = entry.snapshot.get("commitment")
    parent = ("commitments", owner) if owner else None
    yield Change(number, _STEPPED[kind], shown, entry, step=entry.step, parent=parent)
    if was == now:
        return
    # What was only waiting for this step becomes public with it, and leaves when it is undone.
    step = "update" if now else "hide"
    owner = (_STEPPED[kind], ref)
    for resource, child in _with(kind, ref, around):
        yield Change(number, resource, child, entry, step=step, parent=owner)


def _with(kind: str, ref: str, around: _Around) -> Iterator[tuple[str, str]]:
    """What is public as long as this object is: resource and reference of each row."""
    for passage in sorted(around.passages[ref]) if kind == "commitment" else ():
        yield "passages", passage
    for evidence in sorted(around.evidence[ref]) if kind in ("commitment", "report") else ():
        yield "evidence", evidence
    assessment = around.assessments.get(ref)
    if kind == "assessment" and assessment and hasattr(assessment, "reply"):
        yield "replies", assessment.reply.ref
        for evidence in sorted(around.evidence[assessment.reply.ref]):
            yield "evidence", evidence


def _reply(number: int, entry: Entry, around: _Around) -> Iterator[Change]:
    """A reply written before its assessment was published came out with it, not before."""
    assessment = around.assessments[entry.object_ref]
    if assessment.published_at is None or entry.at < assessment.published_at:
        return
    if entry.step in ("propose_withholding", "keep", "uphold"):
        # Between two people: nothing moves on the site.
        return
    owner = ("assessments", assessment.ref)
    if entry.step in ("withhold", "restore"):
        step = "hide" if entry.step == "withhold" else "update"
        given = ("replies", entry.object_ref)
        for evidence in sorted(around.evidence[entry.object_ref]):
            yield Change(number, "evidence", evidence, entry, step=step, parent=given)
    yield Change(number, "replies", entry.object_ref, entry, step=entry.step, parent=owner)
    parent = ("commitments", assessment.commitment.ref)
    yield Change(number, "assessments", assessment.ref, entry, parent=parent)
