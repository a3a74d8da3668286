"""Taking a decision back inside its grace period: rows as they were, and an entry that says so.

Nothing is erased: the undo is a version and an entry of its own. What a row was before a decision
is kept beside the ledger (`Undoable`) for as long as the decision can be undone, because its
snapshots do not hold every column. Imported by `*.actions` and `ledger.applying` alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ledger.models import Entry, Undoable
from ledger.reading import in_time, last_decision
from ledger.recording import record
from ledger.refusals import (
    MOVED_ON,
    NOTHING_TO_UNDO,
    STALE,
    TOO_LATE,
    IllegalStep,
    NotAllowed,
    Stale,
)
from ledger.steps import UNDO, Step, StepTable

# Who changed a row last, and its version, go on: an undo is a change too.
GOES_ON = {"version", "changed_at", "changed_by_id"}


class Memory:
    """Rows as they were before a decision touched them, in the order they were touched."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.rows: dict[tuple[str, int], tuple[Any, str, dict]] = {}
        self.aside: dict[str, list] = {}

    def keep(self, obj, kind: str, columns: dict) -> None:
        self.rows.setdefault((obj._meta.label_lower, obj.pk), (obj, kind, columns))

    def store(self, entry: Entry) -> None:
        """Write what was kept, with the version each row came to."""
        until = entry.at + timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)
        Undoable.objects.create(
            seq=entry.seq,
            until=until,
            aside=self.aside,
            rows=[
                {"model": label, "pk": pk, "kind": kind, "version": obj.version, "was": columns}
                for (label, pk), (obj, kind, columns) in self.rows.items()
            ],
        )


_open: ContextVar[Memory | None] = ContextVar("decision", default=None)


@contextmanager
def remembering(step: Step) -> Iterator[Memory | None]:
    """While a step that can be undone is taken, keep the rows it touches; None for the others."""
    if not step.undo or _open.get() is not None:
        yield _open.get()
        return
    memory = Memory(step)
    token = _open.set(memory)
    try:
        yield memory
    finally:
        _open.reset(token)


def keep(obj, kind: str) -> None:
    """Keep `obj` as the database has it, when a decision that can be undone is about to save it."""
    memory = _open.get()
    if memory is not None:
        memory.keep(obj, kind, columns_of(type(obj)._default_manager.get(pk=obj.pk)))


def note_aside(name: str, value) -> None:
    """Keep a JSON value beside the decision, for `after_write` of its undo; nothing otherwise."""
    memory = _open.get()
    if memory is not None:
        memory.aside.setdefault(name, []).append(value)


def columns_of(obj) -> dict:
    """Every column of `obj` that an undo puts back, as JSON keeps it."""
    return {
        field.attname: _json(getattr(obj, field.attname))
        for field in obj._meta.concrete_fields
        if not field.primary_key and field.attname not in GOES_ON
    }


def _json(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def undo_last(
    *,
    table: StepTable,
    model: type,
    ref: str,
    by,
    version: int,
    may: Callable[[Any, Step, Entry, Any], Any],
    role_of: Callable[[Any], str],
    after_write: Callable[[Any, Entry, dict], None] | None = None,
):
    """Undo the last decision about row `ref` of `model`; return the object as it was before.

    may(obj, step, entry, user) returns a Decision. after_write(obj, entry, aside) takes back what
    waited to leave, in the same transaction, and may still refuse. Raises Stale, IllegalStep or
    NotAllowed; nothing has moved then.
    """
    with transaction.atomic():
        manager = model._default_manager  # type: ignore[attr-defined]
        obj = manager.select_for_update(of=("self",)).get(ref=ref)
        if obj.version != version:
            raise Stale(STALE, seen=version, current=obj.version)
        entry, step = last_decision(table, obj)
        if entry is None or step is None:
            raise IllegalStep(NOTHING_TO_UNDO)
        decision = may(obj, step, entry, by)
        if not decision:
            raise NotAllowed(decision.reason)
        known = in_time(entry)
        if known is None:
            raise IllegalStep(TOO_LATE)
        undone = [_put_back(row, obj, by, role_of(by)) for row in reversed(known.rows)]
        known.delete()
        if after_write:
            after_write(obj, entry, known.aside)
        return next(row for row in undone if row.pk == obj.pk and isinstance(row, model))


def forget_expired() -> int:
    """Drop what can no longer be undone; the number of decisions forgotten."""
    return Undoable.objects.filter(until__lte=timezone.now()).delete()[0]


def _put_back(row: dict, main, by, role: str):
    """Give one row its former columns back, as a version of its own."""
    model = apps.get_model(row["model"])
    obj = main
    if (row["model"], row["pk"]) != (main._meta.label_lower, main.pk):
        obj = model._default_manager.select_for_update(of=("self",)).get(pk=row["pk"])
    if obj.version != row["version"]:
        raise IllegalStep(MOVED_ON)
    before = obj.state
    fields = {field.attname: field for field in obj._meta.concrete_fields}
    for name, value in row["was"].items():
        setattr(obj, name, fields[name].to_python(value))
    obj.version += 1
    obj.changed_at, obj.changed_by = timezone.now(), by
    obj.save()
    record(
        kind=row["kind"],
        ref=obj.ref,
        version=obj.version,
        step=UNDO,
        before=before,
        after=obj.state,
        by=by,
        role=role,
        snapshot=obj.snapshot(),
        at=obj.changed_at,
    )
    return obj
