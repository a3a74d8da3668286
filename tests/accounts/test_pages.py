"""Every page of sign-in and account: well made, for whoever may see it."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from accounts.models import User
from tests.cast import show_second_factor

PASSWORD = "a password for one test"
OPEN = [
    "account_login",
    "account_request_login_code",
    "account_inactive",
    "account_reset_password",
    "account_password_reset_completed",
]
OWN = ["accounts:home", "account_logout", "account_set_password", "mfa_index"]


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_need_no_account(page_client, db, name):
    assert page_client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_own_pages_are_for_those_signed_in(page_client, stranger, name):
    answer = page_client.get(reverse(name))
    assert answer.status_code == 302
    page_client.force_login(stranger)
    assert page_client.get(reverse(name)).status_code == 200


def test_the_account_page_says_what_one_may_do(page_client, moderator, stranger):
    page_client.force_login(moderator)
    page = page_client.get(reverse("accounts:home")).content.decode()
    assert moderator.email in page
    assert reverse("admin:index") in page
    page_client.force_login(stranger)
    page = page_client.get(reverse("accounts:home")).content.decode()
    assert reverse("admin:index") not in page


@pytest.mark.parametrize("path", ["/compte/signup/", "/compte/inscription/", "/compte/email/"])
def test_there_is_no_sign_up(client, db, path):
    data = {"email": "new@cast.example", "password1": "x" * 20, "password2": "x" * 20}
    assert client.get(path).status_code == 404
    assert client.post(path, data).status_code == 404
    assert not User.objects.exists()


def test_signing_out_takes_a_post(page_client, stranger):
    page_client.force_login(stranger)
    page_client.get(reverse("account_logout"))
    assert "_auth_user_id" in page_client.session
    page_client.post(reverse("account_logout"))
    assert "_auth_user_id" not in page_client.session


def test_pages_of_those_with_a_password_and_a_device(page_client, moderator):
    moderator.set_password(PASSWORD)
    moderator.save()
    page_client.post(reverse("account_login"), {"login": moderator.email, "password": PASSWORD})
    for name in ("account_change_password", "account_reauthenticate"):
        assert page_client.get(reverse(name)).status_code == 200
    page_client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert page_client.get(reverse("mfa_activate_totp")).status_code == 200
    TOTP.activate(moderator, generate_totp_secret())
    RecoveryCodes.activate(moderator)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "accounts:home",
    ):
        assert page_client.get(reverse(name)).status_code == 200, name


def test_the_second_factor_is_changed_only_after_proving_oneself_again(client, moderator):
    TOTP.activate(moderator, generate_totp_secret())
    show_second_factor(client, moderator)
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate")), name
