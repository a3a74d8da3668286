"""Digests leave when chosen, one mail per person and topic; duties at once; nothing at night."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from ledger.refusals import Invalid
from letters.models import Passage
from pledges.actions import rhythms
from pledges.actions.outbox import came_back, send_due
from pledges.models import MailRhythm, OutboxMail, PactVersion
from tests import factories
from tests.pledges.workflow.worlds import ROUNDS, SILENCE

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
# A Wednesday of the demonstration's year without an election.
WEDNESDAY = datetime(2028, 2, 2, 12, tzinfo=PARIS)
GRACE = timedelta(minutes=15)


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _nights(settings):
    settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR = 20, 8


def add(ground):
    with time_machine.travel(WEDNESDAY, tick=False):
        factories.confirmed_passage()


@pytest.fixture
def contact(clock):
    return factories.make_contact(factories.make_commune())


def publish(count: int = 1):
    """Commitments that quote the passage of the ground."""
    quoted = {
        "passage": Passage.objects.get(decision="confirmed"),
        "pact_version": PactVersion.objects.get(),
    }
    return [factories.make_commitment("published", **quoted) for _n in range(count)]


def chosen(contact, rhythm: str, topic: str = "published") -> None:
    rhythms.choose(by=contact, rhythms={topic: rhythm})


def leaving(contact) -> set[datetime]:
    waiting = OutboxMail.objects.filter(recipient=contact, state="waiting")
    return set(waiting.values_list("leaves_after", flat=True))


@pytest.mark.parametrize(
    ("rhythm", "moment"),
    [
        ("at_once", WEDNESDAY + GRACE),
        ("weekly", datetime(2028, 2, 7, 8, tzinfo=PARIS)),
        ("monthly", datetime(2028, 3, 1, 8, tzinfo=PARIS)),
    ],
)
def test_a_mail_leaves_at_the_rhythm_chosen(clock, contact, rhythm, moment):
    chosen(contact, rhythm)
    publish()
    assert leaving(contact) == {moment}


def test_who_chose_never_is_not_written_to(contact):
    chosen(contact, "never")
    publish()
    assert leaving(contact) == set()


def test_a_duty_is_never_put_off(clock, contact):
    rhythms.choose(by=contact, rhythms=dict.fromkeys(("published", "answers", "accuracy"), "never"))
    factories.make_assessment("notified", commitment=publish()[0])
    assert leaving(contact) == {WEDNESDAY + GRACE}


def test_a_digest_is_one_mail_that_says_everything_in_both_parts(clock, contact, mailoutbox):
    chosen(contact, "weekly")
    published = publish(3)
    clock.move_to(datetime(2028, 2, 7, 7, 59, tzinfo=PARIS))
    assert send_due() == (0, 0)
    clock.move_to(datetime(2028, 2, 7, 8, tzinfo=PARIS))
    assert [send_due(), send_due()] == [(1, 0), (0, 0)]
    (sent,) = [mail for mail in mailoutbox if mail.to == [contact.email]]
    ((html, _kind),) = sent.alternatives
    assert "3 news" in sent.subject
    for one in published:
        assert f"/engagements/{one.ref}/" in sent.body
        assert f"/engagements/{one.ref}/" in html
    assert sent.body.count("\n-- \n") == 1, "one signature"
    rows = OutboxMail.objects.filter(recipient=contact)
    assert set(rows.values_list("state", "message_id")) == {
        ("sent", sent.extra_headers["Message-ID"])
    }
    came_back(message_id=sent.extra_headers["Message-ID"], why="Adresse inconnue")
    assert set(rows.values_list("state", flat=True)) == {"bounced"}


def test_duties_leave_one_by_one(clock, contact, mailoutbox):
    for commitment in publish(2):
        factories.make_assessment("notified", commitment=commitment)
    OutboxMail.objects.exclude(step="notify").delete()
    clock.shift(GRACE)
    assert send_due() == (2, 0)
    assert all("List-Unsubscribe" not in mail.extra_headers for mail in mailoutbox)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2028-02-02T19:59:59", False),
        ("2028-02-02T20:00:00", True),
        ("2028-02-03T07:59:59", True),
        ("2028-02-03T08:00:00", False),
        # Summer time begins on 26 March 2028 and ends on 29 October.
        ("2028-03-26T07:59:59", True),
        ("2028-03-26T08:00:00", False),
        ("2028-10-29T07:59:59", True),
        ("2028-10-29T08:00:00", False),
    ],
)
def test_the_night_is_that_of_paris(moment, night):
    assert rhythms.is_night(datetime.fromisoformat(moment).replace(tzinfo=PARIS)) is night


def test_the_clock_of_a_digest_is_not_moved_by_summer_time():
    before = datetime(2028, 3, 24, 12, tzinfo=PARIS)
    summer = rhythms.leaving_date("weekly", before)
    assert summer.isoformat() == "2028-03-27T08:00:00+02:00"
    winter = rhythms.leaving_date("weekly", datetime(2028, 10, 27, 12, tzinfo=PARIS))
    assert winter.isoformat() == "2028-10-30T08:00:00+01:00"


@pytest.mark.parametrize("day", ["2028-03-25", "2028-10-28", "2028-02-02"])
def test_what_is_decided_in_the_evening_leaves_in_the_morning(clock, contact, mailoutbox, day):
    clock.move_to(datetime.fromisoformat(f"{day}T19:50").replace(tzinfo=PARIS))
    publish()
    clock.shift(GRACE)
    assert send_due() == (0, 0)
    morning = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=PARIS) + timedelta(days=1)
    clock.move_to(morning - timedelta(seconds=1))
    assert send_due() == (0, 0)
    clock.move_to(morning)
    assert send_due() == (1, 0)


def test_a_digest_waits_until_the_freeze_is_over(clock, contact, mailoutbox):
    factories.make_election("scrutin-invente", ROUNDS)
    chosen(contact, "weekly")
    publish()
    OutboxMail.objects.update(leaves_after=SILENCE)
    clock.move_to(SILENCE)
    assert send_due() == (0, 0)
    clock.move_to(SILENCE + timedelta(days=2))
    assert send_due() == (1, 0)


def unsubscribing(clock, mailoutbox) -> str:
    """The address that the mail program of a contact is given."""
    publish()
    clock.shift(GRACE)
    send_due()
    headers = mailoutbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/.*)>", headers["List-Unsubscribe"])[1]
    assert address in mailoutbox[-1].body
    assert address in mailoutbox[-1].alternatives[0][0]
    return address


def test_one_click_without_cookie_or_token_ends_the_mails(clock, contact, mailoutbox):
    address = unsubscribing(clock, mailoutbox)
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not MailRhythm.objects.exists(), "a mail scanner opens every link"
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert MailRhythm.objects.get().rhythm == "never"
    client.post(address, {"again": "at_once"})
    assert MailRhythm.objects.get().rhythm == "at_once"


def test_who_wants_no_more_gets_none_of_what_waits(clock, contact, mailoutbox):
    rhythms.choose(by=contact, rhythms={"published": "weekly", "accuracy": "monthly"})
    published = publish(3)
    factories.make_assessment("notified", commitment=published[0])
    duty = {("assessment", "notify")}
    waiting = OutboxMail.objects.filter(recipient=contact, state="waiting")
    assert waiting.count() == 4
    chosen(contact, "never", topic="accuracy")
    assert waiting.count() == 4, "of another topic"
    chosen(contact, "never")
    assert set(waiting.values_list("object_kind", "step")) == duty
    clock.move_to(datetime(2028, 2, 7, 9, tzinfo=PARIS))
    send_due()
    assert [mail.subject for mail in mailoutbox if mail.to == [contact.email]] == [
        OutboxMail.objects.get(step="notify", recipient=contact).subject
    ]


def test_a_forged_address_is_nobody_s(clock, contact, mailoutbox):
    address = unsubscribing(clock, mailoutbox)
    forged = address[:-3] + ("a" if address[-3] != "a" else "b") + address[-2:]
    for method in (Client().get, Client().post):
        assert method(forged).status_code == 404
    assert not MailRhythm.objects.exists()


def test_the_rhythm_is_chosen_on_a_page(page_client, contact, clock):
    page_client.force_login(contact)
    page = page_client.get("/espace/courriels/").content.decode()
    assert 'name="published" value="at_once" checked' in page
    page_client.post("/espace/courriels/", {"published": "weekly", "answers": "monthly"})
    stored = dict(MailRhythm.objects.values_list("topic", "rhythm"))
    assert stored == {"published": "weekly", "answers": "monthly", "accuracy": "at_once"}
    page_client.post("/espace/courriels/", {"published": "yearly", "answers": "never"})
    assert dict(MailRhythm.objects.values_list("topic", "rhythm")) == stored, "all or none"


def test_a_rhythm_that_does_not_exist_is_refused(contact):
    for odd in ({"published": "daily"}, {"duties": "never"}):
        with pytest.raises(Invalid):
            rhythms.choose(by=contact, rhythms=odd)
