"""Reading the ledger: the history of an object, and what it was on a given day."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ledger.models import Entry, Undoable
from ledger.steps import UNDO, Step, StepTable


def history_of(kind: str, ref: str) -> QuerySet[Entry]:
    """Entries of one object, oldest first."""
    return Entry.objects.filter(object_kind=kind, object_ref=ref).order_by("version")


def standing(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """`entries` without the decisions that were undone, nor their undoing."""
    undone = Entry.objects.filter(
        object_kind=OuterRef("object_kind"),
        object_ref=OuterRef("object_ref"),
        version=OuterRef("version") + 1,
        step=UNDO,
    )
    return entries.exclude(step=UNDO).exclude(Exists(undone))


def last_decision(table: StepTable, obj) -> tuple[Entry | None, Step | None]:
    """The entry of the object's present version and its step, when that step can be undone."""
    entry = Entry.objects.filter(
        object_kind=table.kind, object_ref=obj.ref, version=obj.version
    ).first()
    step = next((one for one in table if entry and one.name == entry.step and one.undo), None)
    return (entry, step) if step else (None, None)


def in_time(entry: Entry) -> Undoable | None:
    """What puts a decision back, while its grace period lasts."""
    return Undoable.objects.filter(seq=entry.seq, until__gt=timezone.now()).first()


def just_done(kind: str, rows, *, step: str, by) -> dict[str, Entry]:
    """Those of `rows` that `by` brought to their present version by `step` inside the grace
    period: ref → entry. For a step that is a row of no table; one query."""
    versions = {row.ref: row.version for row in rows}
    since = timezone.now() - timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)
    found = Entry.objects.filter(
        object_kind=kind, object_ref__in=versions, step=step, actor_ref=by.ref, at__gt=since
    )
    return {one.object_ref: one for one in found if versions[one.object_ref] == one.version}


def moved_on(known: Undoable) -> bool:
    """Has one of the rows a decision touched changed since?"""
    for row in known.rows:
        same = apps.get_model(row["model"])._default_manager.filter(pk=row["pk"])
        if not same.filter(version=row["version"]).exists():
            return True
    return False


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
