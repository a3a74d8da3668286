"""Asking to be erased: the coordinators are told, who decide after a list of every place."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from ledger.refusals import IllegalStep, Invalid
from ledger.steps import gettext_noop
from pledges.actions.rhythms import leaving_date
from pledges.enums import Rhythm
from pledges.models import OutboxMail
from pledges.notifications import erasure_asked
from pledges.queries.erasures import KIND, STEP, requests_of
from pledges.queries.persons import person_of

ALREADY = gettext_noop("You have already asked for it.")
NOBODY = gettext_noop("Nobody can receive your request here: write to the association.")
LONGEST = 2000
TOO_LONG = gettext_noop("2,000 characters at most.")


@transaction.atomic
def ask_erasure(*, by: User, reason: str = "") -> None:
    """Tell each coordinator, once. Raises Invalid (too long) or IllegalStep (asked, nobody)."""
    if len(reason) > LONGEST:
        raise Invalid({"reason": TOO_LONG})
    # Two clicks at once wait their turn here, so that one request is made of them.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if requests_of(person_of(by.email)).exists():
        raise IllegalStep(ALREADY)
    with translation.override(settings.LANGUAGE_CODE):
        messages = erasure_asked(by, reason.strip())
    if not messages:
        raise IllegalStep(NOBODY)
    for message in messages:
        OutboxMail.objects.create(
            recipient=message.recipient,
            object_kind=KIND,
            object_ref=by.ref,
            object_version=1,
            step=STEP,
            subject=message.subject,
            body=message.body,
            queued_by=by,
            leaves_after=leaving_date(Rhythm.AT_ONCE, timezone.now()),
        )
