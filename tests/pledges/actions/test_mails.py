"""Mails in hand before they leave, and what a real mail server or a provider answers."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import include, path

from ledger.reading import history_of
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Stale
from pacte.mailing import provider_settings
from pledges.actions.mails import edit_mail, perform
from pledges.actions.outbox import send_due
from pledges.api import bounces
from pledges.models import MailWording, OutboxMail
from tests import factories
from tests.factories.postbox import postbox
from tests.pledges.actions.refusing import refused
from tests.pledges.workflow.worlds import BEFORE

pytestmark = pytest.mark.django_db
GRACE = timedelta(minutes=15)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def add(ground):
    with time_machine.travel(BEFORE, tick=False):
        factories.make_commitment("dropped")
    ground.waiting = OutboxMail.objects.get()


@pytest.fixture
def waiting(ground, clock) -> OutboxMail:
    return ground.waiting


@pytest.fixture
def server(settings):
    with postbox() as box:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
            SMTP,
            "127.0.0.1",
            box.port,
        )
        yield box


def test_changed_words_leave_and_the_former_ones_are_kept(clock, waiting, mailoutbox):
    by = factories.anyone("moderator")
    former = waiting.body
    edit = {"pk": waiting.pk, "by": by, "subject": "Autre objet", "body": "D’autres mots."}
    edit_mail(**edit, version=1)
    refused(lambda: edit_mail(**edit, version=1), Stale)
    clock.shift(GRACE)
    send_due()
    (sent,) = mailoutbox
    assert (sent.subject, sent.body) == ("Autre objet", "D’autres mots.")
    assert MailWording.objects.get().body == former
    entry = history_of("mail", str(waiting.pk)).get()
    assert (entry.step, entry.actor_ref, entry.version) == ("edit", by.ref, 2)
    assert "Autre objet" not in json.dumps(entry.snapshot), "words could never be erased there"
    refused(lambda: edit_mail(**edit, version=2), IllegalStep)


def test_who_decides_nothing_changes_and_stops_nothing(waiting):
    by = factories.anyone("volunteer")
    refused(lambda: edit_mail(pk=waiting.pk, by=by, version=1, subject="A", body="B"), NotAllowed)
    for step in ("stop", "let_leave", "try_again"):
        refused(lambda step=step: perform(pk=waiting.pk, step=step, by=by), NotAllowed)


@pytest.mark.parametrize(
    ("subject", "body"), [("", "B"), ("A\nB", "B"), ("A", " "), ("A" * 201, "B")]
)
def test_words_no_mail_can_carry_are_refused(waiting, subject, body):
    by = factories.anyone("moderator")
    with pytest.raises(Invalid):
        edit_mail(pk=waiting.pk, by=by, version=1, subject=subject, body=body)
    waiting.refresh_from_db()
    assert waiting.version == 1


def test_stopped_then_let_go_it_leaves_after_a_grace_period_more(clock, waiting, mailoutbox):
    by = factories.anyone("moderator")
    perform(pk=waiting.pk, step="stop", by=by, version=1)
    clock.shift(GRACE)
    assert send_due() == (0, 0)
    perform(pk=waiting.pk, step="let_leave", by=by, version=2)
    assert send_due() == (0, 0)
    clock.shift(GRACE)
    assert send_due() == (1, 0)
    steps = list(history_of("mail", str(waiting.pk)).values_list("step", flat=True))
    assert steps == ["stop", "let_leave"]


def test_a_mail_that_leaves_is_in_nobody_else_s_hands(clock, waiting):
    OutboxMail.objects.update(claimed_until=BEFORE + timedelta(minutes=5))
    by = factories.anyone("moderator")
    refused(lambda: perform(pk=waiting.pk, step="stop", by=by), IllegalStep)
    clock.shift(GRACE)
    assert send_due() == (1, 0), "the process that had it died: another takes it"


def test_a_real_mail_server_takes_it(clock, waiting, server):
    clock.shift(GRACE)
    assert send_due() == (1, 0)
    ((recipient, message),) = server.taken
    assert recipient == factories.anyone("volunteer").email
    assert f"Message-ID: <outbox-{waiting.pk}@" in message


def test_an_address_refused_for_good_fails_at_once_and_shows_on_the_person(clock, waiting, server):
    person = factories.anyone("volunteer")
    server.answers[person.email] = "550 5.1.1 No such person here"
    clock.shift(GRACE)
    assert send_due() == (0, 1)
    waiting.refresh_from_db()
    person.refresh_from_db()
    assert (waiting.state, waiting.tries) == ("failed", 1)
    assert "No such person" in person.mail_refused_why
    assert person.mail_refused_on
    del server.answers[person.email]
    perform(pk=waiting.pk, step="try_again", by=factories.anyone("moderator"))
    assert send_due() == (1, 0)
    person.refresh_from_db()
    assert (person.mail_refused_on, person.mail_refused_why) == (None, "")


def test_a_server_that_asks_to_come_back_is_tried_again_later(clock, waiting, server):
    person = factories.anyone("volunteer")
    server.answers[person.email] = "451 4.2.0 Later, please"
    clock.shift(GRACE)
    assert send_due() == (0, 1)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    assert waiting.leaves_after == BEFORE + GRACE + timedelta(minutes=2)
    person.refresh_from_db()
    assert person.mail_refused_on is None
    server.answers.clear()
    clock.move_to(waiting.leaves_after)
    assert send_due() == (1, 0)


@pytest.fixture
def provider(settings):
    """A site that sends through a provider, as its variables say."""
    given = provider_settings("postmark", "POSTMARK_SERVER_TOKEN=x", "pacte:a-long-enough-secret")
    settings.ANYMAIL_PROVIDER, settings.ANYMAIL = given["ANYMAIL_PROVIDER"], given["ANYMAIL"]
    # The library's own backend for tests: it makes the call to nobody.
    settings.EMAIL_BACKEND = "anymail.backends.test.EmailBackend"
    module = type(
        "Addresses", (), {"urlpatterns": [*bounces.routes(), path("", include("pacte.urls"))]}
    )
    settings.ROOT_URLCONF = module
    return Client()


def told(client, message_id, secret="pacte:a-long-enough-secret"):
    """What Postmark posts of a mail that came back."""
    event = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": message_id,
        "Email": "x@factories.example",
        "BouncedAt": "2028-02-01T12:00:00Z",
        "Description": "Adresse inconnue",
        "Details": "",
    }
    key = base64.b64encode(secret.encode()).decode()
    return client.post(
        "/courriels/postmark/",
        json.dumps(event),
        content_type="application/json",
        headers={"Authorization": f"Basic {key}"},
    )


def test_a_mail_that_comes_back_shows_on_it_and_on_the_person(clock, waiting, provider):
    clock.shift(GRACE)
    assert send_due() == (1, 0)
    waiting.refresh_from_db()
    assert waiting.message_id
    assert told(provider, waiting.message_id, "pacte:another-secret-altogether").status_code == 400
    assert told(provider, "unknown").status_code == 200
    waiting.refresh_from_db()
    assert waiting.state == "sent"
    for _twice in range(2):
        assert told(provider, waiting.message_id).status_code == 200
    waiting.refresh_from_db()
    assert waiting.state == "bounced"
    assert "Adresse inconnue" in factories.anyone("volunteer").mail_refused_why
    assert history_of("mail", str(waiting.pk)).get().step == "bounce"


def test_without_a_secret_nobody_is_heard(settings):
    settings.ANYMAIL_PROVIDER = "postmark"
    settings.ANYMAIL = provider_settings("postmark", "A=b", "")["ANYMAIL"]
    assert bounces.routes() == []


@pytest.mark.parametrize(
    ("given", "secret"), [("A", ""), ("=b", ""), ("A=b", "short:one"), ("", "x" * 30)]
)
def test_odd_variables_explain_themselves(given, secret):
    with pytest.raises(ImproperlyConfigured, match="ANYMAIL_"):
        provider_settings("postmark", given, secret)
    assert provider_settings("", given, secret) == {"ANYMAIL_PROVIDER": ""}
