"""A person's webhooks: made (the secret shown once), paused, ended, their messages replayed."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policies import role_of
from ledger.recording import record
from ledger.refusals import STALE, IllegalStep, Invalid, NotAllowed, Stale
from ledger.sequencing import number_entries
from ledger.steps import gettext_noop
from pledges.actions.webhooks.addresses import read, resolve
from pledges.actions.webhooks.secrets import new_secret, sealed
from pledges.enums import DeliveryState
from pledges.models import Webhook, WebhookDelivery
from pledges.models.webhook import SUBJECTS
from pledges.policies import may_hold_webhooks

MOST = 20
MOST_BEHIND = 10_000
OVERLAP = timedelta(hours=24)
NAME = gettext_noop("Say what this webhook is for.")
SUBJECT = gettext_noop("A webhook is about one thing, or about everything.")
TOO_MANY = gettext_noop("Twenty webhooks are in force already: end one first.")
PAUSED = gettext_noop("This webhook is paused already.")
NOT_PAUSED = gettext_noop("This webhook is not paused.")
ENDED = gettext_noop("This webhook has ended.")
LEAVING = gettext_noop("This message is leaving already.")


def make_webhook(*, user: User, name: str, url: str, about: dict, by: User) -> tuple[Webhook, str]:
    """Subscribe `user`; returns (row, the secret, which nothing can show again).

    about: field of Webhook → row, one at most; empty for everything. Begins with the changes to
    come. Raises NotAllowed, or Invalid with `errors` by field.
    """
    decision = may_hold_webhooks(by)
    if not decision or user.pk != by.pk:
        raise NotAllowed(decision.reason)
    # The name is asked outside the transaction: a slow answer must hold no lock.
    errors = _errors(name, about) | _wrong_with(url)
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    position = number_entries()
    with transaction.atomic():
        # One at a time per person: the count below must not be passed by two clicks at once.
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if Webhook.objects.filter(user=user, ended_at=None).count() >= MOST:
            raise Invalid(TOO_MANY, errors={"name": TOO_MANY})
        secret = new_secret()
        row = Webhook.objects.create(
            user=user,
            name=name.strip(),
            url=url,
            secret=sealed(secret),
            position=position,
            created_by=by,
            **about,
        )
        _record(row, "create", by)
    return row, secret


def rotate_secret(*, ref: str, by: User, version: int) -> tuple[Webhook, str]:
    """Give another secret; both sign for a day, so that the receiver changes when it can."""
    with transaction.atomic():
        row, secret = _held(ref, by, version), new_secret()
        row.previous_secret, row.previous_until = row.secret, timezone.now() + OVERLAP
        row.secret = sealed(secret)
        keep(row, "rotate_secret", by)
    return row, secret


@transaction.atomic
def pause(*, ref: str, by: User, version: int) -> Webhook:
    """Send nothing until it is resumed; what changes in between waits."""
    row = _held(ref, by, version)
    if row.paused_at is not None:
        raise IllegalStep(PAUSED)
    row.paused_at, row.paused_by, row.pause_reason = timezone.now(), by, ""
    keep(row, "pause", by)
    return row


@transaction.atomic
def resume(*, ref: str, by: User, version: int) -> Webhook:
    """Send again: first what waited, then what changed in between.

    Behind by too many changes to tell one by one, it is told to read them itself ("resync").
    """
    row, end = _held(ref, by, version), number_entries()
    if row.paused_at is None:
        raise IllegalStep(NOT_PAUSED)
    if end - row.position > MOST_BEHIND:
        address = f"{settings.BASE_URL}/api/v1/changes/?since={row.position}"
        _queue_own(row, "resync", {"since": row.position, "url": address})
        row.position = end
    WebhookDelivery.objects.filter(webhook=row, state=DeliveryState.WAITING).update(
        leaves_after=timezone.now(), tries=0
    )
    row.paused_at = row.paused_by = row.failing_since = row.rests_until = None
    row.pause_reason, row.failures = "", 0
    keep(row, "resume", by)
    return row


@transaction.atomic
def end(*, ref: str, by: User, version: int) -> Webhook:
    """Send nothing ever again; its secrets are forgotten."""
    row = _held(ref, by, version)
    row.ended_at, row.ended_by = timezone.now(), by
    row.secret = row.previous_secret = ""
    keep(row, "end", by)
    WebhookDelivery.objects.filter(webhook=row, state=DeliveryState.WAITING).delete()
    return row


@transaction.atomic
def send_test(*, ref: str, by: User) -> WebhookDelivery:
    """Queue a message of type "test": it follows the way of every other."""
    row = _held(ref, by)
    return _queue_own(row, "test", {"webhook": row.ref})


@transaction.atomic
def replay(*, ref: str, delivery: str, by: User) -> WebhookDelivery:
    """Send a message once more, under the same id: a receiver that knows it may let it go.

    Raises WebhookDelivery.DoesNotExist when it is not one of this webhook's.
    """
    row = _held(ref, by)
    message = WebhookDelivery.objects.select_for_update(of=("self",)).get(webhook=row, ref=delivery)
    if message.state == DeliveryState.WAITING:
        raise IllegalStep(LEAVING)
    message.state, message.tries, message.done_on = DeliveryState.WAITING, 0, None
    message.leaves_after, message.claimed_until = timezone.now(), None
    message.save(update_fields=["state", "tries", "done_on", "leaves_after", "claimed_until"])
    return message


def _held(ref: str, by: User, version: int | None = None) -> Webhook:
    """Lock the webhook `ref` of `by`; somebody else's is like one that never was."""
    row = Webhook.objects.select_for_update(of=("self",)).get(ref=ref, user=by)
    if row.ended_at is not None:
        raise IllegalStep(ENDED)
    decision = may_hold_webhooks(by)
    if not decision:
        raise NotAllowed(decision.reason)
    if version is not None and row.version != version:
        raise Stale(STALE, seen=version, current=row.version)
    return row


def _queue_own(row: Webhook, event: str, data: dict) -> WebhookDelivery:
    """A message that no change caused."""
    moment = timezone.now()
    delivery = WebhookDelivery(webhook=row, number=row.position, event=event, leaves_after=moment)
    delivery.object_ref = delivery.ref
    said = {"type": event, "timestamp": moment.isoformat(), "data": data}
    delivery.body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    delivery.save(force_insert=True)
    return delivery


def keep(row: Webhook, step: str, by: User | None) -> None:
    """Save a locked webhook as its next version, with its ledger entry."""
    row.version += 1
    row.save()
    _record(row, step, by)


def _record(row: Webhook, step: str, by: User | None) -> None:
    # Neither the name nor the address, a person's own words: this table can never be erased.
    record(
        kind="webhook",
        ref=row.ref,
        version=row.version,
        step=step,
        by=by,
        role=role_of(by),
        snapshot={"user": row.user.ref},
    )


def _errors(name: str, about: dict) -> dict:
    errors = {}
    if not name.strip() or len(name.strip()) > 100 or "\x00" in name:
        errors["name"] = NAME
    if len(about) > 1 or not set(about) <= set(SUBJECTS):
        errors["about"] = SUBJECT
    return errors


def _wrong_with(url: str) -> dict:
    try:
        resolve(read(url))
    except Invalid as refusal:
        return {"url": refusal.reason}
    return {}
