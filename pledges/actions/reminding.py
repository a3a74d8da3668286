"""Reminders: seven days and one day before a deadline, after a year without news.

Each is one row of the outbox that the database accepts once: ticks and workers may be many.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation

from communes.policies import may_publish_now
from pledges.actions.rhythms import is_night, leaving_date
from pledges.enums import Rhythm
from pledges.models import OutboxMail
from pledges.notifications import Message, accuracy_asked, deadline_recalled
from pledges.queries.portal import is_answered
from pledges.queries.reminders import ACCURACY, replies_awaited, silences
from pledges.queries.rhythms import rhythms_among

# Days before the last day of a reply; only the nearest one is sent.
BEFORE = (1, 7)


def queue_reminders() -> int:
    """Queue what is due now; returns how many. At night and in a freeze, later: they say what is.

    Call it before the mails that are due are sent.
    """
    now = timezone.now()
    if is_night(now) or not may_publish_now():
        return 0
    # Mails speak the site's language, whatever runs this.
    with translation.override(settings.LANGUAGE_CODE):
        return _recall_deadlines(now) + _ask_accuracy(now)


def _recall_deadlines(now: datetime) -> int:
    queued = 0
    zone = timezone.get_default_timezone()
    today = timezone.localdate(now, zone)
    for assessment in replies_awaited(now, max(BEFORE) + 1):
        # Midnight belongs to the day that ends. Calendar days: no summer time moves them.
        last = timezone.localdate(assessment.reply_until - timedelta(microseconds=1), zone)
        days = next((one for one in BEFORE if (last - today).days <= one), None)
        told = timezone.localdate(assessment.notified_at, zone)
        # Who was told later than that has just read the deadline.
        if days is None or is_answered(assessment) or told > last - timedelta(days=days):
            continue
        # A deadline that moves is recalled again: it is part of the name.
        version = last.toordinal() * 10 + days
        queued += sum(
            _queue(message, "deadline", assessment.ref, version, "recall", now)
            for message in deadline_recalled(assessment)
        )
    return queued


def _ask_accuracy(now: datetime) -> int:
    found = list(silences(now))
    if not found:
        return 0
    rhythms = rhythms_among([one.person for one in found], ACCURACY)
    queued = 0
    for one in found:
        rhythm = rhythms.get(one.person.pk, Rhythm.AT_ONCE)
        if rhythm != Rhythm.NEVER:
            leaves = now if rhythm == Rhythm.AT_ONCE else leaving_date(rhythm, now)
            message = accuracy_asked(one)
            queued += _queue(message, ACCURACY, one.key, one.asked + 1, "ask", leaves)
    return queued


def _queue(
    message: Message, kind: str, ref: str, version: int, step: str, leaves: datetime
) -> bool:
    """Write it unless somebody did: the row is unique by person, kind, reference and version."""
    _mail, created = OutboxMail.objects.get_or_create(
        recipient=message.recipient,
        object_kind=kind,
        object_ref=ref,
        object_version=version,
        defaults={
            "step": step,
            "subject": message.subject,
            "body": message.body,
            "leaves_after": leaves,
        },
    )
    return created
