"""Reminders come once: at seven days and one day, after a year; by day, outside freezes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pledges.actions import reporting, rhythms
from pledges.actions.outbox import send_due
from pledges.actions.reminding import queue_reminders
from pledges.models import Assessment, Commitment, OutboxMail
from tests import factories
from tests.pledges.workflow.worlds import ROUNDS, SILENCE

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
START = datetime(2028, 5, 3, 12, tzinfo=PARIS)
DAY = timedelta(days=1)


def add(ground):
    """Two commitments of one commune."""
    with time_machine.travel(START - 100 * DAY, tick=False):
        ground.commitments = [factories.make_commitment("published") for _n in range(2)]


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _nights(settings):
    settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR = 20, 8


def notified(until: datetime, *, since: datetime | None = None) -> Assessment:
    commitment = Commitment.objects.order_by("pk").first()
    assessment = factories.make_assessment("notified", commitment=commitment)
    factories.make_contact(commitment.electoral_list.commune)
    told = since or until - 21 * DAY
    Assessment.objects.filter(pk=assessment.pk).update(reply_until=until, notified_at=told)
    OutboxMail.objects.all().delete()
    return Assessment.objects.get(pk=assessment.pk)


@pytest.mark.parametrize(
    "last",
    # Summer time begins on 26 March 2028 and ends on 29 October: deadlines around both.
    ["2028-05-31T18:00", "2028-03-27T00:30", "2028-03-29T23:59", "2028-10-30T00:30"],
)
def test_a_deadline_is_recalled_seven_days_and_one_day_before(clock, mailoutbox, last):
    until = datetime.fromisoformat(last).replace(tzinfo=PARIS)
    clock.move_to(until - 21 * DAY)
    notified(until)
    morning = until.replace(hour=9, minute=0)
    counts = []
    for days in range(9, -1, -1):
        now = morning - days * DAY
        if now < until:
            clock.move_to(now)
            counts.append((days, queue_reminders()))
    assert [days for days, count in counts if count] == [7, 1]
    assert [count for _days, count in counts if count] == [1, 1]
    assert send_due() == (2, 0)
    assert f"{until:%H:%M}" in mailoutbox[0].body
    assert "/espace/evaluations/" in mailoutbox[0].body
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers, "a duty"


def test_midnight_belongs_to_the_day_that_ends(clock):
    until = datetime(2028, 5, 11, 0, 0, tzinfo=PARIS)
    notified(until, since=START - 14 * DAY)
    clock.move_to(datetime(2028, 5, 3, 9, tzinfo=PARIS))
    assert queue_reminders() == 1, "the last day is the 10th"


def test_who_replied_or_was_just_told_is_left_alone(clock):
    assessment = notified(START + 5 * DAY, since=START)
    assert queue_reminders() == 0
    clock.move_to(START + 4 * DAY)
    contact = factories.make_contact(assessment.commitment.electoral_list.commune)
    reporting.reply(
        assessment=assessment, by=contact, words="Notre réponse.", signed_as="La maire", version=0
    )
    assert queue_reminders() == 0


def test_a_deadline_put_off_is_recalled_again(clock):
    assessment = notified(START + 6 * DAY)
    assert [queue_reminders(), queue_reminders()] == [1, 0]
    later = assessment.reply_until + 14 * DAY
    Assessment.objects.filter(pk=assessment.pk).update(reply_until=later)
    clock.move_to(later - 7 * DAY)
    assert queue_reminders() == 1


def test_neither_at_night_nor_during_a_freeze(clock):
    factories.make_election("scrutin-invente", ROUNDS)
    clock.move_to(SILENCE - 21 * DAY)
    notified(SILENCE + 3 * DAY, since=SILENCE - 18 * DAY)
    clock.move_to(SILENCE)
    assert queue_reminders() == 0
    clock.move_to((SILENCE + 2 * DAY).astimezone(PARIS).replace(hour=7, minute=59))
    assert queue_reminders() == 0
    clock.move_to((SILENCE + 2 * DAY).astimezone(PARIS).replace(hour=8, minute=0))
    assert queue_reminders() == 1


@pytest.fixture
def silent(clock, ground):
    """The commitments, more than a year old, and who speaks for their commune."""
    rows = ground.commitments
    contact = factories.make_contact(rows[0].electoral_list.commune)
    OutboxMail.objects.all().delete()
    clock.shift(367 * DAY)
    return contact, rows


def test_after_a_year_one_mail_by_contact_and_territory(clock, silent, mailoutbox):
    contact, rows = silent
    assert [queue_reminders(), queue_reminders()] == [1, 0]
    assert send_due() == (1, 0)
    (sent,) = mailoutbox
    assert sent.to == [contact.email]
    for one in rows:
        assert one.title in sent.body
        assert one.title in sent.alternatives[0][0].replace("&#x27;", "'")
    assert "/espace/toujours-exact/" in sent.body
    assert "List-Unsubscribe" in sent.extra_headers
    clock.shift(364 * DAY)
    assert queue_reminders() == 0, "once a year"
    clock.shift(2 * DAY)
    assert queue_reminders() == 1


def test_news_of_one_leave_the_other_alone_in_the_mail(clock, silent, mailoutbox):
    contact, rows = silent
    reporting.attest(commitment=rows[0], by=contact)
    assert queue_reminders() == 1
    rows[0].refresh_from_db()
    assert OutboxMail.objects.get(object_kind="accuracy").body.count("– ") == 1
    reporting.attest(commitment=rows[1], by=contact)
    OutboxMail.objects.filter(object_kind="accuracy").delete()
    assert queue_reminders() == 0


def test_the_question_follows_the_rhythm_chosen(clock, silent):
    contact, _rows = silent
    rhythms.choose(by=contact, rhythms={"accuracy": "never"})
    assert queue_reminders() == 0
    rhythms.choose(by=contact, rhythms={"accuracy": "monthly"})
    assert queue_reminders() == 1
    leaves = OutboxMail.objects.get(object_kind="accuracy").leaves_after.astimezone(PARIS)
    assert (leaves.day, leaves.hour) == (1, 8)
