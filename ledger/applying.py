"""The one way a workflow state changes: lock, compare, find, ask, write, record.

Imported by `*.actions` alone (import-linter). No other code writes a state.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ledger.recording import record
from ledger.refusals import STALE, IllegalStep, Invalid, NotAllowed, Stale
from ledger.steps import Step, StepTable, gettext_noop
from ledger.undoing import columns_of, keep, remembering

ILLEGAL = gettext_noop("This step does not exist from the present state. Nothing was saved.")
TOO_LONG = gettext_noop("This text is too long.")
UNREADABLE = gettext_noop("This text holds a character that cannot be kept.")
NEEDS_REASON = gettext_noop("Give a reason: it will be kept with the decision.")


def apply_step(
    *,
    table: StepTable,
    model: type,
    ref: str,
    step_name: str,
    by,
    version: int,
    may: Callable[[Any, Step, Any], Any],
    role_of: Callable[[Any], str],
    reason: str = "",
    given: dict | None = None,
    before_write: Callable[[Any], None] | None = None,
    after_write: Callable[[Any], None] | None = None,
):
    """Take one step of `table` on row `ref` of `model` and return the fresh object.

    version: the version the person saw. may(obj, step, user) returns a Decision (truthy, .reason).
    given: what the step needs besides a reason, by name. before_write(obj) may set other fields
    and refuse; after_write(obj) queues what must leave in the same transaction.
    Raises Stale, IllegalStep, NotAllowed or Invalid; then nothing has moved.
    """
    with transaction.atomic():
        obj = lock(model, ref=ref, version=version)
        step = table.get(step_name)
        if obj.state not in step.sources:
            raise IllegalStep(ILLEGAL)
        decision = may(obj, step, by)
        if not decision:
            raise NotAllowed(decision.reason)
        require(step, reason=reason, given=given or {})
        with remembering(step) as memory:
            before, was = obj.state, columns_of(obj)
            stamp(obj, state=step.target, by=by)
            if before_write:
                before_write(obj)
            fitting(obj)
            if memory is not None:
                memory.keep(obj, table.kind, was)
            obj.save()
            entry = record(
                kind=table.kind,
                ref=obj.ref,
                version=obj.version,
                step=step.name,
                before=before,
                after=obj.state,
                by=by,
                role=role_of(by),
                reason=reason.strip(),
                snapshot=obj.snapshot(),
                at=obj.state_at,
            )
            if after_write:
                after_write(obj)
            if memory is not None and memory.step is step:
                memory.store(entry)
        return obj


def lock(model: type, *, ref: str, version: int):
    """Lock the row called `ref` and return it; Stale when it is not the version the person saw.

    Call inside a transaction. Raises model.DoesNotExist.
    """
    obj = model._default_manager.select_for_update(of=("self",)).get(ref=ref)  # type: ignore[attr-defined]
    if obj.version != version:
        raise Stale(STALE, seen=version, current=obj.version)
    return obj


def require(step: Step, *, reason: str, given: dict) -> None:
    """Raise Invalid when something the step needs is missing; names the field."""
    if "reason" in step.needs and not reason.strip():
        raise Invalid(NEEDS_REASON, errors={"reason": NEEDS_REASON})
    for name in step.needs:
        if name != "reason" and not given.get(name):
            message = gettext_noop("This is needed before the step can be taken.")
            raise Invalid(message, errors={name: message})


def fitting(obj) -> None:
    """Raise Invalid when a text does not fit its column, naming the field.

    SQLite keeps any length and PostgreSQL fails halfway: neither is an answer to a person.
    """
    errors = {}
    for field in obj._meta.concrete_fields:
        value = getattr(obj, field.attname)
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            errors[field.name] = TOO_LONG
        elif isinstance(value, str) and "\x00" in value:
            errors[field.name] = UNREADABLE
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def stamp(obj, *, state: str | None = None, by=None) -> None:
    """Set state (with its date and actor), last change and next version on an unsaved object."""
    now = timezone.now()
    if state is not None:
        obj.state, obj.state_at, obj.state_by = state, now, by
    obj.changed_at, obj.changed_by = now, by
    obj.version += 1


def start(
    *,
    table: StepTable,
    obj,
    by,
    role: str,
    reason: str = "",
    step: str = "create",
    children: Callable[[Any], None] | None = None,
):
    """Insert a new object in its first state with its first entry; call inside a transaction.

    children(obj) writes the rows that belong to it, before the snapshot is taken.
    """
    now = timezone.now()
    obj.state = obj.state or next(iter(table.states))
    obj.state_at = obj.created_at = obj.changed_at = now
    obj.state_by = obj.created_by = obj.changed_by = by
    obj.version = 1
    fitting(obj)
    obj.save(force_insert=True)
    if children:
        children(obj)
    record(
        kind=table.kind,
        ref=obj.ref,
        version=1,
        step=step,
        after=obj.state,
        by=by,
        role=role,
        reason=reason,
        snapshot=obj.snapshot(),
        at=now,
    )
    return obj


def edit(
    *,
    kind: str,
    obj,
    by,
    role: str,
    step: str = "edit",
    reason: str = "",
    children: Callable[[Any], None] | None = None,
) -> None:
    """Save changed fields of a locked object as a new version with its entry (no state moves)."""
    keep(obj, kind)
    stamp(obj, by=by)
    fitting(obj)
    obj.save()
    if children:
        children(obj)
    record(
        kind=kind,
        ref=obj.ref,
        version=obj.version,
        step=step,
        before=obj.state,
        after=obj.state,
        by=by,
        role=role,
        reason=reason.strip(),
        snapshot=obj.snapshot(),
        at=obj.changed_at,
    )
