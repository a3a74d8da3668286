"""The hour changes on 26 March and 29 October 2028: deadlines, silences, mails keep the clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pledges.actions import extending, rhythms
from pledges.actions.outbox import send_due
from pledges.actions.reminding import queue_reminders
from pledges.history import deadline_in_words
from pledges.models import OutboxMail
from tests import factories
from tests.ground import of_the_ground

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


START = at("2028-01-10T12:00")


def add(ground):
    with time_machine.travel(START, tick=False):
        ground.commitment = factories.make_commitment("published")


commitment = of_the_ground("commitment")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _nights(settings):
    settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR = 20, 8


@pytest.mark.parametrize(
    ("notified", "until", "extended"),
    [
        # 21 whole days, to the end of the last one: the offset is that of that day.
        ("2028-03-10T23:30", "2028-04-01T00:00:00+02:00", "2028-04-11T00:00:00+02:00"),
        ("2028-03-04T00:30", "2028-03-26T00:00:00+01:00", "2028-04-05T00:00:00+02:00"),
        ("2028-10-07T23:30", "2028-10-29T00:00:00+02:00", "2028-11-08T00:00:00+01:00"),
        ("2028-10-08T00:30", "2028-10-30T00:00:00+01:00", "2028-11-09T00:00:00+01:00"),
    ],
)
def test_a_deadline_is_the_end_of_a_day_of_paris(clock, commitment, notified, until, extended):
    clock.move_to(at(notified))
    assessment = factories.make_assessment("notified", commitment=commitment)
    extension = factories.make_extension(assessment=assessment)
    assert assessment.reply_until == datetime.fromisoformat(until)
    said = deadline_in_words(assessment.reply_until)
    last = datetime.fromisoformat(until).date() - timedelta(days=1)
    assert f" {last.day} " in said
    assert "at midnight" in said
    extending.grant(ref=extension.ref, by=factories.anyone("moderator"), version=extension.version)
    assessment.refresh_from_db()
    assert assessment.reply_until == datetime.fromisoformat(extended)


@pytest.mark.parametrize(
    "last",
    [
        "2028-03-26",
        pytest.param("2028-03-27", marks=pytest.mark.once),
        "2028-10-29",
        pytest.param("2028-10-30", marks=pytest.mark.once),
    ],
)
def test_a_last_day_of_25_or_23_hours_is_recalled_once_each(clock, commitment, mailoutbox, last):
    """A run at each hour of ten days, as cron does: two reminders, a week and a day before."""
    day = date.fromisoformat(last)
    clock.move_to(at(f"{day - timedelta(days=21)}T12:00"))
    assessment = factories.make_assessment("notified", commitment=commitment)
    assert assessment.reply_until == at(f"{day + timedelta(days=1)}T00:00")
    factories.make_contact(assessment.commitment.territory)
    OutboxMail.objects.all().delete()
    moment = at(f"{day - timedelta(days=9)}T00:00").astimezone(ZoneInfo("UTC"))
    left = []
    while moment < assessment.reply_until + timedelta(hours=12):
        clock.move_to(moment)
        queued = queue_reminders()
        sent, _failed = send_due()
        assert queued == sent
        if sent:
            left.append(moment.astimezone(PARIS).replace(tzinfo=None).isoformat())
        moment += timedelta(hours=1)
    assert left == [f"{day - timedelta(days=7)}T08:00:00", f"{day - timedelta(days=1)}T08:00:00"]


@pytest.mark.parametrize("round_day", ["2028-03-26", "2028-10-29"])
def test_a_silence_over_the_change_lasts_until_the_polls_close(clock, mailoutbox, round_day):
    day = date.fromisoformat(round_day)
    factories.make_election("scrutin-invente", (day,))
    clock.move_to(at(f"{day - timedelta(days=2)}T19:50"))
    factories.make_commitment("dropped")
    for moment in (
        f"{day - timedelta(days=2)}T20:05",
        f"{day - timedelta(days=1)}T00:00",
        f"{day - timedelta(days=1)}T12:00",
        f"{day}T08:00",
        f"{day}T19:59",
        # The silence is over, and it is night.
        f"{day}T20:00",
        f"{day + timedelta(days=1)}T07:59",
    ):
        clock.move_to(at(moment))
        assert send_due() == (0, 0), moment
    clock.move_to(at(f"{day + timedelta(days=1)}T08:00"))
    assert send_due() == (1, 0)


def test_the_hour_that_comes_twice_is_night_twice(clock):
    for fold in (0, 1):
        assert rhythms.is_night(at("2028-10-29T02:30").replace(fold=fold))
