"""Messages follow the public changes to a real receiver, patiently, and prove who sent them."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from standardwebhooks import WebhookVerificationError

from communes.models import Commune
from ledger.refusals import Invalid, NotAllowed, Stale
from ledger.sequencing import number_entries
from pledges.actions.webhooks import addresses, delivering, managing, posting, secrets
from pledges.models import OutboxMail, Webhook, WebhookDelivery
from tests.cast import person
from tests.factories import (
    make_commitment,
    make_list,
    make_mandate_change,
    make_report,
    make_source,
)
from tests.pledges.webhooks.receiver import drip

pytestmark = pytest.mark.django_db


def tick(after: timedelta = timedelta(0)):
    """What `tick` does for webhooks, some time from now; (queued, delivered, failed)."""
    with time_machine.travel(timezone.now() + after, tick=True):
        return (delivering.queue_changes(), *delivering.send_due_messages())


def test_a_publication_is_told_signed_and_thin(receiver, subscribe, saint_denis):
    webhook, secret = subscribe()
    commitment = make_commitment("published", electoral_list=make_list(commune=saint_denis))
    call_command("tick")
    assert "commitments.publish" in receiver.events()
    number = receiver.events().index("commitments.publish")
    message = receiver.verified(secret, number)
    data = message["data"]
    assert (data["resource"], data["ref"], data["deleted"]) == (
        "commitments",
        commitment.ref,
        False,
    )
    assert data["fictitious"] is True
    assert data["url"].endswith(f"/api/v1/commitments/{commitment.ref}/")
    assert commitment.title not in json.dumps(message, ensure_ascii=False)
    headers = receiver.received[number][0]
    delivery = WebhookDelivery.objects.get(webhook=webhook, event="commitments.publish")
    assert headers["webhook-id"] == f"msg_{delivery.ref}"
    assert (delivery.state, delivery.attempts[0]["status"]) == ("delivered", 204)


def test_a_message_that_was_touched_proves_nothing(receiver, subscribe):
    webhook, secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    tick()
    headers, body = receiver.received[0]
    receiver.received[0] = (headers, body.replace(b"test", b"lies"))
    with pytest.raises(WebhookVerificationError):
        receiver.verified(secret)


def test_each_hears_of_what_is_its_own(receiver, subscribe, saint_denis, plaine_commune, elsewhere):
    here, there = make_list(commune=saint_denis), make_list(commune=elsewhere)
    hooks = {
        "all": subscribe()[0],
        "commune": subscribe(commune=saint_denis)[0],
        "group": subscribe(intercommunality=plaine_commune)[0],
        "department": subscribe(department=saint_denis.department)[0],
        "region": subscribe(region=saint_denis.department.region)[0],
        "list": subscribe(electoral_list=here)[0],
        "there": subscribe(electoral_list=there)[0],
    }
    commitment = make_commitment("published", electoral_list=here)
    hooks["pact"] = subscribe(pact=commitment.pact_version.pact)[0]
    report = make_report("published", commitment=commitment)
    tick()
    for name, hook in hooks.items():
        told = set(hook.deliveries.values_list("event", "object_ref"))
        assert (("reports.publish", report.ref) in told) == (name != "there"), name
        # The pact's came after the publication: it begins with what is to come.
        published = ("commitments.publish", commitment.ref) in told
        assert published == (name not in ("there", "pact")), name


def test_who_carries_on_hears_of_what_it_carries(receiver, subscribe, saint_denis, elsewhere):
    commitment = make_commitment("published", electoral_list=make_list(commune=saint_denis))
    make_mandate_change(
        "in_force",
        electoral_list=commitment.electoral_list,
        cause="merger",
        effect="carried_over",
        successor=elsewhere,
    )
    ain = elsewhere.department
    neighbour = Commune.objects.create(code="01004", name="Voisine", department=ain)
    hooks = {
        "from": subscribe(commune=saint_denis)[0],
        "to": subscribe(commune=elsewhere)[0],
        "region": subscribe(region=elsewhere.department.region)[0],
        "not": subscribe(commune=neighbour)[0],
    }
    commitment.refresh_from_db()
    report = make_report("published", commitment=commitment)
    tick()
    heard = {name for name, hook in hooks.items() if hook.deliveries.filter(object_ref=report.ref)}
    assert heard == {"from", "to", "region"}


def test_what_is_not_public_is_never_told(receiver, subscribe, saint_denis):
    webhook, _secret = subscribe()
    draft = make_commitment("in_review", electoral_list=make_list(commune=saint_denis))
    make_source(draft)
    make_report("submitted", commitment=make_commitment("published"))
    tick()
    told = set(webhook.deliveries.values_list("object_ref", flat=True))
    assert draft.ref not in told
    assert not webhook.deliveries.filter(event__startswith="reports.").exists()
    assert not webhook.deliveries.filter(event="evidence.add").exists()


def test_a_secret_is_kept_sealed_and_both_sign_for_a_day(receiver, subscribe, settings):
    webhook, first = subscribe()
    kept = " ".join(str(value) for value in Webhook.objects.values().get().values())
    assert first not in kept
    assert first.removeprefix("whsec_") not in kept
    webhook, second = managing.rotate_secret(ref=webhook.ref, by=webhook.user, version=1)
    managing.send_test(ref=webhook.ref, by=webhook.user)
    tick()
    assert receiver.verified(first) == receiver.verified(second)
    managing.send_test(ref=webhook.ref, by=webhook.user)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        delivering.send_due_messages()
        assert receiver.verified(second)
        with pytest.raises(WebhookVerificationError):
            receiver.verified(first)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, long enough for nobody to guess"
    assert secrets.opened(Webhook.objects.get().secret) == second
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Invalid):
        secrets.opened(Webhook.objects.get().secret)


def test_a_failure_waits_longer_each_time_and_ends(receiver, subscribe):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    receiver.answer = 500
    moment, waits = timedelta(0), []
    assert tick() == (0, 0, 1)
    assert tick() == (0, 0, 0), "not before its time"
    for minutes in delivering.WAITS:
        moment += timedelta(minutes=minutes, seconds=1)
        Webhook.objects.update(failing_since=None)
        waits.append(tick(moment))
    assert waits == [(0, 0, 1)] * len(delivering.WAITS)
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.tries) == ("failed", len(delivering.WAITS) + 1)
    assert {line["status"] for line in delivery.attempts} == {500}
    receiver.answer = 200
    managing.replay(ref=webhook.ref, delivery=delivery.ref, by=webhook.user)
    assert tick(moment + timedelta(hours=2)) == (0, 1, 0)
    ids = {headers["webhook-id"] for headers, _body in receiver.received}
    assert ids == {f"msg_{delivery.ref}"}
    assert Webhook.objects.get().failures == 0


def test_one_message_that_fails_does_not_hold_the_others_for_long(receiver, subscribe):
    webhook, _secret = subscribe()
    poison = managing.send_test(ref=webhook.ref, by=webhook.user)
    WebhookDelivery.objects.update(tries=6)
    receiver.answer = 500
    tick()
    receiver.answer = 200
    good = managing.send_test(ref=webhook.ref, by=webhook.user)
    assert tick(timedelta(minutes=2)) == (0, 1, 0)
    good.refresh_from_db()
    poison.refresh_from_db()
    assert (good.state, poison.state) == ("delivered", "waiting")


@pytest.mark.parametrize("status", [301, 302, 307, 308, 404, 503])
def test_only_a_2xx_is_an_acceptance_and_no_redirect_is_followed(receiver, subscribe, status):
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Location", "http://127.0.0.1:1/admin")
        handler.send_header("Retry-After", "7200")
        handler.end_headers()

    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    receiver.answer = answer
    assert tick() == (0, 0, 1)
    assert len(receiver.received) == 1
    delivery = WebhookDelivery.objects.get()
    assert delivery.attempts[0]["status"] == status
    assert delivery.leaves_after > timezone.now() + timedelta(minutes=119)


def test_an_answer_that_never_ends_is_cut(receiver):
    receiver.answer = drip
    target = addresses.read(receiver.url)
    answer = posting.post(target, "127.0.0.1", b"{}", {}, seconds=0.3)
    assert (answer.status, answer.problem) == (None, posting.TOO_SLOW)
    assert answer.milliseconds < 3000


def test_a_receiver_that_is_gone_is_paused_and_its_owner_told(receiver, subscribe):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    receiver.answer = 410
    tick()
    webhook.refresh_from_db()
    assert webhook.paused_at
    assert webhook.pause_reason == "HTTP 410"
    mail = OutboxMail.objects.get()
    assert mail.recipient == webhook.user
    assert "HTTP 410" in mail.body


def test_two_days_of_failures_pause_and_resuming_loses_nothing(receiver, subscribe, saint_denis):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    receiver.answer = 500
    tick()
    tick(timedelta(days=2, minutes=1))
    webhook.refresh_from_db()
    assert webhook.paused_at
    make_commitment("published")
    assert tick() == (0, 0, 0)
    receiver.answer = 200
    managing.resume(ref=webhook.ref, by=webhook.user, version=webhook.version)
    queued, delivered, failed = tick()
    assert queued > 0
    assert (delivered, failed) == (queued + 1, 0)
    assert "commitments.publish" in receiver.events()


def test_far_behind_it_is_told_to_read_by_itself(receiver, subscribe, saint_denis, monkeypatch):
    webhook, _secret = subscribe()
    webhook = managing.pause(ref=webhook.ref, by=webhook.user, version=1)
    make_commitment("published")
    monkeypatch.setattr(managing, "MOST_BEHIND", 1)
    managing.resume(ref=webhook.ref, by=webhook.user, version=2)
    tick()
    assert receiver.events() == ["resync"]
    said = json.loads(receiver.received[0][1])["data"]
    assert said["since"] == webhook.position


def test_a_claimed_message_is_sent_by_nobody_else(receiver, subscribe):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    WebhookDelivery.objects.update(claimed_until=timezone.now() + timedelta(seconds=60))
    assert tick() == (0, 0, 0)
    assert tick(timedelta(seconds=61)) == (0, 1, 0)


def test_nothing_is_told_twice(receiver, subscribe, saint_denis):
    subscribe()
    make_commitment("published")
    first = tick()
    assert first[0] == first[1] > 0
    assert tick() == (0, 0, 0)
    assert len(receiver.received) == first[1]


def test_filling_costs_the_same_for_three_as_for_one(
    subscribe, saint_denis, django_assert_max_num_queries
):
    subscribe()
    make_commitment("published", electoral_list=make_list(commune=saint_denis))
    for number in (1, 3):
        before = number_entries()
        for _ in range(number):
            make_commitment("published", electoral_list=make_list(commune=saint_denis))
            subscribe()
        number_entries()
        Webhook.objects.update(position=before)
        # 24, and one more INSERT when SQLite splits the rows.
        with django_assert_max_num_queries(25):
            assert delivering.queue_changes() > number


def test_who_may_and_whose(subscribe, receiver, stranger, dominique, saint_denis):
    program = person("Robot", "api_client")
    assert subscribe(program)
    with pytest.raises(NotAllowed):
        subscribe(stranger)
    webhook, _secret = subscribe()
    for do in (managing.pause, managing.rotate_secret, managing.end):
        with pytest.raises(Webhook.DoesNotExist):
            do(ref=webhook.ref, by=dominique, version=1)
        with pytest.raises(Stale):
            do(ref=webhook.ref, by=webhook.user, version=7)


def test_twenty_in_force_and_no_more(subscribe):
    made = [subscribe()[0] for _ in range(managing.MOST)]
    with pytest.raises(Invalid):
        subscribe()
    ended = managing.end(ref=made[0].ref, by=made[0].user, version=1)
    assert ended.secret == ""
    assert subscribe()


def test_an_address_of_the_inside_is_refused_when_it_is_given(camille, settings):
    for url in ("https://127.0.0.1/", "http://example.org/", "https://10.1.2.3/x"):
        with pytest.raises(Invalid) as refusal:
            managing.make_webhook(user=camille, by=camille, name="x", url=url, about={})
        assert set(refusal.value.errors) == {"url"}
    assert not Webhook.objects.exists()


def test_an_address_that_turned_inside_since_is_not_connected_to(receiver, subscribe, settings):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    settings.WEBHOOK_LOCAL_HOSTS = frozenset()
    assert tick() == (0, 0, 1)
    assert receiver.received == []


def test_messages_done_are_forgotten_after_thirty_days(receiver, subscribe):
    webhook, _secret = subscribe()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    tick()
    managing.send_test(ref=webhook.ref, by=webhook.user)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        assert delivering.forget_old() == 1
    assert WebhookDelivery.objects.get().state == "waiting"
