"""What is answered early is, to the byte and header, what the view answers."""

import copy

import pytest
from django.db import OperationalError
from django.test import Client

from pledges.api import ready
from pledges.exports.copies import make_copies
from pledges.models import Commitment
from tests.factories import make_commitment
from tests.ground import made_once

EARLY = "pledges.api.ready.ReadyMiddleware"
PATH = "/api/v1/commitments/"


@pytest.fixture
def ask(settings, monkeypatch):
    """ask(path, **headers): the answer, equal to the view's; `ask.early` has one per early one."""
    made = []
    answer = ready._answer
    monkeypatch.setattr(ready, "_answer", lambda *parts: made.append(1) or answer(*parts))
    both = list(settings.MIDDLEWARE)

    def asked(path, method="get", **headers):
        answers = []
        for middlewares in (both, [one for one in both if one != EARLY]):
            settings.MIDDLEWARE = middlewares
            answers.append(getattr(Client(), method)(path, headers=headers))
        early, view = answers
        assert early.status_code == view.status_code
        assert early.content == view.content
        assert said(early) == said(view)
        return early

    asked.early = made
    return asked


def said(answer) -> dict:
    """Headers; the names of Vary in no order, the counts of a quota apart."""
    found = dict(answer.headers)
    if "Vary" in found:
        found["Vary"] = set(found["Vary"].lower().split(", "))
    found.pop("RateLimit", None)
    found.pop("Retry-After", None)
    return found


@pytest.fixture(scope="module")
def _shown_to_all(django_db_setup, django_db_blocker):
    def make() -> list[Commitment]:
        return [make_commitment("published") for _ in range(5)]

    with made_once(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def shown(_shown_to_all, db) -> list[Commitment]:
    """Every test here asks for them."""
    return copy.deepcopy(_shown_to_all)


PLAIN = [{}, {"Accept": "application/json"}, {"Accept_Language": "en"}]
PLAIN += [{"Accept_Encoding": "zstd"}, {"Origin": "https://ailleurs.example"}]
PLAIN += [{"Cookie": f"pacte_lang=en; sessionid={'a' * 32}"}]
PLAIN += [{"Range": "bytes=0-9", "If_Range": '"any"'}, {"Content_Type": "text/csv"}]
PLAIN += [{"Accept_Encoding": "gzip", "Origin": "null", "X_HTTP_Method_Override": "DELETE"}]


@pytest.mark.parametrize("copied", [True, False])
def test_plain_readings_are_answered_early(ask, shown, copied):
    if copied:
        make_copies()
    for headers in PLAIN:
        ask.early.clear()
        for path in (PATH, f"{PATH}?limit=2", f"{PATH}{shown[0].ref}/"):
            assert ask(path, **headers).status_code == 200
        assert len(ask.early) == 3, headers


def test_pages_are_walked_both_ways(ask, shown):
    first = ask(f"{PATH}?limit=2").json()
    second = ask(first["next"]).json()
    third = ask(second["next"]).json()
    seen = [row["ref"] for page in (first, second, third) for row in page["results"]]
    assert seen == [one.ref for one in reversed(shown)]
    assert ask(third["previous"]).json()["results"] == second["results"]
    assert len(ask.early) == 4


NOT_PLAIN = {
    "zzzzzzzz/": 404,
    "?limit=0": 400,
    "?cursor=abc": 400,
    "?cursor=": 400,
    "?limit=1&limit=2": 400,
}
NOT_PLAIN |= {"?nothing=1": 400, "?limit=%00": 400, "?cursor=" + "a" * 600: 400}
NOT_PLAIN |= {"?" + "&".join(f"a{n}=1" for n in range(1500)): 400}
NOT_PLAIN |= {"?format=csv": 200, "?format=xml": 406, "?progress=kept": 200, "?count=exact": 200}
NOT_PLAIN |= {"?fields=ref": 200, "?at=2026-01-01": 200}


def test_what_is_not_plain_is_the_views(ask, shown):
    assert {one: ask(f"{PATH}{one}").status_code for one in NOT_PLAIN} == NOT_PLAIN
    assert ask.early == []


def test_other_formats_methods_tags_and_tokens_are_the_views(ask, shown):
    path = f"{PATH}{shown[0].ref}/"
    tag = ask(path).headers["ETag"]
    ask.early.clear()
    assert ask(path, If_None_Match=tag).status_code == 304
    assert ask(path, If_None_Match='"other"').status_code == 200
    assert ask(path, Authorization="Bearer wrong").status_code == 401
    assert ask(PATH, Accept="text/csv").headers["Content-Type"].startswith("text/csv")
    assert ask(path, method="head").content == b""
    assert ask(path, method="options", Origin="https://ailleurs.example").status_code == 200
    asked = {"Origin": "https://ailleurs.example", "Access_Control_Request_Method": "GET"}
    assert ask(path, method="options", **asked).content == b""
    assert ask(path, Host="evil.example").status_code == 400
    assert ask(path, Accept="application/json; indent=1").status_code == 200
    assert ask(path, method="post").status_code == 405
    assert ask.early == []


def test_what_is_no_more_public_is_not_shown(ask, shown):
    make_copies()
    Commitment.objects.filter(pk=shown[0].pk).update(state="draft", published_at=None)
    assert ask(f"{PATH}{shown[0].ref}/").status_code == 404
    assert shown[0].ref not in {row["ref"] for row in ask(PATH).json()["results"]}


def test_a_quota_that_is_spent_is_refused(ask, shown, settings, tmp_path, monkeypatch):
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    assert "RateLimit-Policy" in ask(PATH).headers
    monkeypatch.setattr("accounts.spending.ANONYMOUS", 0)
    assert ask(PATH).status_code == 429
    assert len(ask.early) == 1


def test_a_database_that_is_away_is_said_as_anywhere(ask, shown, monkeypatch):
    def away(*_):
        raise OperationalError("away")

    monkeypatch.setattr("ledger.prepared.rows", away)
    assert ask(PATH).status_code == 503
