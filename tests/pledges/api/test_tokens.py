"""Calling with a token: wrong ones are said, read ones see nothing that is not public."""

import pytest
from django.test import Client

from accounts.actions.tokens import make_token, revoke_token
from tests.cast import show_second_factor
from tests.pledges.api.conftest import checked_problem

PUBLIC, OWN = "/api/v1/regions/", "/api/v1/me/"
WITHOUT_SESSION = ["", "changes/", "exports/", "exports/regions.csv", "problems/invalid/"]


def bearer(user, scope="workflow") -> dict:
    _row, token = make_token(user=user, name="Carnet", scope=scope, by=user)
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("value", ["Bearer", "Bearer ", "Bearer x", "bearer é", "Bearer a b c"])
@pytest.mark.parametrize("address", [PUBLIC, OWN, "/api/v1/commitments/abcdefgh/steps/"])
def test_a_wrong_token_is_said(db, address, value):
    answer = Client().get(address, headers={"Authorization": value})
    body = checked_problem(answer, 401)
    assert body["type"].endswith("/not-authenticated/")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", WITHOUT_SESSION)
def test_a_token_is_read_wherever_it_is_shown(camille, settings, tmp_path, path):
    """A program that follows the changes has the quota of its token."""
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    address = f"/api/v1/{path}"
    checked_problem(Client().get(address, headers={"Authorization": "Bearer x"}), 401)
    answer = Client().get(address, headers=bearer(camille, "read"))
    assert answer.status_code == 200
    assert answer.headers["RateLimit-Policy"].startswith('"token"')


def test_a_revoked_token_ends_at_once(camille):
    row, token = make_token(user=camille, name="Carnet", scope="read", by=camille)
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get(PUBLIC, headers=headers).status_code == 200
    revoke_token(ref=row.ref, by=camille)
    assert Client().get(PUBLIC, headers=headers).status_code == 401


def test_another_scheme_is_not_ours(db):
    answer = Client().get(PUBLIC, headers={"Authorization": "Basic dXNlcjpwYXNz"})
    assert answer.status_code == 200


def test_reading_with_a_token_says_the_same_and_counts_one_query(
    camille, django_assert_num_queries
):
    headers = bearer(camille, "read")
    Client().get(PUBLIC, headers=headers)
    with django_assert_num_queries(3):
        answer = Client().get(PUBLIC, headers=headers)
    assert answer.content == Client().get(PUBLIC).content
    assert "sessionid" not in answer.cookies


def test_nobody_is_asked_to_sign_in(db):
    checked_problem(Client().get(OWN), 401)


def test_a_session_works_as_well_and_needs_csrf_to_write(camille):
    client = Client(enforce_csrf_checks=True)
    client.force_login(camille)
    assert client.get(OWN).status_code == 200
    answer = client.post("/api/v1/reports/", "{}", content_type="application/json")
    assert "CSRF" in checked_problem(answer, 403)["detail"]


def test_a_staff_session_shows_its_second_factor_as_at_the_desk(moderator, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(moderator)
    checked_problem(client.get(OWN), 403)
    show_second_factor(client, moderator)
    assert client.get(OWN).status_code == 200


def test_a_token_needs_no_csrf(camille):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/api/v1/reports/", "{}", content_type="application/json", headers=bearer(camille)
    )
    checked_problem(answer, 400)
