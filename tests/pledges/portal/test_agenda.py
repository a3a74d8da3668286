"""The calendar of a contact, at its secret address."""

import re
from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communes.models import Contact
from ledger.models import Entry
from pledges.models import CalendarFeed
from tests.factories import make_assessment, make_commitment, make_contact, make_list, make_report
from tests.ground import of_the_ground

MAILS = "/espace/courriels/"


def made(portal) -> str:
    page = portal.post(MAILS, {"calendar": "make"}, follow=True).content.decode()
    return re.search(r"/espace/agenda/[\w-]{43}\.ics", page)[0]


def lines(answer) -> str:
    return answer.content.decode().replace("\r\n ", "")


def add(ground):
    ground.assessment = make_assessment("notified", commitment=ground.commitment)


assessment = of_the_ground("assessment")


def test_only_one_s_own_deadlines_without_a_session(portal, commitment, assessment, elsewhere):
    other = make_commitment("published", electoral_list=make_list(commune=elsewhere))
    theirs = make_assessment("notified", commitment=other)
    report = make_report("draft", commitment=other, by=make_contact(elsewhere))
    answer = Client().get(made(portal))
    text = lines(answer)
    until = assessment.reply_until.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert f"DTSTART:{until}" in text
    assert f"reply-{assessment.ref}" in text
    assert "Paris time" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert not [one for one in (theirs, report, other) if one.ref in text]
    assert not answer.cookies
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert "@" not in text.replace("@testserver", "")


def test_reloading_makes_no_other_and_each_gesture_is_in_the_ledger(portal, camille, assessment):
    answer = portal.post(MAILS, {"calendar": "make"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{MAILS}#calendar")
    kept = CalendarFeed.objects.get().digest
    portal.get(MAILS)
    assert ".ics" not in portal.get(MAILS).content.decode()
    assert CalendarFeed.objects.get().digest == kept
    for what in ("make", "revoke", "revoke"):
        portal.post(MAILS, {"calendar": what})
    entries = Entry.objects.filter(object_kind="user", object_ref=camille.ref)
    steps = [one.step for one in entries.order_by("version") if "calendar" in one.step]
    assert steps == ["make_calendar", "replace_calendar", "revoke_calendar"]


def test_the_secret_is_shown_once_and_kept_nowhere(portal, assessment):
    secret = made(portal).split("/")[-1].removesuffix(".ics")
    assert secret not in portal.get(MAILS).content.decode()
    assert secret not in str(list(CalendarFeed.objects.values()))
    assert (
        Client().get(f"/espace/agenda/{CalendarFeed.objects.get().digest}.ics").status_code == 404
    )


@pytest.mark.parametrize("how", ["replaced", "revoked", "ended", "disabled"])
def test_a_secret_that_opens_nothing_answers_as_an_unknown_one(portal, camille, assessment, how):
    address = made(portal)
    assert Client().get(address).status_code == 200
    if how == "replaced":
        assert Client().get(made(portal)).status_code == 200
    elif how == "revoked":
        portal.post(MAILS, {"calendar": "revoke"})
    elif how == "ended":
        yesterday = timezone.localdate() - timedelta(days=1)
        Contact.objects.filter(user=camille).update(end=yesterday)
    else:
        type(camille).objects.filter(pk=camille.pk).update(is_active=False)
    unknown = f"/espace/agenda/{'x' * 43}.ics"
    answer, nothing = Client().get(address), Client().get(unknown)
    assert answer.status_code == nothing.status_code == 404
    assert answer.content.replace(address.encode(), unknown.encode()) == nothing.content


def test_who_speaks_for_nothing_makes_no_address(page_client, volunteer):
    page_client.force_login(volunteer)
    page = page_client.post(MAILS, {"calendar": "make"}, follow=True).content.decode()
    assert "for who speaks for a territory today" in page
    assert not CalendarFeed.objects.exists()
