"""The secret address of a contact's calendar: made, replaced, revoked."""

import secrets

from django.db import transaction

from accounts.actions.people import record_change
from accounts.actions.tokens import digest
from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from communes.queries import territory_keys_of
from ledger.refusals import Invalid
from ledger.steps import gettext_noop
from pledges.models import CalendarFeed

NOT_A_CONTACT = gettext_noop("A calendar is for who speaks for a territory today.")


@transaction.atomic
def make_feed(*, by) -> str:
    """Make or replace the secret of `by`; returns it, which nothing can show again.

    Raises Invalid when they speak for no territory.
    """
    if not (holds(by, Permission.REPORT) and territory_keys_of(by)):
        raise Invalid(NOT_A_CONTACT)
    had = _locked_feed(by)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"digest": digest(secret)})
    record_change(by, step="replace_calendar" if had else "make_calendar", by=by)
    return secret


@transaction.atomic
def revoke_feed(*, by) -> None:
    """End the address now; ending it twice is no error, and is told once."""
    if _locked_feed(by):
        CalendarFeed.objects.filter(user=by).delete()
        record_change(by, step="revoke_calendar", by=by)


def _locked_feed(by) -> bool:
    """Have they an address? Two clicks at once wait their turn here."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    return CalendarFeed.objects.filter(user=by).exists()
