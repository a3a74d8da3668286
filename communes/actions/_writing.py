"""What every write here does: ask, check, lock, compare versions, save, record."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.policies import Decision, role_of
from ledger.recording import record
from ledger.refusals import STALE, Invalid, NotAllowed, Stale
from ledger.steps import gettext_noop

WRONG = gettext_noop("Something is missing or wrong. Nothing was saved.")


def allow(decision: Decision) -> None:
    """Raise NotAllowed, with the reason, unless `decision` is a yes."""
    if not decision:
        raise NotAllowed(decision.reason)


def allow_person(by, policy) -> None:
    """Ask `policy(by)`; `by` is None for commands run on the machine itself."""
    if by is not None:
        allow(policy(by))


def locked(model: type[models.Model], pk: int, version: int):
    """The row under a lock. Raises Stale when its version is not the one that was seen."""
    obj = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
    if obj.version != version:
        raise Stale(STALE, seen=version, current=obj.version)
    return obj


def write(obj: models.Model, **how) -> None:
    """Save a row whose fields are right; raise Invalid, with sentences by field, when they or a
    constraint refuse it.

    The database checks its constraints anyway: asking it for each before took longer than the
    write. Only when something is wrong is everything asked, so that all is said at once.
    """
    try:
        obj.clean_fields()
        obj.clean()
    except ValidationError:
        _checked(obj)
        raise
    try:
        with transaction.atomic():
            obj.save(**how)
    except IntegrityError:
        _checked(obj)
        raise


def _checked(obj: models.Model) -> None:
    """Validate every field and constraint; raise Invalid with sentences by field."""
    try:
        obj.full_clean()
    except ValidationError as error:
        errors = {
            field: " ".join(str(message) for message in messages)
            for field, messages in error.message_dict.items()
        }
        raise Invalid(WRONG, errors=errors) from error


def insert(*, kind: str, obj: models.Model, by, snapshot: dict, ref: str = "", state: str = ""):
    """Insert a new row with its first entry; call inside a transaction."""
    obj.created_by = obj.changed_by = by
    obj.changed_at = obj.created_at
    write(obj, force_insert=True)
    record(
        kind=kind,
        ref=ref or obj.ref,
        version=obj.version,
        step="create",
        after=state,
        by=by,
        role=role_of(by),
        snapshot=snapshot,
        at=obj.created_at,
    )
    return obj


def save(
    *,
    kind: str,
    obj: models.Model,
    by,
    step: str,
    snapshot: dict,
    ref: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
):
    """Save a locked row as its next version with its entry; call inside a transaction."""
    return _next(kind, obj, by, step, snapshot, ref, before, after, reason, check=True)


def save_imported(*, kind: str, obj: models.Model, by, step: str, snapshot: dict, before, after):
    """Save a locked row as its next version from values an importer has read and checked.

    The constraints of the database still hold; asking them one by one before is what would take
    most of the time of tens of thousands of rows.
    """
    return _next(kind, obj, by, step, snapshot, "", before, after, "", check=False)


def _next(kind, obj, by, step, snapshot, ref, before, after, reason, *, check: bool):
    obj.version += 1
    obj.changed_at, obj.changed_by = timezone.now(), by
    if check:
        write(obj)
    else:
        obj.save()
    record(
        kind=kind,
        ref=ref or obj.ref,
        version=obj.version,
        step=step,
        before=before,
        after=after,
        by=by,
        role=role_of(by),
        reason=reason.strip(),
        snapshot=snapshot,
        at=obj.changed_at,
    )
    return obj
