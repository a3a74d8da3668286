"""The reply's files and more time to write it: the portal's actions and policies, over the API."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pledges.models import Assessment, Extension, OutboxMail, Reply
from tests.cast import person
from tests.factories import (
    a_pdf,
    after_the_deadline,
    make_assessment,
    make_commitment,
    make_list,
    make_reply,
    standing,
)
from tests.ground import made_once
from tests.pledges.api.caller import Caller
from tests.pledges.api.conftest import checked_problem, make_here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_notified_once")]
CAST = ["anonymous", "stranger", "dominique", "volunteer", "moderator", "coordinator"]
LINK = {"kind": "minutes", "title": "Procès-verbal", "url": "https://mairie.example/pv"}
ASKED = {"days": 10, "reason": "Le conseil se réunit après."}


@pytest.fixture(scope="module")
def _notified_once(django_db_setup, django_db_blocker):
    def make() -> Assessment:
        commitment = make_commitment("published", electoral_list=make_list(commune=make_here()))
        by = person("Mahaut", "moderator")
        return make_assessment("notified", commitment=commitment, by=by)

    with made_once(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def assessment(_notified_once) -> Assessment:
    """Written by a moderator who is nobody of the cast below."""
    return copy.deepcopy(_notified_once)


@pytest.fixture
def reply(assessment, camille):
    return make_reply(assessment, by=camille)


def address(assessment, of: str) -> str:
    return f"/api/v1/assessments/{assessment.ref}/{of}/"


def test_a_reply_gets_its_files_and_its_links(assessment, reply, camille):
    path, caller = address(assessment, "reply/evidence"), Caller(camille)

    def form():
        file = SimpleUploadedFile("délibération.pdf", a_pdf())
        return {"kind": "deliberation", "title": "Délibération", "file": file}

    answer = caller.post_form(path, form(), key="k-1")
    assert answer.status_code == 201, answer.content
    kept = reply.evidence.get()
    assert answer.json() == {
        "ref": kept.ref,
        "assessment": assessment.ref,
        "title": "Délibération",
        "sha256": kept.sha256,
    }
    again = caller.post_form(path, form(), key="k-1")
    assert (again.content, again.headers["Idempotency-Replayed"]) == (answer.content, "true")
    checked_problem(caller.send("POST", path, LINK, **{"Idempotency-Key": "k-1"}), 422)
    assert caller.send("POST", path, LINK).status_code == 201
    shown = caller.get(address(assessment, "reply"))
    assert shown.json()["evidence"] == sorted(reply.evidence.values_list("ref", flat=True))
    # The reply moved with what was added to it: who rewrites it reads it again first.
    seen = f'"v{reply.version}"'
    words = {"words": "Autrement dit.", "signed_as": "Mairie inventée"}
    checked_problem(caller.send("POST", address(assessment, "reply"), words, seen=seen), 412)
    seen = shown.headers["ETag"]
    answer = caller.send("POST", address(assessment, "reply"), words, seen=seen)
    assert answer.status_code == 200
    assert len(answer.json()["evidence"]) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"url": "javascript:alert(1)"}, {"kind": "rumour"}, {"url": ""}, {"title": " "}, {"x": "y"}],
)
def test_what_cannot_go_with_a_reply_is_named(assessment, reply, camille, wrong):
    answer = Caller(camille).send("POST", address(assessment, "reply/evidence"), LINK | wrong)
    assert [one["field"] for one in checked_problem(answer, 400)["errors"]] == list(wrong)
    assert not reply.evidence.exists()


def test_nothing_goes_with_a_reply_that_was_not_written(assessment, camille):
    checked_problem(Caller(camille).send("POST", address(assessment, "reply/evidence"), LINK), 404)
    assert not Reply.objects.exists()


def test_more_time_is_asked_for_and_granted(assessment, camille, moderator):
    path, caller = address(assessment, "extension"), Caller(camille)
    checked_problem(caller.get(path), 404)
    headers = {"Idempotency-Key": "k-1"}
    answer = caller.send("POST", path, ASKED, **headers)
    body = answer.json()
    assert answer.status_code == 201, body
    assert (body["kind"], body["state"]) == ("extension", "requested")
    assert body["content"]["days"] == 10
    assert body["content"]["assessment"] == assessment.ref
    assert caller.send("POST", path, ASKED, **headers).content == answer.content
    assert caller.get(path).json() == caller.get(answer.headers["Location"]).json() == body
    assert OutboxMail.objects.filter(object_kind="extension", step="ask").count() == 1
    checked_problem(caller.send("POST", path, ASKED), 403)

    desk = Caller(moderator)
    waits = {one["ref"]: one for one in desk.get("/api/v1/me/").json()["awaiting"]}[body["ref"]]
    assert set(waits["steps"]) == {"grant", "refuse"}
    extension = Extension.objects.get()
    checked_problem(desk.step(extension, "grant", seen=None), 428)
    assert desk.step(extension, "grant").json()["state"] == "granted"
    former = assessment.reply_until
    assessment.refresh_from_db()
    assert assessment.reply_until > former
    assert caller.get(path).json()["state"] == "granted"
    assert body["ref"] not in str(desk.get("/api/v1/me/").json()["awaiting"])


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"days": 31}, {"days": "dix"}, {"reason": "  "}, {"hours": 3}]
)
def test_a_request_that_cannot_be_used_says_why(assessment, camille, wrong):
    answer = Caller(camille).send("POST", address(assessment, "extension"), ASKED | wrong)
    assert [one["field"] for one in checked_problem(answer, 400)["errors"]] == list(wrong)
    assert not Extension.objects.exists()


def test_when_the_time_is_over_nothing_is_added_nor_asked(assessment, reply, camille):
    with after_the_deadline(assessment):
        caller = Caller(camille)
        for of, body in (("reply/evidence", LINK), ("extension", ASKED)):
            checked_problem(caller.send("POST", address(assessment, of), body), 403)
    assert not Extension.objects.exists()
    assert not reply.evidence.exists()


def test_who_does_not_speak_for_the_town_does_neither(request, assessment, reply):
    """Who may not see the assessment is told of none; the desk, that it may not."""
    people = {name: request.getfixturevalue(name) for name in [*CAST, "camille"]}
    before = [standing(assessment), standing(reply)]
    for name in CAST:
        caller = Caller(people[name])
        of_desk = name in ("volunteer", "moderator", "coordinator")
        status = 401 if name == "anonymous" else 403 if of_desk else 404
        for of, body in (("reply/evidence", LINK), ("extension", ASKED)):
            checked_problem(caller.send("POST", address(assessment, of), body), status)
        checked_problem(caller.get(address(assessment, "extension")), 401 if status == 401 else 404)
    read_only = Caller(people["camille"], scope="read")
    for of, body in (("reply/evidence", LINK), ("extension", ASKED)):
        checked_problem(read_only.send("POST", address(assessment, of), body), 403)
    assert [standing(assessment), standing(reply)] == before


def test_a_request_is_not_shown_with_its_published_assessment(assessment, camille, dominique):
    """Assessments become public; who asked for more time, and why, does not."""
    from pledges.actions import assessing
    from tests.factories import anyone

    Caller(camille).send("POST", address(assessment, "extension"), ASKED)
    make_reply(assessment, by=camille)
    assessing.publish(ref=assessment.ref, by=anyone("moderator", 9), version=assessment.version)
    assert Caller(camille).get(address(assessment, "extension")).json()["state"] == "lapsed"
    checked_problem(Caller(dominique).get(address(assessment, "extension")), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("of", ["reply/evidence", "extension"])
def test_no_other_method(of, method, moderator):
    answer = getattr(Caller(moderator), method)(f"/api/v1/assessments/abcdefgh/{of}/")
    assert answer.status_code == 405
