"""Signing in: codes for contacts, password and second factor for staff, nothing for strangers."""

import re
import threading

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from accounts.adapter import POSTING

PASSWORD = "correct horse battery staple"
NOBODY = "nobody.known@cast.example"
# The length has the address in it; the other tells the second at which one asked.
OF_THE_MOMENT = {"Content-Length", "Expires"}


def totp(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def without_tokens(response) -> str:
    page = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def ask(client, name: str, email: str):
    """Post an address; return the bytes a stranger could compare, the address itself taken out."""
    sent = client.post(reverse(name), {"email": email})
    page = client.get(sent.headers["Location"])
    headers = {k: v for k, v in sent.headers.items() if k not in OF_THE_MOMENT}
    return sent.status_code, headers, without_tokens(page).replace(email, "ADDRESS")


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_known_and_unknown_addresses_get_the_same_answer(
    client, moderator, camille, sign_in_mails, name
):
    unknown = ask(client, name, NOBODY)
    assert sign_in_mails() == []
    for user in (moderator, camille):
        client.cookies.clear()
        assert ask(client, name, user.email) == unknown


def test_a_code_tried_too_often_says_to_ask_for_another(page_client, camille, sign_in_mails):
    page_client.post(reverse("account_request_login_code"), {"email": camille.email})
    sign_in_mails()
    for _try in range(3):
        answer = page_client.post(
            reverse("account_confirm_login_code"), {"code": "wrong1"}, follow=True
        )
    assert "Ask for another code" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("account_request_login_code")


def test_wrong_password_and_unknown_address_get_the_same_answer(client, moderator):
    moderator.set_password(PASSWORD)
    moderator.save()
    pages = []
    for email in (moderator.email, NOBODY):
        answer = client.post(reverse("account_login"), {"login": email, "password": "not it"})
        assert answer.status_code == 200
        pages.append(without_tokens(answer).replace(email, "ADDRESS"))
    assert pages[0] == pages[1]


def test_a_contact_signs_in_with_a_code(page_client, camille, sign_in_mails):
    page_client.post(reverse("account_request_login_code"), {"email": camille.email})
    (mail,) = sign_in_mails()
    assert mail.to == [camille.email]
    code = re.search(r"^\s+(\d{6})$", mail.body, re.MULTILINE)[1]
    confirm = reverse("account_confirm_login_code")
    assert 'inputmode="numeric"' in page_client.get(confirm).content.decode()
    assert page_client.post(confirm, {"code": "WRONG1"}).status_code == 200
    # As people type what they read.
    answer = page_client.post(confirm, {"code": f" {code[:3]} {code[3:]} "})
    assert answer.url == reverse("portal:home")
    assert page_client.session["_auth_user_id"] == str(camille.pk)


def test_a_code_leaves_once_the_answer_is_gone(client, camille, mailoutbox, monkeypatch):
    monkeypatch.setattr("accounts.adapter.AFTER", 60)
    client.post(reverse("account_request_login_code"), {"email": camille.email})
    (waiting,) = [one for one in threading.enumerate() if one.name == POSTING]
    waiting.cancel()
    waiting.join()
    assert mailoutbox == []
    waiting.function(*waiting.args)
    assert mailoutbox[0].to == [camille.email]


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_an_unknown_address_starts_as_many_threads(client, moderator, monkeypatch, name):
    """Starting one takes long enough to tell that there was a mail to post."""
    monkeypatch.setattr("accounts.adapter.AFTER", 60)
    started = []
    for email in (moderator.email, NOBODY):
        client.cookies.clear()
        client.post(reverse(name), {"email": email})
        waiting = [one for one in threading.enumerate() if one.name == POSTING]
        for one in waiting:
            one.cancel()
            one.join()
        started.append(len(waiting))
    assert started == [1, 1]


def test_a_code_dies_after_three_wrong_attempts(client, camille, sign_in_mails):
    client.post(reverse("account_request_login_code"), {"email": camille.email})
    code = re.search(r"^\s+(\S+)$", sign_in_mails()[0].body, re.MULTILINE)[1]
    confirm = reverse("account_confirm_login_code")
    for _ in range(3):
        client.post(confirm, {"code": "WRONG1"})
    client.post(confirm, {"code": code})
    assert "_auth_user_id" not in client.session


def test_closed_accounts_receive_no_code(client, camille, sign_in_mails):
    camille.is_active = False
    camille.save()
    client.post(reverse("account_request_login_code"), {"email": camille.email})
    assert sign_in_mails() == []


def test_staff_choose_a_new_password_with_a_code_and_contacts_do_not(
    page_client, moderator, camille, sign_in_mails
):
    page_client.post(reverse("account_reset_password"), {"email": camille.email})
    assert sign_in_mails() == []
    page_client.cookies.clear()
    page_client.post(reverse("account_reset_password"), {"email": moderator.email})
    (mail,) = sign_in_mails()
    assert "http" not in mail.body.replace("http://127.0.0.1:8000", "", 1)
    code = re.search(r"^\s+(\S+)$", mail.body, re.MULTILINE)[1]
    confirm = reverse("account_confirm_password_reset_code")
    assert page_client.get(confirm).status_code == 200
    answer = page_client.post(confirm, {"code": code})
    assert page_client.get(answer.headers["Location"]).status_code == 200
    data = {"password1": PASSWORD, "password2": PASSWORD}
    assert page_client.post(answer.headers["Location"], data).status_code == 302
    moderator.refresh_from_db()
    assert moderator.check_password(PASSWORD)


def test_staff_go_from_password_to_device_to_desk(page_client, moderator, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    moderator.set_password(PASSWORD)
    moderator.save()
    login = {"login": moderator.email, "password": PASSWORD}
    page_client.post(reverse("account_login"), login)
    desk = reverse("admin:index")
    # No device yet: the desk sends to its set-up.
    answer = page_client.get(desk, follow=True)
    assert answer.redirect_chain[1][0].startswith(reverse("mfa_activate_totp"))
    again = reverse("account_reauthenticate")
    assert answer.request["PATH_INFO"] == again
    page_client.post(again, {"password": PASSWORD})
    answer = page_client.get(reverse("mfa_activate_totp"))
    secret = answer.context["form"].secret
    page_client.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    # A device set up in a session is not yet a second factor shown in it.
    answer = page_client.get(desk, follow=True)
    assert answer.request["PATH_INFO"] == reverse("mfa_reauthenticate")


def test_the_second_factor_opens_the_desk(page_client, moderator, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    moderator.set_password(PASSWORD)
    moderator.save()
    secret = generate_totp_secret()
    TOTP.activate(moderator, secret)
    login = {"login": moderator.email, "password": PASSWORD}
    answer = page_client.post(reverse("account_login") + "?next=/admin/", login)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert page_client.get(answer.headers["Location"]).status_code == 200
    assert "_auth_user_id" not in page_client.session
    answer = page_client.post(answer.headers["Location"], {"code": totp(secret)}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("admin:index")
    assert answer.status_code == 200


def test_a_new_device_comes_with_codes_that_replace_it_once(page_client, moderator, settings):
    """From the set-up to a lost phone: the codes are shown at once, and one of them opens."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    moderator.set_password(PASSWORD)
    moderator.save()
    login = {"login": moderator.email, "password": PASSWORD}
    page_client.post(reverse("account_login"), login)
    page_client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = page_client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = page_client.post(reverse("mfa_activate_totp"), {"code": totp(secret)}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    code, *others = answer.context["unused_codes"]
    assert len(others) == 9
    page_client.post(reverse("account_logout"))
    for again in (302, 200):
        answer = page_client.post(reverse("account_login") + "?next=/admin/", login)
        tried = page_client.post(answer.headers["Location"], {"code": code})
        assert tried.status_code == again, "a code serves once"
        assert ("_auth_user_id" in page_client.session) == (again == 302)
        page_client.post(reverse("account_logout"))
