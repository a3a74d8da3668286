"""What is being typed is kept as it goes, for its author alone, until it is stored or unwanted."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pledges.models import Report, Typed
from tests.factories import make_assessment, make_contact, make_report, somebody

WORDS = "Deux écoles,\net la médiathèque."


def add(ground):
    ground.report = make_report(commitment=ground.commitment, by=ground.camille)
    ground.assessment = make_assessment("notified", commitment=ground.commitment)


@pytest.fixture
def pages(ground):
    """Every page where one types: name → address."""
    return {
        "new report": f"/espace/engagements/{ground.commitment.ref}/point-d-etape/",
        "report": f"/espace/points-d-etape/{ground.report.ref}/",
        "reply": f"/espace/evaluations/{ground.assessment.ref}/",
        "correction": f"/espace/engagements/{ground.commitment.ref}/corriger/",
    }


@pytest.mark.parametrize("name", ["new report", "report", "reply", "correction"])
def test_what_is_typed_is_there_on_the_next_look_and_stored_nowhere(portal, pages, name):
    field = "summary" if name == "correction" else "words"
    typed = {field: WORDS, "version": "1", "keep": "1"}
    # Begun reports are continued: a new one cannot be typed over them.
    if name == "new report":
        Report.objects.update(state="cancelled")
    before = list(Report.objects.values_list("words", "version"))
    answer = portal.post(pages[name], typed)
    assert (answer.status_code, answer.json()) == (200, {"kept": True})
    page = portal.get(pages[name]).content.decode()
    assert f"{WORDS}</textarea>" in page
    assert "You left this page while you were writing." in page
    assert list(Report.objects.values_list("words", "version")) == before
    portal.post(pages[name], {"discard": "1"})
    assert WORDS not in portal.get(pages[name]).content.decode()
    assert not Typed.objects.exists()


def test_a_colleague_does_not_see_what_i_am_typing(portal, saint_denis, pages):
    portal.post(pages["report"], {"words": WORDS, "version": "1", "keep": "1"})
    portal.force_login(make_contact(saint_denis, user=somebody("contact")))
    assert WORDS not in portal.get(pages["report"]).content.decode()


def test_saving_forgets_what_was_kept(portal, pages, typed):
    portal.post(pages["report"], {"words": "Moitié", "version": "1", "keep": "1"})
    portal.post(pages["report"], typed | {"version": "1", "save": "1"})
    assert not Typed.objects.exists()
    assert "Moitié" not in portal.get(pages["report"]).content.decode()


def test_signed_out_while_typing_then_back_on_the_same_page(page_client, pages, camille):
    answer = page_client.post(pages["report"], {"words": WORDS, "version": "1", "keep": "1"})
    assert answer.status_code == 302
    page_client.force_login(camille)
    assert f"{WORDS}</textarea>" in page_client.get(pages["report"]).content.decode()
    # What is typed from now on takes its place.
    page_client.post(pages["report"], {"words": "Plus tard", "version": "1", "keep": "1"})
    page = page_client.get(pages["report"]).content.decode()
    assert "Plus tard</textarea>" in page
    assert WORDS not in page


def test_what_was_sent_is_not_typed_over(portal, commitment, camille, typed):
    report = make_report("submitted", commitment=commitment, by=camille)
    url = f"/espace/points-d-etape/{report.ref}/"
    assert portal.post(url, typed | {"version": "2", "keep": "1"}).status_code == 403
    assert not Typed.objects.exists()


def test_what_is_kept_is_bounded_in_length_number_and_time(portal, commitment, camille, pages):
    assert portal.post(pages["report"], {"words": "x" * 60_001, "keep": "1"}).status_code == 413
    for number in range(31):
        report = make_report(commitment=commitment, by=camille)
        url = f"/espace/points-d-etape/{report.ref}/"
        with time_machine.travel(timezone.now() + timedelta(seconds=number), tick=False):
            portal.post(url, {"words": f"Texte {number}", "keep": "1"})
    assert Typed.objects.count() == 30
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        portal.force_login(camille)
        portal.post(url, {"words": "Le dernier", "keep": "1"})
    assert Typed.objects.get().values["words"] == "Le dernier"


def test_the_page_is_told_that_what_it_sent_arrived(page_client, camille, pages):
    for _signed_in in (False, True):
        answer = page_client.post(pages["report"], {"words": "x", "receipt": "abc123"})
        cookie = answer.cookies["portal_receipt"]
        assert (cookie.value, cookie["path"], cookie["samesite"]) == ("abc123", "/espace/", "Lax")
        page_client.force_login(camille)
    answer = page_client.post(pages["report"], {"words": "x", "receipt": "a;b=<script>"})
    assert "portal_receipt" not in answer.cookies
