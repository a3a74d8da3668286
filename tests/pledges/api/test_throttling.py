"""Counting requests: exact, by the real client, said in headers."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory

from accounts import quota
from accounts import spending as throttling
from accounts.actions.tokens import make_token
from tests.pledges.api.conftest import checked_problem

ADDRESS = "/api/v1/regions/"
LATER = 1 << 40
NOON = "2026-04-01T12:00:10+00:00"


@pytest.fixture(autouse=True)
def _counted(settings, tmp_path):
    settings.RATE_LIMITS = True
    settings.DATA_DIR = tmp_path


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def remaining(response) -> int:
    return int(re.search(r"r=(\d+)", response.headers["RateLimit"])[1])


@pytest.mark.usefixtures("db", "noon")
def test_every_answer_says_what_is_left():
    answer = Client().get(ADDRESS)
    assert answer.headers["RateLimit-Policy"] == '"anonymous";q=600;w=60'
    assert answer.headers["RateLimit"] == '"anonymous";r=599;t=50'
    wrong = Client().get(f"{ADDRESS}?nothing=1")
    assert wrong.status_code == 400
    assert remaining(wrong) == 598


@pytest.mark.usefixtures("db", "noon")
def test_the_one_too_many_is_told_when_to_come_back(monkeypatch):
    monkeypatch.setattr(throttling, "ANONYMOUS", 3)
    answers = [Client().get(ADDRESS) for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    body = checked_problem(answers[-1], 429)
    assert body["type"].endswith("/too-many-requests/")
    assert 50 <= int(answers[-1].headers["Retry-After"]) <= 51
    assert remaining(answers[-1]) == 0
    # Another client is not concerned, and the next minute begins at nothing.
    assert Client(REMOTE_ADDR="192.0.2.7").get(ADDRESS).status_code == 200
    with time_machine.travel("2026-04-01T12:01:00+00:00", tick=False):
        assert Client().get(ADDRESS).status_code == 200


@pytest.mark.usefixtures("noon")
def test_a_token_has_ten_times_more_on_its_own_count(camille):
    _row, token = make_token(user=camille, name="Miroir", scope="read", by=camille)
    answer = Client().get(ADDRESS, headers={"Authorization": f"Bearer {token}"})
    assert answer.headers["RateLimit-Policy"] == '"token";q=6000;w=60'
    assert remaining(Client().get(ADDRESS)) == 599


def test_a_burst_is_counted_exactly(lockable_db):
    """Thirty-two at once on each database: every number is given, each of them once."""

    def one(_n):
        try:
            return throttling.count("client", LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(one, range(320))) == list(range(1, 321))


def test_old_minutes_are_forgotten(db, monkeypatch):
    throttling.count("gone", 7)
    throttling.count("kept", LATER)
    monkeypatch.setattr(quota, "PURGE_ONE_IN", 1)
    assert throttling.count("here", LATER) == 1
    assert throttling.count("gone", 7) == 1
    assert throttling.count("kept", LATER) == 2


def test_a_full_disk_does_not_close_the_site(db, settings, tmp_path):
    if connection.vendor == "postgresql":
        return
    settings.DATA_DIR = tmp_path / "absent"
    assert Client().get(ADDRESS).status_code == 200


def test_counting_adds_no_statement_to_the_main_database_on_sqlite(
    db, django_assert_num_queries, settings
):
    throttling.count("warm", LATER)
    more = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(2 + more):
        Client().get(ADDRESS)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "8.8.8.8, 203.0.113.9", "203.0.113.9"),
        (2, "8.8.8.8, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),
        (1, "not an address", "198.51.100.1"),
        (1, "", "198.51.100.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_client_is_who_the_trusted_proxies_saw(settings, proxies, forwarded, client):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="198.51.100.1", headers={"X-Forwarded-For": forwarded}
    )
    assert quota.client_of(request) == client


def test_no_address_is_kept(db, tmp_path):
    Client(REMOTE_ADDR="203.0.113.99").get(ADDRESS)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"203.0.113.99" not in kept


def test_limits_can_be_off(db, settings):
    settings.RATE_LIMITS = False
    assert "RateLimit" not in Client().get(ADDRESS).headers
