"""A contact looks at their space: when, and that they read what is kept about them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.people import record_change
from accounts.models import User
from pledges.models import Visit

# Another look within it is the same visit; it is written at most once in NOTED.
VISIT, NOTED = timedelta(hours=4), timedelta(hours=1)


def note_visit(*, by) -> Visit:
    """This person's visit, noted when the last look noted is old enough; a read otherwise."""
    now = timezone.now()
    visit, made = Visit.objects.get_or_create(user=by, defaults={"seen_on": now})
    if made or now - visit.seen_on < NOTED:
        return visit
    if now - visit.seen_on >= VISIT:
        visit.before = visit.seen_on
    visit.seen_on = now
    visit.save(update_fields=["before", "seen_on"])
    return visit


@transaction.atomic
def read_notice(*, by) -> None:
    """They read what is kept about them, why, for how long, and their rights: recorded once."""
    # Two clicks at once wait their turn here, so that one entry is made of them.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    visit, _made = Visit.objects.get_or_create(user=by)
    if visit.notice_read_on is None:
        visit.notice_read_on = timezone.now()
        visit.save(update_fields=["notice_read_on"])
        record_change(by, step="read_notice", by=by)
