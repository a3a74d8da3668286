"""The words that reviewers begin their reasons with: added and changed by those who review."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import holds, role_of
from ledger.recording import record
from ledger.refusals import STALE, Invalid, NotAllowed, Stale
from ledger.steps import gettext_noop
from pledges.models import ReturnReason

KIND = "return_reason"
WRONG = gettext_noop("Something is missing or wrong. Nothing was saved.")


@transaction.atomic
def add_reason(*, words: str, by, position: int = 100, in_use: bool = True) -> ReturnReason:
    """Offer new words. Raises NotAllowed, Invalid."""
    _allow(by)
    row = ReturnReason(words=words.strip(), position=position, in_use=in_use)
    return _written(row, by, "create")


@transaction.atomic
def change_reason(
    *, pk: int, version: int, words: str, position: int, in_use: bool, by
) -> ReturnReason:
    """Change words, their place, or whether they are offered. Raises NotAllowed, Stale, Invalid."""
    _allow(by)
    row = ReturnReason.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.version != version:
        raise Stale(STALE, seen=version, current=row.version)
    row.words, row.position, row.in_use = words.strip(), position, in_use
    row.version += 1
    return _written(row, by, "edit")


def _allow(by) -> None:
    decision = holds(by, Permission.REVIEW)
    if not decision:
        raise NotAllowed(decision.reason)


def _written(row: ReturnReason, by, step: str) -> ReturnReason:
    row.changed_at, row.changed_by = timezone.now(), by
    row.created_by = row.created_by or (by if step == "create" else None)
    try:
        row.full_clean()
    except ValidationError as error:
        errors = {name: " ".join(words) for name, words in error.message_dict.items()}
        raise Invalid(WRONG, errors=errors) from error
    row.save()
    record(
        kind=KIND,
        ref=row.ref,
        version=row.version,
        step=step,
        by=by,
        role=role_of(by),
        snapshot=row.snapshot(),
    )
    return row
