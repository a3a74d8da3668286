"""The door counts who knocks: exactly, in bursts too, and alike for every address."""

import re
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
import time_machine
from allauth.account.forms import compare_user_code
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from accounts import knocking
from accounts.models import RequestCount
from accounts.quota import network_of
from tests import factories
from tests.client import faults_of
from tests.factories.racing import WORKERS

ASK, CONFIRM = "account_request_login_code", "account_confirm_login_code"
NOBODY = "nobody.known@cast.example"


@pytest.fixture
def noon():
    with time_machine.travel("2026-04-01T12:00:10+00:00", tick=False):
        yield


def at_once(act) -> list:
    """What eight simultaneous calls of `act` return."""

    def run(_n):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def asked(user, sign_in_mails) -> tuple[str, str]:
    """The cookie of a browser that asked for a code, and the code."""
    client = Client()
    client.post(reverse(ASK), {"email": user.email})
    code = re.search(r"^\s+(\S+)$", sign_in_mails()[-1].body, re.MULTILINE)[1]
    return client.cookies["sessionid"].value, code


def entering(cookie: str, code: str):
    """Post `code` from the browser of `cookie`; the answer."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = cookie
    return client.post(reverse(CONFIRM), {"code": code})


def test_a_code_is_six_digits_typed_with_digits(page_client, camille, sign_in_mails):
    page_client.post(reverse(ASK), {"email": camille.email})
    code = re.search(r"^\s+(\S+)$", sign_in_mails()[0].body, re.MULTILINE)[1]
    assert re.fullmatch(r"\d{6}", code)
    assert 'inputmode="numeric"' in page_client.get(reverse(CONFIRM)).content.decode()


def test_a_code_is_too_old_after_ten_minutes(camille, sign_in_mails):
    for minutes, enters in ((9, True), (11, False)):
        with time_machine.travel("2026-04-01T12:00:00+00:00", tick=False) as clock:
            cookie, code = asked(camille, sign_in_mails)
            clock.shift(minutes * 60)
            assert (entering(cookie, code).headers["Location"] == reverse("portal:home")) == enters


def test_of_eight_wrong_tries_at_once_three_are_compared(shared_db, sign_in_mails):
    user = factories.somebody("contact")
    cookie, code = asked(user, sign_in_mails)
    with patch("allauth.account.forms.compare_user_code", wraps=compare_user_code) as compared:
        at_once(lambda: entering(cookie, "WRONG1"))
    assert compared.call_count == knocking.TRIES
    assert reverse(ASK) in entering(cookie, code).headers["Location"]


def test_of_eight_who_enter_the_right_code_one_is_let_in(shared_db, sign_in_mails):
    user = factories.somebody("contact")
    cookie, code = asked(user, sign_in_mails)
    answers = at_once(lambda: entering(cookie, code))
    entered = [one for one in answers if one.headers.get("Location") == reverse("portal:home")]
    assert len(entered) == 1
    assert {one.status_code for one in answers} <= {302, 400}
    assert entering(cookie, code).headers["Location"] != reverse("portal:home")


def test_of_eight_requests_at_once_five_receive_a_code(shared_db, sign_in_mails, noon):
    user = factories.somebody("contact")
    answers = at_once(lambda: Client().post(reverse(ASK), {"email": user.email.upper()}))
    assert sorted(one.status_code for one in answers) == [302] * 5 + [429] * 3
    assert len(sign_in_mails()) == 5


@pytest.mark.parametrize("name", [ASK, "account_reset_password", "account_login"])
def test_known_unknown_and_closed_addresses_are_refused_with_the_same_bytes(
    page_client, camille, dominique, noon, name
):
    get_user_model().objects.filter(pk=dominique.pk).update(is_active=False)
    field, pages = "login" if name == "account_login" else "email", set()
    for email in (camille.email, dominique.email, NOBODY):
        data = {field: email, "password": "not it"}
        statuses = [Client().post(reverse(name), data).status_code for _ in range(5)]
        assert 429 not in statuses
        page_client.cookies.clear()
        answer = page_client.post(reverse(name), data)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "590"
        text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
        assert "10 minutes" in text
        pages.add(text)
    assert len(pages) == 1


def test_a_network_has_its_own_limit(db, noon, monkeypatch):
    monkeypatch.setitem(knocking.PER_NETWORK, "short", (3, 600))

    def knock(number: int, network: str) -> int:
        client = Client(REMOTE_ADDR=f"{network}.{number}")
        return client.post(reverse(ASK), {"email": f"somebody{number}@cast.example"}).status_code

    assert [knock(number, "203.0.113") for number in range(5)] == [302] * 3 + [429] * 2
    assert knock(9, "203.0.114") == 302


def from_network(number: int, email: str = NOBODY, name: str = ASK, field: str = "email") -> int:
    """The status of an attempt from the network of that number."""
    client = Client(REMOTE_ADDR=f"198.51.{number}.7")
    return client.post(reverse(name), {field: email, "password": "not it"}).status_code


@pytest.mark.parametrize(
    ("name", "field"),
    [(ASK, "email"), ("account_reset_password", "email"), ("account_login", "login")],
)
def test_a_stranger_who_uses_up_their_attempts_does_not_shut_the_owner_out(
    camille, noon, sign_in_mails, monkeypatch, name, field
):
    monkeypatch.setitem(knocking.FROM_ONE_NETWORK, "long", (4, 24 * 3600))
    monkeypatch.setitem(knocking.FROM_EVERYWHERE, "all", (6, 24 * 3600))
    statuses = [from_network(1, camille.email, name, field) for _ in range(20)]
    assert statuses.count(429) == 16
    assert from_network(2, camille.email, name, field) != 429
    assert from_network(2, camille.email, name, field) != 429
    # Four from one network, two from another: six from everywhere is the most.
    assert from_network(3, camille.email, name, field) == 429


def test_of_eight_networks_at_once_the_address_is_tried_as_often_as_it_may_be(
    shared_db, noon, monkeypatch
):
    monkeypatch.setitem(knocking.FROM_EVERYWHERE, "all", (3, 24 * 3600))
    numbers = iter(range(WORKERS))
    statuses = at_once(lambda: from_network(next(numbers)))
    assert sorted(statuses) == [302] * 3 + [429] * 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.200", True),
        ("203.0.113.7", "203.0.112.7", False),
        ("2001:db8:1:2::7", "2001:db8:1:ffff::7", True),
        ("2001:db8:1:2::7", "2001:db8:2:2::7", False),
        ("::ffff:203.0.113.7", "203.0.113.8", True),
        ("unknown", "203.0.113.8", False),
    ],
)
def test_whose_network_is_the_same(rf, one, other, same):
    networks = {network_of(rf.get("/", REMOTE_ADDR=address)) for address in (one, other)}
    assert (len(networks) == 1) == same


def test_the_refusal_says_in_french_when_to_come_back(in_french, db, noon):
    for _ in range(6):
        answer = Client().post(reverse(ASK), {"email": NOBODY})
    page = answer.content.decode()
    assert faults_of(page) == []
    assert "Réessayez dans 10 minutes" in re.sub("[\xa0\u202f]", " ", page)


def test_where_counting_fails_nobody_enters(db, camille, sign_in_mails):
    client = Client(raise_request_exception=False)
    with patch("accounts.knocking.count", side_effect=DatabaseError):
        answer = client.post(reverse(ASK), {"email": camille.email})
    assert answer.status_code >= 500
    assert sign_in_mails() == []


def test_no_address_is_kept(db, camille):
    Client().post(reverse(ASK), {"email": camille.email})
    kept = list(RequestCount.objects.values_list("client", flat=True))
    assert len(kept) == 4
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in kept)
