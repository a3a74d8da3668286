"""A contact who leaves names who takes over; nothing moves before the association accepts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts.histories import history_lines
from communes.actions.contacts import end_contact, stop_speaking
from communes.models import Contact
from communes.queries import speaks_for
from ledger.models import Entry
from ledger.refusals import IllegalStep, NotAllowed
from pledges.actions import handing_over, letting_in
from pledges.actions.mails import perform as mail_perform
from pledges.models import AccessRequest, OutboxMail
from pledges.queries import portal as queries
from tests.client import faults_of
from tests.factories import make_contact, make_report, somebody

NEW = {
    "name": "Prénom Inventé",
    "quality": "agent",
    "office": "Secrétariat (fictif)",
    "email": "Secretariat@Mairie.example",
}
CHECKED = {"checked_with": "mairie@mairie.example"}


@pytest.fixture
def contact(camille, saint_denis) -> Contact:
    return Contact.objects.get(user=camille, commune=saint_denis)


@pytest.fixture
def page(contact) -> str:
    return f"/espace/passation/{contact.ref}/"


@pytest.fixture
def last_day():
    return timezone.localdate() + timedelta(days=10)


@pytest.fixture
def asked(portal, page, last_day, coordinator) -> AccessRequest:
    portal.post(page, NEW | {"last_day": last_day.isoformat()})
    return AccessRequest.objects.get()


def accept(asked, by):
    return letting_in.accept(ref=asked.ref, by=by, version=asked.version, given=CHECKED)


def mails(step: str) -> dict:
    rows = OutboxMail.objects.filter(object_kind="access_request", step=step)
    return {one.recipient: one for one in rows}


def test_the_association_is_told_and_nothing_else_moves(
    asked, contact, camille, coordinator, portal, page, last_day
):
    assert (asked.leaver, asked.leaves_on, asked.commune) == (contact, last_day, contact.commune)
    assert asked.email == "secretariat@mairie.example"
    assert set(mails("hand_over")) == {coordinator}
    assert camille.name in mails("hand_over")[coordinator].body
    contact.refresh_from_db()
    assert (contact.end, Contact.objects.filter(user__email=asked.email).count()) == (None, 0)
    assert NEW["name"] in portal.get("/espace/").content.decode()
    shown = portal.get(page).content.decode()
    assert NEW["name"] in shown
    assert 'name="last_day"' not in shown
    entry = Entry.objects.get(object_kind="access_request")
    assert (entry.step, entry.actor_ref, entry.role) == ("hand_over", camille.ref, "contact")
    assert NEW["name"] not in str(entry.snapshot)


def test_accepted_the_new_person_is_invited_and_the_last_day_is_written(
    asked, contact, camille, moderator, last_day, commitment
):
    draft = make_report(commitment=commitment, by=camille)
    done = accept(asked, moderator)
    contact.refresh_from_db()
    assert contact.end == last_day
    taking = Contact.objects.get(user__email=asked.email)
    assert (done.contact, taking.start, taking.end) == (taking, timezone.localdate(), None)
    assert OutboxMail.objects.filter(object_kind="invitation", recipient=taking.user).exists()
    assert NEW["name"] in mails("accept")[camille].subject
    # What was in progress is of the town hall: the colleague opens it.
    assert queries.report_of(taking.user, draft.ref) == draft
    assert queries.open_report(taking.user, commitment) == draft


def test_a_colleague_takes_over_without_being_invited_again(
    portal, page, contact, saint_denis, moderator, last_day
):
    colleague = make_contact(saint_denis, user=somebody("contact"))
    theirs = Contact.objects.get(user=colleague)
    portal.post(page, {"successor": theirs.ref, "last_day": last_day.isoformat()})
    done = accept(AccessRequest.objects.get(), moderator)
    assert done.contact == theirs
    contact.refresh_from_db()
    assert contact.end == last_day
    assert Contact.objects.filter(commune=saint_denis).count() == 2


def test_refused_nothing_changes_and_who_leaves_reads_why(asked, contact, camille, moderator):
    letting_in.refuse(ref=asked.ref, by=moderator, version=asked.version, reason="Inconnu ici.")
    contact.refresh_from_db()
    assert contact.end is None
    # Who was named asked for nothing: they are not written to.
    assert set(mails("refuse")) == {camille}
    assert "Inconnu ici." in mails("refuse")[camille].body


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "nothing"}, "Give a professional address"),
        ({"email": ""}, "Give a professional address"),
        ({"name": ""}, "Give your name."),
        ({"last_day": ""}, "Give your last day"),
        ({"last_day": "2020-01-01"}, "Give your last day"),
        ({"last_day": "2099-01-01"}, "Give your last day"),
        ({"email": "SELF"}, "Name somebody else than yourself."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    portal, page, camille, last_day, change, said
):
    values = NEW | {"last_day": last_day.isoformat()} | change
    if values["email"] == "SELF":
        values["email"] = camille.email
    answer = portal.post(page, values, follow=True)
    text = answer.content.decode()
    assert said in text
    assert NEW["office"] in text
    assert not AccessRequest.objects.exists()
    assert faults_of(text) == []


def test_taken_back_before_it_is_decided(asked, contact, coordinator, portal, page, moderator):
    told = mails("hand_over")[coordinator]
    assert "Cancel this hand-over" in portal.get(page).content.decode()
    portal.post(page, {"cancel": "1"})
    asked.refresh_from_db()
    told.refresh_from_db()
    contact.refresh_from_db()
    # Who did not read the first mail yet has no use for either.
    assert (asked.state, told.state, contact.end) == ("cancelled", "cancelled", None)
    assert mails("cancel") == {}
    with pytest.raises(IllegalStep):
        accept(asked, moderator)
    assert 'name="last_day"' in portal.get(page).content.decode()


def test_taken_back_after_the_association_read_it_is_told_to_it(asked, coordinator, portal, page):
    OutboxMail.objects.update(state="sent")
    portal.post(page, {"cancel": "1"})
    assert "took back what they asked" in mails("cancel")[coordinator].body


def test_only_who_hands_over_takes_it_back(asked, saint_denis, moderator, coordinator):
    colleague = make_contact(saint_denis, user=somebody("contact"))
    for person in (colleague, moderator, coordinator):
        with pytest.raises(NotAllowed):
            handing_over.cancel(ref=asked.ref, by=person, version=asked.version)
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_who_leaves_may_name_nobody(portal, page, contact, camille, coordinator, last_day):
    answer = portal.post(
        page, {"successor": "nobody", "last_day": last_day.isoformat()}, follow=True
    )
    assert "Your last day is written down" in answer.content.decode()
    contact.refresh_from_db()
    assert contact.end == last_day
    assert not AccessRequest.objects.exists()
    (mail,) = OutboxMail.objects.filter(object_kind="contact", step="leave")
    assert mail.recipient == coordinator
    assert camille.name in mail.body
    entry = Entry.objects.filter(object_kind="contact", object_ref=contact.ref).last()
    assert (entry.step, entry.actor_ref, entry.role) == ("end", camille.ref, "contact")
    # Nobody gives themselves more time by leaving later.
    later = (last_day + timedelta(days=1)).isoformat()
    answer = portal.post(page, {"successor": "nobody", "last_day": later}, follow=True)
    assert "Your access ends before that day already." in answer.content.decode()
    contact.refresh_from_db()
    assert contact.end == last_day


@pytest.fixture
def left(portal, page, contact, coordinator, last_day) -> Contact:
    portal.post(page, {"successor": "nobody", "last_day": last_day.isoformat()})
    contact.refresh_from_db()
    return contact


def test_one_s_own_leaving_is_taken_back_and_nobody_is_written_to(portal, page, left, camille):
    assert "take it back" in portal.get("/espace/").content.decode()
    assert "I do not leave" in portal.get(page).content.decode()
    text = portal.post(page, {"stay": "1"}, follow=True).content.decode()
    assert "you go on speaking for your territory" in text
    assert "I do not leave" not in text
    assert "Your last day is" not in text
    left.refresh_from_db()
    assert left.end is None
    (mail,) = OutboxMail.objects.filter(object_kind="contact")
    assert (mail.step, mail.state) == ("leave", "cancelled")
    with pytest.raises(IllegalStep):
        mail_perform(pk=mail.pk, step="let_leave", by=mail.recipient)
    entry = Entry.objects.filter(object_kind="contact", object_ref=left.ref).last()
    assert (entry.step, entry.actor_ref, entry.snapshot["end"]) == ("undo", camille.ref, "")
    (said, *_older) = history_lines(None, "contact", left.ref)
    assert said.what == f"{camille.name} undid this decision: Last day set"
    with pytest.raises(IllegalStep):
        handing_over.stay(contact=left, by=camille)


def test_the_last_day_there_was_before_holds_again(
    portal, page, contact, left, moderator, last_day
):
    sooner = last_day - timedelta(days=3)
    portal.post(page, {"successor": "nobody", "last_day": sooner.isoformat()})
    portal.post(page, {"stay": "1"})
    contact.refresh_from_db()
    assert contact.end == last_day
    assert portal.post(page, {"stay": "1"}).status_code == 409, "one decision, taken back once"
    contact.refresh_from_db()
    assert contact.end == last_day


def test_who_read_that_one_leaves_is_told_that_one_stays(left, camille, coordinator):
    OutboxMail.objects.update(state="sent")
    handing_over.stay(contact=left, by=camille)
    mail = OutboxMail.objects.get(object_kind="contact", step="undo")
    assert mail.recipient == coordinator
    assert "go on speaking" in mail.body


def test_after_the_grace_period_one_writes_to_the_association(
    portal, page, left, camille, last_day, settings
):
    with time_machine.travel(timezone.now() + timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)):
        shown = portal.get(page).content.decode()
        assert "I do not leave" not in shown
        assert "To stay longer, write to" in shown
        assert portal.post(page, {"stay": "1"}).status_code == 409
    left.refresh_from_db()
    assert left.end == last_day


@pytest.mark.parametrize("day", ["2028-05-03", "2028-03-25", "2028-12-31"])
@pytest.mark.parametrize("elsewhere_too", [False, True])
def test_said_at_midnight_s_eve_it_is_taken_back_after_midnight(
    portal, page, contact, camille, elsewhere, coordinator, day, elsewhere_too
):
    """Also on the eve of the hour that summer time takes away, and of another year."""
    if elsewhere_too:
        make_contact(elsewhere, user=camille)
    eve = datetime.fromisoformat(f"{day}T23:50").replace(tzinfo=ZoneInfo("Europe/Paris"))
    with time_machine.travel(eve, tick=False) as clock:
        portal.force_login(camille)
        portal.post(page, {"successor": "nobody", "last_day": day})
        contact.refresh_from_db()
        assert contact.end == date.fromisoformat(day)
        clock.shift(timedelta(minutes=12))
        assert not speaks_for(camille, contact.commune), "the day is over, and so is the right"
        home = portal.get("/espace/")
        assert home.status_code == (200 if elsewhere_too else 403)
        assert "take it back" in home.content.decode()
        assert "00:05" in home.content.decode()
        shown = portal.get(page).content.decode()
        assert "Your last day was" in shown
        assert 'name="last_day"' not in shown
        given = portal.post(page, NEW | {"last_day": day})
        assert given.status_code == 403, "nothing else is done in the name of the town hall"
        portal.post(page, {"stay": "1"})
        contact.refresh_from_db()
        assert contact.end is None
        assert portal.get("/espace/").status_code == 200


@pytest.mark.parametrize("elsewhere_too", [False, True])
def test_after_midnight_too_the_grace_period_ends(
    portal, page, contact, camille, elsewhere, coordinator, elsewhere_too
):
    if elsewhere_too:
        make_contact(elsewhere, user=camille)
    with time_machine.travel("2028-05-03 23:50+02:00", tick=False) as clock:
        portal.force_login(camille)
        portal.post(page, {"successor": "nobody", "last_day": "2028-05-03"})
        clock.shift(timedelta(minutes=16))
        assert "take it back" not in portal.get("/espace/").content.decode()
        closed = 404 if elsewhere_too else 403
        assert portal.get(page).status_code == closed
        assert portal.post(page, {"stay": "1"}).status_code == closed
        contact.refresh_from_db()
        assert contact.end == date(2028, 5, 3)


def test_a_last_day_that_the_association_set_is_not_reopened_after_midnight(
    portal, page, contact, camille, moderator
):
    with time_machine.travel("2028-05-03 23:50+02:00", tick=False) as clock:
        portal.force_login(camille)
        end_contact(
            contact_id=contact.pk, version=contact.version, on=date(2028, 5, 3), by=moderator
        )
        clock.shift(timedelta(minutes=12))
        assert "take it back" not in portal.get("/espace/").content.decode()
        assert portal.post(page, {"stay": "1"}).status_code == 403


def test_nobody_else_takes_it_back_nor_what_the_association_decided(
    left, contact, camille, saint_denis, moderator, coordinator, last_day
):
    colleague = make_contact(saint_denis, user=somebody("contact"))
    for person in (colleague, moderator, coordinator):
        with pytest.raises(NotAllowed):
            handing_over.stay(contact=left, by=person)
    ended = end_contact(contact_id=left.pk, version=left.version, on=last_day, by=moderator)
    with pytest.raises(IllegalStep):
        handing_over.stay(contact=ended, by=camille)
    ended.refresh_from_db()
    assert ended.end == last_day


def test_nobody_leaves_in_the_name_of_another(contact, saint_denis, last_day):
    colleague = make_contact(saint_denis, user=somebody("contact"))
    with pytest.raises(NotAllowed):
        handing_over.leave(contact=contact, last_day=last_day, by=colleague)
    with pytest.raises(NotAllowed):
        stop_speaking(contact_id=contact.pk, version=contact.version, on=last_day, by=colleague)


def test_a_hand_over_that_waits_is_taken_back_before_one_leaves(asked, contact, camille, last_day):
    with pytest.raises(IllegalStep):
        handing_over.leave(contact=contact, last_day=last_day, by=camille)


def test_named_twice_it_waits_once(asked, portal, page, last_day):
    answer = portal.post(page, NEW | {"last_day": last_day.isoformat()})
    assert answer.status_code == 409
    assert AccessRequest.objects.count() == 1


def test_somebody_elses_is_the_404_of_what_never_was(portal, elsewhere, saint_denis):
    theirs = [
        Contact.objects.get(user=make_contact(place, user=somebody("contact"))).ref
        for place in (elsewhere, saint_denis)
    ]
    for method in (portal.get, portal.post):
        bodies = set()
        for ref in (*theirs, "zzzzzzzz"):
            answer = method(f"/espace/passation/{ref}/", NEW)
            assert answer.status_code == 404
            bodies.add(answer.content.replace(ref.encode(), b""))
        assert len(bodies) == 1
    assert not AccessRequest.objects.exists()


def test_typed_while_signed_out_it_is_there_after_signing_in(client, camille, page):
    client.post(page, NEW)
    client.force_login(camille)
    assert NEW["office"] in client.get(page).content.decode()
