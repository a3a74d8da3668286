"""Who am I, what awaits me; drafts, replies and letters sent by those signed in."""

import copy
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from letters.models import Letter
from pledges.models import Commitment, Reply, Report
from tests.factories import (
    a_pdf,
    make_assessment,
    make_commitment,
    make_election,
    make_list,
    make_report,
    standing,
)
from tests.ground import made_once
from tests.pledges.api.caller import Caller, address_of
from tests.pledges.api.conftest import checked_problem, make_here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_published_once")]
ME, REPORTS, LETTERS = "/api/v1/me/", "/api/v1/reports/", "/api/v1/letters/"


@pytest.fixture(scope="module")
def _published_once(django_db_setup, django_db_blocker):
    def make() -> Commitment:
        return make_commitment("published", electoral_list=make_list(commune=make_here()))

    with made_once(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def published(_published_once) -> Commitment:
    return copy.deepcopy(_published_once)


@pytest.fixture
def filed(_published_once, db):
    """Letters, without those that were there before the test."""
    return Letter.objects.exclude(pk__in=list(Letter.objects.values_list("pk", flat=True)))


def awaiting(user, **kwargs) -> dict:
    body = Caller(user, **kwargs).get(ME).json()
    return {(one["kind"], one["ref"]): one["steps"] for one in body["awaiting"]}


def test_who_i_am(camille, moderator):
    body = Caller(camille).get(ME).json()
    assert (body["ref"], body["name"], body["scope"]) == (camille.ref, "Camille", "workflow")
    assert [one["name"] for one in body["roles"]] == ["contact"]
    here = {"kind": "commune", "code": "93066", "name": "Saint-Denis"}
    assert body["territories"] == [here]
    assert camille.email not in str(body)
    assert Caller(moderator, scope="read").get(ME).json()["scope"] == "read"


def test_what_awaits_a_moderator_is_what_they_may_do(moderator, volunteer, published):
    own = make_commitment("in_review", by=moderator)
    other = make_commitment("in_review")
    report = make_report("submitted", commitment=published)
    mine = awaiting(moderator)
    assert "publish" in mine["commitment", other.ref]
    assert "publish" not in mine.get(("commitment", own.ref), [])
    assert "publish" in mine["report", report.ref]
    assert ("commitment", other.ref) not in awaiting(volunteer)


def test_what_awaits_a_town_hall(camille, dominique, published):
    returned = make_report("returned", commitment=published)
    notified = make_assessment("notified", commitment=published)
    assert awaiting(camille)["assessment", notified.ref] == ["reply"]
    assert awaiting(camille)["report", returned.ref] == ["submit", "cancel"]
    assert awaiting(dominique) == {}


def test_a_read_token_says_who_and_nothing_that_waits(moderator, published):
    make_report("submitted", commitment=published)
    assert awaiting(moderator)
    assert awaiting(moderator, scope="read") == {}


def test_a_report_from_its_first_word_to_its_sending(camille, published):
    caller = Caller(camille)
    answer = caller.send("POST", REPORTS, {"commitment": published.ref, "words": "Deux écoles."})
    report = Report.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(address_of(report))
    assert answer.json()["content"]["words"] == "Deux écoles."
    path = f"{REPORTS}{report.ref}/"
    more = {"declared": "in_progress", "as_of": str(timezone.localdate())}
    checked_problem(caller.send("PATCH", path, more), 428)
    checked_problem(caller.send("PATCH", path, more, seen='"v9"'), 412)
    changed = caller.send("PATCH", path, more, seen='"v1"')
    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"v2"'
    assert "no-store" in changed.headers["Cache-Control"]
    report.refresh_from_db()
    assert (report.words, report.declared) == ("Deux écoles.", "in_progress")
    assert caller.step(report, "submit").json()["state"] == "submitted"
    report.refresh_from_db()
    checked_problem(caller.send("PATCH", path, more, seen='"v3"'), 403)


def test_what_is_missing_is_named_when_a_report_is_sent(camille, published):
    caller = Caller(camille)
    caller.send("POST", REPORTS, {"commitment": published.ref})
    body = checked_problem(caller.step(Report.objects.get(), "submit"), 400)
    assert {one["field"] for one in body["errors"]} == {"words", "declared", "as_of"}


@pytest.mark.parametrize(
    ("name", "status"),
    [("stranger", 403), ("dominique", 403), ("moderator", 403), ("volunteer", 403)],
)
def test_who_does_not_speak_for_the_town_begins_no_report(request, name, status, published):
    caller = Caller(request.getfixturevalue(name))
    checked_problem(caller.send("POST", REPORTS, {"commitment": published.ref}), status)
    assert not Report.objects.exists()


def test_nobody_writes_without_a_workflow_token(camille, published):
    for caller, status in ((Caller(), 401), (Caller(camille, scope="read"), 403)):
        for method, path in (
            ("POST", REPORTS),
            ("PATCH", f"{REPORTS}00000000/"),
            ("POST", LETTERS),
            ("POST", "/api/v1/assessments/00000000/reply/"),
        ):
            checked_problem(caller.send(method, path, {}), status)


def test_a_commitment_one_may_not_see_is_like_none(dominique, saint_denis):
    hidden = make_commitment("in_review", electoral_list=make_list(commune=saint_denis))
    caller = Caller(dominique)
    answers = [
        checked_problem(caller.send("POST", REPORTS, {"commitment": ref}), 400)
        for ref in (hidden.ref, "00000000")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"declared": "bien"},
        {"declared": "no_known_action"},
        {"as_of": "2026-13-40"},
        {"words": "a\x00b"},
        {"words": "\ud800"},
        {"author": "x"},
        {"commitment": ["x"]},
    ],
)
def test_a_report_that_cannot_be_is_refused(camille, published, wrong):
    body = {"commitment": published.ref} | wrong
    body = checked_problem(Caller(camille).send("POST", REPORTS, body), 400)
    assert [one["field"] for one in body["errors"]] == list(wrong)
    assert not Report.objects.exists()


