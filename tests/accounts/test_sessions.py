"""Where one is signed in: listed, ended by oneself or a coordinator, short on a shared computer."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.actions.people import close_account
from accounts.actions.sessions import end_sessions_of
from ledger.models import Entry
from ledger.refusals import NotAllowed
from tests.client import PageClient

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 8.0) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def signed_in(sign_in_mails):
    """Call it to sign somebody in with a code, for real, from a browser of one's choice."""

    def enter(user, agent=FIREFOX, **typed):
        client = PageClient(headers={"user-agent": agent})
        client.post(reverse("account_request_login_code"), {"email": user.email} | typed)
        code = re.search(r"^\s+(\S+)$", sign_in_mails()[-1].body, re.MULTILINE)[1]
        client.post(reverse("account_confirm_login_code"), {"code": code})
        assert client.session["_auth_user_id"] == str(user.pk)
        return client

    return enter


def is_in(client) -> bool:
    return client.get(reverse("accounts:home")).status_code == 200


def test_a_trusted_device_keeps_its_session_for_thirty_days(signed_in, camille):
    client = signed_in(camille)
    assert client.cookies["sessionid"]["max-age"] == 60 * 60 * 24 * 30
    assert "It lasts 30 days." in client.get(reverse("accounts:sessions")).content.decode()


def test_a_shared_computer_forgets_when_the_browser_closes(signed_in, camille):
    client = signed_in(camille, shared="on")
    assert client.cookies["sessionid"]["max-age"] == ""
    page = client.get(reverse("accounts:sessions")).content.decode()
    assert "It ends when the browser closes." in page


@pytest.mark.parametrize(("shared", "age"), [("", 60 * 60 * 24 * 30), ("on", "")])
def test_the_same_choice_with_a_password(moderator, shared, age):
    moderator.set_password("correct horse battery staple")
    moderator.save()
    client = Client()
    typed = {"login": moderator.email, "password": "correct horse battery staple"}
    typed |= {"shared": shared} if shared else {}
    assert client.post(reverse("account_login"), typed).status_code == 302
    assert client.cookies["sessionid"]["max-age"] == age


def test_each_session_is_named_and_the_others_can_be_ended(signed_in, camille):
    here, phone, third = signed_in(camille), signed_in(camille, PHONE), signed_in(camille)
    page = here.get(reverse("accounts:sessions"))
    words = page.content.decode()
    assert "Firefox on Linux" in words
    assert "Chrome on Android" in words
    (other,) = [one for one in page.context["sessions"] if one.system == "Android"]
    assert here.post(reverse("accounts:end_session", args=[other.pk])).status_code == 302
    assert (is_in(here), is_in(phone), is_in(third)) == (True, False, True)
    here.post(reverse("accounts:end_other_sessions"))
    assert (is_in(here), is_in(third)) == (True, False)


def test_somebody_elses_session_is_not_there(signed_in, camille, dominique):
    mine, theirs = signed_in(camille), signed_in(dominique)
    other = UserSession.objects.get(user=dominique)
    assert mine.post(reverse("accounts:end_session", args=[other.pk])).status_code == 404
    assert is_in(theirs)


def test_closing_an_account_ends_its_sessions(signed_in, camille, coordinator):
    client = signed_in(camille)
    close_account(user_id=camille.pk, by=coordinator)
    assert not is_in(client)
    assert not UserSession.objects.filter(user=camille).exists()


def test_a_coordinator_ends_the_sessions_of_somebody(signed_in, camille, coordinator):
    client, desk = signed_in(camille), PageClient()
    desk.force_login(coordinator)
    assert (
        "End every session"
        in desk.get(reverse("admin:accounts_user_change", args=[camille.pk])).content.decode()
    )
    address = reverse("admin:accounts_user_end_sessions", args=[camille.pk])
    assert desk.post(address).status_code == 302
    assert not is_in(client)
    last = Entry.objects.filter(object_ref=camille.ref).latest("version")
    assert (last.step, last.actor_ref) == ("end_sessions", coordinator.ref)


def test_a_moderator_ends_nobodys_sessions(signed_in, camille, moderator):
    client = signed_in(camille)
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        end_sessions_of(user_id=camille.pk, by=moderator)
    desk = PageClient()
    desk.force_login(moderator)
    address = reverse("admin:accounts_user_end_sessions", args=[camille.pk])
    assert desk.post(address).status_code == 404
    assert is_in(client)
    assert Entry.objects.count() == before
