"""Webhooks over the API: one's own alone, with the rules of every other write."""

import json

import pytest

from pledges.actions.webhooks import delivering
from pledges.models import IdempotencyKey, Webhook
from tests.cast import person
from tests.pledges.api.caller import Caller
from tests.pledges.api.conftest import checked_problem

HOOKS = "/api/v1/webhooks/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(camille):
    return Caller(camille, scope="webhooks")


@pytest.fixture
def made(caller, receiver, saint_denis) -> dict:
    body = {"name": "Journal", "url": receiver.url, "commune": saint_denis.code}
    answer = caller.send("POST", HOOKS, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_from_its_making_to_its_end(caller, made, receiver):
    path = f"{HOOKS}{made['ref']}/"
    assert made["about"] == {"kind": "commune", "key": "93066"}
    shown = caller.get(path)
    assert "secret" not in shown.json()
    assert shown.headers["ETag"] == '"v1"'
    assert "no-store" in shown.headers["Cache-Control"]
    assert caller.send("POST", f"{path}test/", {}).status_code == 202
    delivering.send_due_messages()
    assert receiver.verified(made["secret"])["type"] == "test"
    log = caller.get(f"{path}deliveries/").json()["results"]
    assert [(one["state"], one["tries"]) for one in log] == [("delivered", 1)]
    again = caller.send("POST", f"{path}deliveries/{log[0]['ref']}/replay/", {})
    assert again.json()["state"] == "waiting"
    checked_problem(caller.send("POST", f"{path}deliveries/{log[0]['ref']}/replay/", {}), 409)
    checked_problem(caller.send("POST", f"{path}deliveries/00000000/replay/", {}), 404)
    checked_problem(caller.send("POST", f"{path}pause/", {}), 428)
    assert caller.send("POST", f"{path}pause/", {}, seen='"v1"').json()["paused_at"]
    checked_problem(caller.send("POST", f"{path}resume/", {}, seen='"v1"'), 412)
    checked_problem(caller.send("POST", f"{path}pause/", {}, seen='"v2"'), 409)
    assert caller.send("POST", f"{path}resume/", {}, seen='"v2"').json()["paused_at"] is None
    rotated = caller.send("POST", f"{path}rotate_secret/", {}, seen='"v3"').json()
    assert rotated["secret"] != made["secret"]
    checked_problem(caller.send("DELETE", path, {}, seen='"v1"'), 412)
    assert caller.send("DELETE", path, {}, seen='"v4"').status_code == 204
    checked_problem(caller.get(path), 404)
    assert caller.get(HOOKS).json() == {"results": []}


def test_the_log_is_paged(caller, made):
    for _ in range(3):
        caller.send("POST", f"{HOOKS}{made['ref']}/test/", {})
    page = caller.get(f"{HOOKS}{made['ref']}/deliveries/?limit=2&count=exact").json()
    rest = caller.get(page["next"].partition("8000")[2]).json()
    assert (page["count"], len(page["results"]), len(rest["results"])) == (3, 2, 1)
    checked_problem(caller.get(f"{HOOKS}{made['ref']}/deliveries/?page=2"), 400)


def test_a_secret_is_not_answered_twice(caller, receiver):
    body = json.dumps({"name": "Journal", "url": receiver.url})
    send = {"path": HOOKS, "data": body, "headers": {"Idempotency-Key": "k-1"}}
    first = caller.generic("POST", **send).json()
    again = caller.generic("POST", **send)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.json()["ref"], again.json()["secret"]) == (first["ref"], None)
    assert first["secret"] not in str(IdempotencyKey.objects.values())
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "https://127.0.0.2/"}, "url"),
        ({"url": "https://localhost/"}, "url"),
        ({"url": "nothing"}, "url"),
        ({"commune": "99999"}, "commune"),
        ({"list": "00000000"}, "list"),
        ({"pact": "a\x00b"}, "pact"),
        ({"department": "93", "region": "11"}, "about"),
        ({"name": ""}, "name"),
        ({"secret": "whsec_mine"}, "secret"),
    ],
)
def test_what_is_wrong_is_named(caller, receiver, saint_denis, wrong, field):
    body = {"name": "Journal", "url": receiver.url} | wrong
    problem = checked_problem(caller.send("POST", HOOKS, body), 400)
    assert [one["field"] for one in problem["errors"]] == [field]
    assert not Webhook.objects.exists()


def test_somebody_elses_is_like_none(made, dominique, moderator):
    for user in (dominique, moderator):
        other = Caller(user)
        for ref in (made["ref"], "00000000"):
            path = f"{HOOKS}{ref}/"
            checked_problem(other.get(path), 404)
            checked_problem(other.get(f"{path}deliveries/"), 404)
            checked_problem(other.send("DELETE", path, {}, seen='"v1"'), 404)
            for change in ("pause", "resume", "rotate_secret", "test"):
                checked_problem(other.send("POST", f"{path}{change}/", {}, seen='"v1"'), 404)
            checked_problem(other.send("POST", f"{path}deliveries/{ref}/replay/", {}), 404)


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        ("contact", "webhooks", 200),
        ("contact", "workflow", 200),
        ("contact", "read", 403),
        ("api_client", "webhooks", 200),
        ("coordinator", "workflow", 200),
        (None, "webhooks", 403),
    ],
)
def test_who_may(db, role, scope, status):
    user = person("Paul", *([role] if role else []))
    assert Caller(user, scope=scope).get(HOOKS).status_code == status


def test_nobody_without_a_token(db):
    checked_problem(Caller().get(HOOKS), 401)


def test_a_webhooks_token_takes_no_step_and_sees_no_queue(moderator):
    from tests.factories import make_commitment

    waiting = make_commitment("in_review")
    caller = Caller(moderator, scope="webhooks")
    checked_problem(caller.step(waiting, "publish"), 403)
    assert caller.get("/api/v1/me/").json()["awaiting"] == []
