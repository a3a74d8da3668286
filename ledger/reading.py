"""Reading the ledger: the history of an object, and what it was on a given day."""

from datetime import datetime

from django.db.models import QuerySet

from ledger.models import Entry


def history_of(kind: str, ref: str) -> QuerySet[Entry]:
    """Entries of one object, oldest first."""
    return Entry.objects.filter(object_kind=kind, object_ref=ref).order_by("version")


def histories_of(kind: str, refs) -> dict[str, list[Entry]]:
    """Entries of several objects of one kind: ref → entries, oldest first (one query)."""
    found: dict[str, list[Entry]] = {ref: [] for ref in refs}
    for entry in Entry.objects.filter(object_kind=kind, object_ref__in=found).order_by("version"):
        found[entry.object_ref].append(entry)
    return found


def as_of(kind: str, moment: datetime) -> dict[str, Entry]:
    """Last entry of each object of `kind` at `moment` (inclusive): ref → entry."""
    entries = Entry.objects.filter(object_kind=kind, at__lte=moment).order_by("version")
    return {entry.object_ref: entry for entry in entries.iterator()}
