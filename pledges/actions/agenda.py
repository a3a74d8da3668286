"""The secret address of a contact's calendar: made, replaced, revoked."""

import secrets

from django.db import transaction

from accounts.actions.tokens import digest
from accounts.permissions import Permission
from accounts.policies import holds
from communes.queries import territories_of
from ledger.refusals import Invalid
from ledger.steps import gettext_noop
from pledges.models import CalendarFeed

NOT_A_CONTACT = gettext_noop("A calendar is for who speaks for a territory today.")


@transaction.atomic
def make_feed(*, by) -> str:
    """Make or replace the secret of `by`; returns it, which nothing can show again.

    Raises Invalid when they speak for no territory.
    """
    if not (holds(by, Permission.REPORT) and territories_of(by)):
        raise Invalid(NOT_A_CONTACT)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"digest": digest(secret)})
    return secret


def revoke_feed(*, by) -> None:
    """End the address now; ending it twice is no error."""
    CalendarFeed.objects.filter(user=by).delete()
