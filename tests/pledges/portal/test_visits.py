"""What changed since the last visit, and the notice that is read once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ledger.models import Entry
from pledges.actions import perform, review
from pledges.models import Visit
from tests.client import faults_of
from tests.factories import (
    make_assessment,
    make_commitment,
    make_contact,
    make_list,
    make_report,
)

NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)
HEADING = "What changed since your last visit"
NOTICE = "/espace/information/"
# Things happen here on days of their own.
NOTHING_PUBLISHED = True


def home(portal, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        return " ".join(portal.get("/espace/").content.decode().split())


@pytest.fixture
def back(portal, electoral_list, camille, elsewhere, moderator):
    """The home page of somebody who was away while things happened, here and elsewhere."""
    with time_machine.travel(NOON - timedelta(days=40), tick=False):
        commitment = make_commitment("published", electoral_list=electoral_list)
        sent = make_report("submitted", commitment=commitment, by=camille)
    assert HEADING not in home(portal, NOON)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        perform.perform(
            kind="report",
            step="return",
            ref=sent.ref,
            by=moderator,
            version=sent.version,
            reason="Une date manque.",
        )
        # What one did oneself is no news.
        make_report("submitted", commitment=commitment, by=camille)
        make_assessment("notified", commitment=commitment)
        make_assessment(commitment=make_commitment("published", electoral_list=electoral_list))
        other = make_commitment("published", electoral_list=make_list(commune=elsewhere))
        other.title = "Ailleurs"
        make_report("submitted", commitment=other, by=make_contact(elsewhere))
    return home(portal, NOON + timedelta(days=2))


def test_what_others_did_is_told_and_nothing_else(back):
    news = back.split(HEADING)[1].split("</section>")[0]
    assert news.count("The association asks you to complete a report") == 1
    # The one that is being drafted is nobody's business yet.
    assert news.count("sent you an assessment before publishing it") == 1
    assert news.count("A commitment was published") == 1
    assert news.count("<li>") == 3
    assert "June 2, 2026" in news


def test_a_withdrawal_is_told_and_leads_to_the_page_that_says_why(
    portal, electoral_list, coordinator, elsewhere
):
    with time_machine.travel(NOON - timedelta(days=40), tick=False):
        gone = make_commitment("published", electoral_list=electoral_list)
        other = make_commitment("published", electoral_list=make_list(commune=elsewhere))
    home(portal, NOON)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        for one in (gone, other):
            review.withdraw(ref=one.ref, by=coordinator, version=one.version, reason="Doublon.")
    news = home(portal, NOON + timedelta(days=2)).split(HEADING)[1].split("</section>")[0]
    assert news.count("A commitment was withdrawn from the site") == news.count("<li>") == 1
    page = portal.get(re.search(r'href="([^"]+)"', news)[1], follow=True).content.decode()
    assert "Doublon." in page


def test_looks_of_the_same_visit_keep_what_is_new(portal, back, django_assert_num_queries):
    for minutes in (10, 90, 170):
        assert HEADING in home(portal, NOON + timedelta(days=2, minutes=minutes))
        assert "complete a report" in home(portal, NOON + timedelta(days=2, minutes=minutes))
    assert "Nothing since June 3, 2026." in home(portal, NOON + timedelta(days=3))


def test_a_look_is_not_written_at_each_request(portal, camille):
    home(portal, NOON)
    home(portal, NOON + timedelta(minutes=59))
    assert Visit.objects.get(user=camille).seen_on == NOON
    home(portal, NOON + timedelta(minutes=61))
    visit = Visit.objects.get(user=camille)
    assert (visit.seen_on, visit.before) == (NOON + timedelta(minutes=61), None)


def test_each_expected_thing_says_why(portal, commitment, camille):
    make_report("returned", commitment=commitment, by=camille)
    make_report("draft", commitment=commitment, by=camille)
    make_assessment("notified", commitment=commitment)
    Visit.objects.create(user=camille)
    page = portal.get("/espace/").content.decode()
    assert page.count('class="task"') == page.count("Why you:") == 3


def test_the_notice_is_read_once_recorded_and_shown_again_in_the_account(portal, camille):
    assert NOTICE in portal.get("/espace/").content.decode()
    for _again in range(2):
        portal.post(NOTICE)
    assert NOTICE not in portal.get("/espace/").content.decode()
    entries = Entry.objects.filter(object_kind="user", object_ref=camille.ref)
    assert entries.filter(step="read_notice").count() == 1
    page = portal.get("/compte/mes-donnees/").content.decode()
    assert "You confirmed having read this on" in page
    assert "never public" in page


def test_the_notice_is_french_and_well_made(portal, in_french):
    page = portal.get("/espace/").content.decode()
    assert faults_of(page) == []
    assert "J’ai lu" in page