def test_somebody_elses_draft_is_not_there(dominique, camille, published):
    report = make_report("draft", commitment=published, by=camille)
    before = standing(report)
    answer = Caller(dominique).send("PATCH", f"{REPORTS}{report.ref}/", {}, seen='"v1"')
    checked_problem(answer, 404)
    assert standing(report) == before


def test_reading_reports_is_still_for_everyone_and_proxies(camille, published):
    report = make_report("published", commitment=published)
    answer = Caller().get(f"{REPORTS}{report.ref}/")
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]
    assert Caller(camille).get(f"{REPORTS}{report.ref}/").content == answer.content


def test_a_reply_is_written_and_rewritten_until_its_deadline(camille, published):
    assessment = make_assessment("notified", commitment=published)
    caller, path = Caller(camille), f"/api/v1/assessments/{assessment.ref}/reply/"
    checked_problem(caller.get(path), 404)
    said = {"words": "Nous avons fait mieux.", "signed_as": "La maire"}
    first = caller.send("POST", path, said)
    assert (first.status_code, first.headers["ETag"]) == (201, '"v1"')
    checked_problem(caller.send("POST", path, said), 428)
    checked_problem(caller.send("POST", path, said, seen='"v2"'), 412)
    again = caller.send("POST", path, said | {"words": "Bien mieux."}, seen='"v1"')
    assert (again.status_code, again.headers["ETag"]) == (200, '"v2"')
    assert Reply.objects.get().words == "Bien mieux."
    assert caller.get(path).json()["words"] == "Bien mieux."
    with time_machine.travel(assessment.reply_until + timedelta(seconds=1), tick=False):
        late = Caller(camille).send("POST", path, said, seen='"v2"')
    checked_problem(late, 403)


def test_only_the_town_replies(dominique, moderator, published):
    assessment = make_assessment("notified", commitment=published)
    path, said = f"/api/v1/assessments/{assessment.ref}/reply/", {"words": "a", "signed_as": "b"}
    checked_problem(Caller(dominique).send("POST", path, said), 404)
    checked_problem(Caller(moderator).send("POST", path, said), 403)
    assert not Reply.objects.exists()


def letter(**fields):
    file = SimpleUploadedFile("courrier.txt", b"Madame, Monsieur, voici.")
    return {"election": make_election().slug, "file": file} | fields


def test_a_volunteer_files_a_letter(volunteer, filed):
    electoral_list = make_list()
    caller = Caller(volunteer)
    form = letter(list=electoral_list.ref, received_on="2026-03-09", channel="post")
    answer = caller.post_form(LETTERS, form)
    assert answer.status_code == 201, answer.content
    kept = filed.get()
    assert answer.json()["ref"] == kept.ref
    assert (kept.electoral_list, kept.channel, str(kept.received_on)) == (
        electoral_list,
        "post",
        "2026-03-09",
    )
    again = caller.post_form(LETTERS, letter())
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert filed.count() == 1


@pytest.mark.parametrize("name", ["stranger", "camille"])
def test_others_file_nothing(request, name, filed):
    caller = Caller(request.getfixturevalue(name))
    checked_problem(caller.post_form(LETTERS, letter()), 403)
    assert not filed.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"election": "jamais-2026"},
        {"list": "00000000"},
        {"received_on": "hier"},
        {"channel": "pigeon"},
        {"secret": "1"},
        {"file": "not a file"},
    ],
)
def test_a_letter_that_cannot_be_filed_says_why(volunteer, filed, wrong):
    body = checked_problem(Caller(volunteer).post_form(LETTERS, letter(**wrong)), 400)
    assert [one["field"] for one in body["errors"]] == list(wrong)
    assert not filed.exists()


PDF = a_pdf()


def test_a_draft_report_gets_its_files(camille, dominique, moderator, published):
    report = make_report("draft", commitment=published, by=camille)
    path = f"{REPORTS}{report.ref}/evidence/"

    def form():
        file = SimpleUploadedFile("../délibération.pdf", PDF)
        return {"kind": "deliberation", "title": "Délibération", "file": file}

    answer = Caller(camille).post_form(path, form(), key="k-1")
    assert answer.status_code == 201, answer.content
    again = Caller(camille).post_form(path, form(), key="k-1")
    assert again.content == answer.content
    kept = report.evidence.get()
    assert kept.favourable is None
    assert (kept.ref, kept.original_name) == (answer.json()["ref"], "délibération.pdf")
    link = {"kind": "press", "title": "Article", "url": "https://presse.example/a"}
    assert Caller(camille).send("POST", path, link).status_code == 201
    checked_problem(Caller(dominique).send("POST", path, link), 404)
    checked_problem(Caller(moderator).send("POST", path, link), 403)
    for wrong in ({"url": "javascript:alert(1)"}, {"kind": "rumour"}, {"url": ""}, {"x": "y"}):
        checked_problem(Caller(camille).send("POST", path, link | wrong), 400)
    text = SimpleUploadedFile("note.pdf", b"just words")
    checked_problem(Caller(camille).post_form(path, form() | {"file": text}), 400)
    assert report.evidence.count() == 2


def test_a_sent_report_gets_no_more_files(camille, published):
    report = make_report("submitted", commitment=published, by=camille)
    link = {"kind": "press", "title": "Article", "url": "https://presse.example/a"}
    path = f"{REPORTS}{report.ref}/evidence/"
    checked_problem(Caller(camille).send("POST", path, link), 403)
