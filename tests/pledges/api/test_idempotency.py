"""`Idempotency-Key`: sent twice, done once; another body under the same key is refused.

Without a key, of two who take the same step at once, one does.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from letters.models import Letter
from pledges.models import Commitment, IdempotencyKey, Report
from tests.factories import anyone, make_commitment, make_contact, make_election
from tests.pledges.api.caller import Caller
from tests.pledges.api.conftest import checked_problem

REPORTS = "/api/v1/reports/"


@pytest.fixture
def commitment(db):
    return make_commitment("published")


@pytest.fixture
def town(commitment):
    return make_contact(commitment.electoral_list.commune)


def begin(caller, commitment, key="k-1", **said):
    body = {"commitment": commitment.ref, "words": "Deux écoles."} | said
    return caller.send("POST", REPORTS, body, **({"Idempotency-Key": key} if key else {}))


def test_sent_twice_it_is_done_once(commitment, town):
    caller = Caller(town)
    first, second = begin(caller, commitment), begin(caller, commitment)
    assert Report.objects.count() == 1
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"] == '"v1"'
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"


def test_another_body_under_the_same_key_is_422(commitment, town):
    caller = Caller(town)
    begin(caller, commitment)
    checked_problem(begin(caller, commitment, words="Trois écoles."), 422)
    assert Report.objects.count() == 1


def test_another_address_under_the_same_key_is_422(commitment, town):
    caller = Caller(town)
    report = Report.objects.get(ref=begin(caller, commitment).json()["ref"])
    checked_problem(caller.step(report, "cancel", key="k-1"), 422)
    report.refresh_from_db()
    assert report.state == "draft"


def test_another_key_or_none_is_another_request(commitment, town):
    caller = Caller(town)
    for key in ("k-1", "k-2", None, None):
        assert begin(caller, commitment, key).status_code == 201
    assert Report.objects.count() == 4


def test_a_key_belongs_to_a_person(commitment, town):
    other = make_contact(commitment.electoral_list.commune, user=anyone("contact", 9))
    begin(Caller(town), commitment)
    assert begin(Caller(other), commitment).status_code == 201
    assert Report.objects.count() == 2


def test_after_a_day_a_key_may_serve_again(commitment, town):
    caller = Caller(town)
    begin(caller, commitment)
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        begin(caller, commitment)
        assert Report.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=5), tick=False):
        later = begin(Caller(town), commitment)
        assert later.status_code == 201
        assert Report.objects.count() == 2
    assert IdempotencyKey.objects.count() == 1


def test_a_refused_request_keeps_no_key(commitment, town):
    caller = Caller(town)
    checked_problem(begin(caller, commitment, as_of="jamais"), 400)
    assert not IdempotencyKey.objects.exists()
    assert begin(caller, commitment).status_code == 201


def test_a_step_taken_again_answers_as_the_first_time(commitment, town):
    caller = Caller(town)
    report = Report.objects.get(ref=begin(caller, commitment).json()["ref"])
    first = caller.step(report, "cancel", key="k-2")
    again = caller.step(report, "cancel", key="k-2")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    checked_problem(caller.step(report, "cancel"), 412)


@pytest.mark.parametrize("key", ["", "é", "a b", "x" * 201, "a\tb"])
def test_a_key_that_cannot_be_used_is_400(commitment, town, key):
    caller = Caller(town)
    body = {"commitment": commitment.ref}
    answer = caller.send("POST", REPORTS, body, **{"Idempotency-Key": key})
    checked_problem(answer, 400)
    assert not Report.objects.exists()


def test_of_eight_at_once_one_is_done(shared_db):
    commitment = make_commitment("published")
    caller = Caller(make_contact(commitment.electoral_list.commune))

    def send(_n):
        try:
            return begin(caller, commitment)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert Report.objects.count() == 1


def test_two_moderators_at_once_and_one_publishes(shared_db):
    waiting = make_commitment("in_review", moderator=anyone("moderator", 3))
    callers = [Caller(anyone("moderator", number)) for number in (1, 2)]

    def publish(caller):
        try:
            return caller.step(waiting, "publish", seen=f'"v{waiting.version}"').status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, callers)) == [200, 412]
    assert Commitment.objects.get(pk=waiting.pk).version == waiting.version + 1


def test_a_letter_sent_twice_is_filed_once(volunteer):
    election = make_election()
    caller = Caller(volunteer)

    def post(data=b"Madame, Monsieur, un courrier."):
        file = SimpleUploadedFile("courrier.txt", data)
        return caller.post_form(
            "/api/v1/letters/", {"election": election.slug, "file": file}, key="k-9"
        )

    first, again = post(), post()
    assert first.status_code == again.status_code == 201, first.content
    assert first.content == again.content
    checked_problem(post(b"Un autre courrier."), 422)
    assert Letter.objects.count() == 1
