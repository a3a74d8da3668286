"""Keys for programs: made (shown once), revoked, noted as used."""

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta

from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.policies import may_make_token, may_revoke_token, role_of
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop

MARK = "pacte_"
SHOWN = 12
DAYS = 365
NOTED_EVERY = timedelta(hours=1)
MOST = 20
NAME = gettext_noop("Say what this token is for.")
SCOPE = gettext_noop("Choose what this token may do.")
TIME = gettext_noop("A token lasts from 1 to 365 days.")
TOO_MANY = gettext_noop("Twenty tokens are in force already: revoke one first.")


def digest(token: str) -> str:
    """SHA-256 of a token. No salt or slow hash: it holds 256 random bits, nobody chose it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_token(
    *, user: User, name: str, scope: str, by: User, days: int = DAYS
) -> tuple[ApiToken, str]:
    """Make a token of `user`; returns (row, the token itself, which nothing can show again).

    days: 1 to 365. Raises NotAllowed, or Invalid with `errors` by field.
    """
    # One at a time per person: the count below must not be passed by two clicks at once.
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    decision = may_make_token(by, user, scope)
    if not decision:
        raise NotAllowed(decision.reason)
    _check(user, name, scope, days)
    token = MARK + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        scope=scope,
        prefix=token[:SHOWN],
        digest=digest(token),
        created_by=by,
        expires_on=timezone.now() + timedelta(days=days),
    )
    _record(row, step="make_token", by=by)
    return row, token


@transaction.atomic
def revoke_token(*, ref: str, by: User) -> ApiToken:
    """End a token now; ending it twice is no error. Raises ApiToken.DoesNotExist, NotAllowed."""
    row = ApiToken.objects.select_for_update(of=("self",)).get(ref=ref)
    decision = may_revoke_token(by, row)
    if not decision:
        raise NotAllowed(decision.reason)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        row.save(update_fields=["revoked_at", "revoked_by"])
        _record(row, step="revoke_token", by=by)
    return row


def token_in_force(token: str) -> ApiToken | None:
    """The row of a token that may be used now, its owner read with it; None otherwise."""
    # Neither `first` nor an order: to write one took Django as long as half of the rest.
    found = ApiToken.objects.select_related("user").filter(digest=digest(token)).order_by()
    return next((row for row in found if row.in_force), None)


def note_use(row: ApiToken) -> None:
    """Remember that a token was used, once an hour at most: reading must not become writing."""
    now = timezone.now()
    if row.used_on is None or row.used_on < now - NOTED_EVERY:
        stale = Q(used_on=None) | Q(used_on__lt=now - NOTED_EVERY)
        # A database that can be read and not written to must still answer.
        with suppress(OperationalError):
            ApiToken.objects.filter(stale, pk=row.pk).update(used_on=now)


def _check(user: User, name: str, scope: str, days: int) -> None:
    errors = {}
    if not name.strip() or len(name.strip()) > 100 or "\x00" in name:
        errors["name"] = NAME
    if scope not in ApiToken.Scope.values:
        errors["scope"] = SCOPE
    if not 1 <= days <= DAYS:
        errors["days"] = TIME
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    in_force = ApiToken.objects.filter(user=user, revoked_at=None, expires_on__gt=timezone.now())
    if in_force.count() >= MOST:
        raise Invalid(TOO_MANY, errors={"name": TOO_MANY})


def _record(row: ApiToken, *, step: str, by: User) -> None:
    # Neither the name (a person's own words) nor the digest: this table can never be erased.
    entries = Entry.objects.filter(object_kind="api_token", object_ref=row.ref)
    record(
        kind="api_token",
        ref=row.ref,
        version=entries.count() + 1,
        step=step,
        by=by,
        role=role_of(by),
        snapshot={"user": row.user.ref, "scope": row.scope},
    )
