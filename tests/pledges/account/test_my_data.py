"""What is kept about me, for me alone."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from accounts.models import User
from pledges.actions.erasing import erase_person
from pledges.exports.person import content_of
from pledges.models import OutboxMail
from pledges.queries.persons import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    person = User.objects.create_user(email="claire.fictif@example.org", name="Claire Fictif")
    client.force_login(person)
    return person


@pytest.fixture
def other():
    return User.objects.create_user(email="paul.fictif@example.org", name="Paul Fictif")


@pytest.mark.parametrize("name", ["page", "export"])
def test_is_for_who_is_signed_in(client, name):
    answer = client.get(reverse(f"my_data:{name}"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["page", "export"])
def test_is_stored_nowhere(client, me, name):
    assert "no-store" in client.get(reverse(f"my_data:{name}")).headers["Cache-Control"]


def test_the_account_leads_to_it(client, me):
    assert reverse("my_data:page") in client.get(reverse("accounts:home")).text


def test_gives_what_the_command_gives(client, me):
    answer = client.get(reverse("my_data:export"))

    said = json.dumps(content_of(person_of(me.email)), cls=DjangoJSONEncoder)
    assert answer.json() == json.loads(said)
    assert answer.json()["accounts"][0]["email"] == me.email
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_gives_nothing_of_others(client, me, other):
    answer = client.get(reverse("my_data:export"), {"email": other.email})

    assert me.email in answer.text
    assert other.email not in answer.text
    assert other.name not in answer.text


@pytest.fixture
def coordinators():
    group, _new = Group.objects.get_or_create(name="coordinator")
    people = [User.objects.create_user(email=f"coord{n}.fictif@example.org") for n in (1, 2)]
    for one in people:
        one.groups.add(group)
    return people


def test_an_erasure_is_asked_once_of_each_coordinator(client, me, other, coordinators):
    for _again in range(2):
        client.post(reverse("my_data:ask_erasure"), {"reason": "Je pars.", "confirmed": "1"})

    mails = OutboxMail.objects.filter(object_kind="erasure").order_by("recipient")
    assert [mail.recipient for mail in mails] == coordinators
    assert f"erase_person {me.email} --dry-run" in mails[0].body
    assert "Je pars." in mails[0].body
    assert 'name="reason"' not in client.get(reverse("my_data:page")).text
    client.force_login(other)
    assert 'name="reason"' in client.get(reverse("my_data:page")).text


def test_one_press_asks_for_nothing_yet(client, me, coordinators):
    answer = client.post(reverse("my_data:ask_erasure"), {"reason": "Je pars."})

    assert answer.status_code == 200
    assert 'name="confirmed"' in answer.text
    assert 'name="reason" value="Je pars."' in answer.text
    assert not OutboxMail.objects.exists()


def test_a_request_too_long_keeps_what_was_typed(client, me, coordinators):
    answer = client.post(reverse("my_data:ask_erasure"), {"reason": "é" * 2001})

    assert answer.status_code == 400
    assert "é" * 2001 in answer.text
    assert not OutboxMail.objects.exists()


def test_erasure_forgets_the_request(client, me, coordinators):
    client.post(reverse("my_data:ask_erasure"), {"reason": "Je pars.", "confirmed": "1"})

    erase_person(person=person_of(me.email))

    mails = OutboxMail.objects.filter(object_kind="erasure")
    assert {(one.subject, one.body, one.state) for one in mails} == {("", "", "cancelled")}
