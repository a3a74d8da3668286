"""What the public knew at a moment: which rows, as their ledger entries tell, not as they are now.

A decision undone inside its grace period is not told: to the public it is as if it had never been.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from communes.enums import MergeConfirmation
from ledger.models import Entry
from letters.models import LetterVersion
from letters.workflow import TEXT
from pledges.models import Quote
from pledges.queries.territories_as_of import territories_at
from pledges.workflow.table import TABLES

# Left out of an entry while there is nothing to say: what is said since is not of that day.
_LEFT_OUT = {"mandate": None, "extended_from": None, "withheld_because": ""}


def entries_at(kind: str, moment: datetime) -> QuerySet[Entry]:
    """The entry in force at `moment` of each object of `kind` that there was."""
    later = Entry.objects.filter(
        object_kind=kind,
        object_ref=OuterRef("object_ref"),
        version__gt=OuterRef("version"),
        at__lte=moment,
    )
    return Entry.objects.filter(~Exists(later), object_kind=kind, at__lte=moment)


def told(kind: str, moment: datetime, refs) -> dict[str, Entry]:
    """Reference → entry in force at `moment`, of these objects of `kind` (one query)."""
    entries = entries_at(kind, moment).filter(object_ref__in=list(refs))
    return {entry.object_ref: entry for entry in entries}


def was(kind: str, moment: datetime, ref: str, **also) -> Q:
    """Rows whose object of `kind`, of reference at the lookup `ref`, there was at `moment`.

    also: lookups that its entry in force passed.
    """
    return Q(Exists(entries_at(kind, moment).filter(object_ref=OuterRef(ref), **also)))


def was_public(kind: str, moment: datetime, ref: str = "ref") -> Q:
    """The same, in a state that anyone reads."""
    return was(kind, moment, ref, to_state__in=sorted(TABLES[kind].public_states))


def was_of_lists(kind: str, lists: QuerySet, moment: datetime, ref: str) -> Q:
    """Rows whose object of `kind`, of reference at the lookup `ref`, was of one of `lists`."""
    entries = entries_at(kind, moment).filter(object_ref=OuterRef(ref))
    named = entries.annotate(named=KT("snapshot__list"))
    return Q(Exists(named.filter(named__in=lists.order_by().values("ref"))))


def _with_its_commitment(kind: str) -> Callable[[datetime], Q]:
    def known(moment: datetime) -> Q:
        return was_public(kind, moment) & was_public("commitment", moment, "commitment__ref")

    return known


def _replies(moment: datetime) -> Q:
    return (
        was_public("reply", moment)
        & was_public("assessment", moment, "assessment__ref")
        & was_public("commitment", moment, "assessment__commitment__ref")
    )


def _evidence(moment: datetime) -> Q:
    """As the site shows it: with what it is about, and with the paper it came with."""
    about = Q(commitment=None) | was_public("commitment", moment, "commitment__ref")
    reported = Q(report=None) | was_public("report", moment, "report__ref")
    replied = Q(reply=None) | (
        was("reply", moment, "reply__ref", to_state__in=["given", "contested"])
        & was_public("assessment", moment, "reply__assessment__ref")
    )
    return was("evidence", moment, "ref") & about & reported & replied


def _letters(moment: datetime) -> Q:
    """Of texts: of letters whose list was known, neither set aside nor merged into another."""
    letter = entries_at("letter", moment).filter(object_ref=OuterRef("letter__ref"))
    shown = letter.exclude(
        Q(to_state="set_aside") | Q(snapshot__has_key="duplicate_of") | Q(snapshot__list=None)
    )
    public = was("letter_text", moment, "ref", to_state__in=sorted(TEXT.public_states))
    return public & Q(Exists(shown))


def _passages(moment: datetime) -> Q:
    quotes = Quote.objects.filter(passage=OuterRef("pk"))
    quoted = quotes.filter(was_public("commitment", moment, "commitment__ref"))
    return was("passage", moment, "ref") & Q(Exists(quoted))


def _lists(moment: datetime) -> Q:
    """An official file brings lists without an entry for each: their day says since when."""
    entries = entries_at("list", moment).filter(object_ref=OuterRef("ref"))
    return Q(created_at__lte=moment) & ~Q(Exists(entries.filter(snapshot__has_key="duplicate_of")))


# Resource → the filter of its rows that were public at a moment.
KNOWN: dict[str, Callable[[datetime], Q]] = {
    "commitments": lambda moment: was_public("commitment", moment),
    "reports": _with_its_commitment("report"),
    "assessments": _with_its_commitment("assessment"),
    "signatures": lambda moment: was_public("signature", moment),
    "replies": _replies,
    "evidence": _evidence,
    "letters": _letters,
    "passages": _passages,
    "lists": _lists,
    "elections": lambda moment: was("election", moment, "slug"),
    "pacts": lambda moment: was("pact", moment, "slug"),
    "regions": lambda moment: territories_at("region", "code", moment),
    "departments": lambda moment: territories_at("department", "code", moment),
    "intercommunalities": lambda moment: territories_at("intercommunality", "siren", moment),
    "communes": lambda moment: territories_at("commune", "code", moment),
}


def put_back(row, entry: Entry) -> None:
    """Give `row`, an instance that is never saved, the content and state of `entry`."""
    give(row, _LEFT_OUT | entry.snapshot)
    row.state, row.version = entry.to_state, entry.version
    row.changed_at = row.state_at = entry.at


def give(row, content: dict):
    """`row` with its own columns that `content` names, as JSON keeps them."""
    fields = {field.name: field for field in row._meta.concrete_fields if not field.is_relation}
    for name, value in content.items():
        if name in fields:
            empty = value == "" and fields[name].null
            setattr(row, name, None if empty else fields[name].to_python(value))
    return row


def withheld_since(entries: list[Entry]) -> dict[str, str]:
    """Of `entries` of replies, those whose words were withheld later: reference → public reason.

    What was put back word for word may be read again; what was put back in other words leaves the
    former ones withheld.
    """
    refs = [entry.object_ref for entry in entries]
    around = Entry.objects.filter(object_kind="reply", object_ref__in=refs).filter(
        Q(to_state="withheld") | Q(from_state="withheld")
    )
    last: dict[str, Entry] = {}
    again: dict[str, Entry] = {}
    for one in around.order_by("version"):
        if one.to_state == "withheld":
            last[one.object_ref] = one
            again.pop(one.object_ref, None)
        else:
            again[one.object_ref] = one
    found = {}
    for entry in entries:
        decided, back = last.get(entry.object_ref), again.get(entry.object_ref)
        if decided is None or entry.version >= decided.version:
            continue
        if entry.to_state != "withheld" and not (back and _same_words(entry, back)):
            found[entry.object_ref] = decided.snapshot["withheld_because"]
    return found


def _same_words(one: Entry, other: Entry) -> bool:
    names = ("words", "signed_as")
    return all(one.snapshot[name] == other.snapshot[name] for name in names)


def masks_at(versions: set[int], moment: datetime) -> dict[int, list[dict]]:
    """What the public copy of these versions of letters hid at `moment`, by their keys (two
    queries). As on the site, masks count as soon as they are proposed."""
    copied = LetterVersion.objects.filter(pk__in=versions, letter__public_text__isnull=False)
    known = list(copied.values_list("pk", "number", "letter__public_text__ref"))
    texts = told("letter_text", moment, {ref for _pk, _number, ref in known})
    return {
        pk: texts[ref].snapshot["masks"]
        for pk, number, ref in known
        if ref in texts and texts[ref].snapshot["version"] == number
    }


def lists_before(refs) -> dict[str, dict]:
    """What lists were that no entry told of yet, an official file having brought them: reference
    → content, from their first entry since (one query)."""
    earlier = Entry.objects.filter(
        object_kind="list", object_ref=OuterRef("object_ref"), version__lt=OuterRef("version")
    )
    first = Entry.objects.filter(~Exists(earlier), object_kind="list", object_ref__in=list(refs))
    # An entry that does not say what was before it moved the outcome at most.
    unmerged = {"merged_into": "", "merge_confirmation": MergeConfirmation.NONE}
    return {
        one.object_ref: one.snapshot.get("was")
        or one.snapshot | {"outcome": one.from_state} | unmerged
        for one in first
    }


def pacts_at(slugs, moment: datetime) -> dict[str, dict]:
    """What pacts said: slug → content, its versions by label, their articles by key.

    Each entry holds what one file brought; what the file did not name stayed as it was.
    """
    entries = Entry.objects.filter(object_kind="pact", object_ref__in=list(slugs), at__lte=moment)
    found: dict[str, dict] = {}
    for entry in entries.order_by("version"):
        pact = found.setdefault(entry.object_ref, {"versions": {}})
        pact |= {name: value for name, value in entry.snapshot.items() if name != "versions"}
        for version in entry.snapshot["versions"]:
            known = pact["versions"].setdefault(version["label"], {"articles": {}})
            articles = known["articles"] | {one["key"]: one for one in version["articles"]}
            known |= version | {"articles": articles}
    return found
