"""How often a person is written to: chosen by them, read when a mail is queued."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ledger.refusals import Invalid
from ledger.steps import gettext_noop
from pledges.actions.mails import is_leaving, stop
from pledges.enums import MailState, Rhythm, Topic
from pledges.models import MailRhythm, OutboxMail
from pledges.workflow.mail import TOPICS

UNKNOWN = gettext_noop("Choose one of the rhythms of the list.")


@transaction.atomic
def choose(*, by, rhythms: dict[str, str]) -> None:
    """Write the rhythm chosen for each topic, all or none. Raises Invalid, by topic."""
    errors = {
        topic: UNKNOWN
        for topic, rhythm in rhythms.items()
        if topic not in Topic.values or rhythm not in Rhythm.values
    }
    if errors:
        raise Invalid(UNKNOWN, errors=errors)
    for topic, rhythm in rhythms.items():
        MailRhythm.objects.update_or_create(user=by, topic=topic, defaults={"rhythm": rhythm})
        if rhythm == Rhythm.NEVER:
            _stop_waiting(topic, by)


def _stop_waiting(topic: str, by) -> None:
    """What waits for the next digest does not leave either: who wants no more wants none."""
    of_topic = Q()
    for kind, step in TOPICS[topic]:
        of_topic |= Q(object_kind=kind, step=step)
    waiting = OutboxMail.objects.select_for_update(of=("self",)).filter(
        of_topic, recipient=by, state=MailState.WAITING
    )
    for mail in waiting.order_by("pk"):
        if not is_leaving(mail):
            stop(mail, by=by)


def leaving_date(rhythm: str, now: datetime) -> datetime:
    """When a mail decided `now` leaves: after its grace, or with the next digest.

    Digests leave when the night ends, by the clock of the place: no summer time moves them.
    """
    grace = now + timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)
    today = timezone.localdate(grace, timezone.get_default_timezone())
    if rhythm == Rhythm.WEEKLY:
        day = today + timedelta(days=7 - today.weekday())
    elif rhythm == Rhythm.MONTHLY:
        day = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    else:
        return grace
    morning = time(settings.QUIET_UNTIL_HOUR)
    return datetime.combine(day, morning, timezone.get_default_timezone())


def is_night(at: datetime) -> bool:
    """Is it an hour at which nobody is written to, by the clock of the site's time zone?"""
    hour = timezone.localtime(at, timezone.get_default_timezone()).hour
    start, end = settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR
    return start <= hour < end if start < end else start != end and not end <= hour < start
