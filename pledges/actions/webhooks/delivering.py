"""Filling the webhooks from the public changes, and sending what is due, with patience.

At least once: a message whose answer was lost leaves again under the same id. Never in a
transaction: on SQLite one that waits for a stranger's server would hold every writer.
"""

import json
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ledger.refusals import Invalid
from ledger.sequencing import number_entries
from pledges.actions._apply import queue_mails
from pledges.actions.webhooks.addresses import read, resolve
from pledges.actions.webhooks.managing import keep
from pledges.actions.webhooks.posting import Answer, post
from pledges.actions.webhooks.secrets import signatures
from pledges.enums import DeliveryState
from pledges.models import Webhook, WebhookDelivery
from pledges.queries.watching import Event, events_after, following

PAGE = 500
# Minutes before each new try: two days in all.
WAITS = (1, 5, 30, 120, 300, 600, 900, 900)
KEPT = timedelta(days=30)
PATIENCE = timedelta(days=2)
LONGEST_REST = timedelta(hours=1)
# Longer than a POST may last: whoever holds a message past it has died.
CLAIM = timedelta(minutes=2)
LOGGED = 20
GONE = 410


def queue_changes() -> int:
    """Write the messages of every public change since last time; returns how many.

    Webhooks at the same number are filled together; each moves on with its messages, or not.
    """
    end, queued = number_entries(), 0
    while True:
        behind = following().filter(position__lt=end).order_by("position")
        position = behind.values_list("position", flat=True).first()
        if position is None:
            return queued
        events, last = events_after(position, PAGE)
        queued += _queue(position, events, max(last, position + 1))


@transaction.atomic
def _queue(position: int, events: list[Event], last: int) -> int:
    # Locked: of two runs at once the second finds that these have moved on.
    hooks = list(following().select_for_update(of=("self",)).filter(position=position))
    rows = [_message(hook, event) for event in events for hook in hooks if event.concerns(hook)]
    WebhookDelivery.objects.bulk_create(rows)
    Webhook.objects.filter(pk__in=[hook.pk for hook in hooks]).update(position=last)
    return len(rows)


def _message(hook: Webhook, event: Event) -> WebhookDelivery:
    return WebhookDelivery(
        webhook=hook,
        number=event.change.number,
        event=event.name,
        object_ref=event.change.ref,
        body=json.dumps(event.message(), ensure_ascii=False, separators=(",", ":")),
    )


def due() -> QuerySet[WebhookDelivery]:
    """Messages that may leave now, the oldest first."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rested = Q(webhook__rests_until=None) | Q(webhook__rests_until__lte=now)
    waiting = WebhookDelivery.objects.filter(state=DeliveryState.WAITING, leaves_after__lte=now)
    return waiting.filter(free, rested, webhook__in=following()).order_by("leaves_after", "pk")


def send_due_messages(limit: int = 500, seconds: float = 50) -> tuple[int, int]:
    """Send what is due; returns (delivered, failed). Stops after `seconds`, the rest waits.

    A webhook that fails rests: its other messages are not tried in this run.
    """
    stop, delivered, failed = time.monotonic() + seconds, 0, 0
    resting: set[int] = set()
    for pk, hook in list(due().values_list("pk", "webhook")[:limit]):
        if time.monotonic() > stop:
            break
        if hook in resting:
            continue
        outcome = _send(pk)
        delivered += outcome is True
        if outcome is False:
            failed += 1
            resting.add(hook)
    return delivered, failed


def forget_old() -> int:
    """Take away messages done for thirty days; returns how many."""
    old = timezone.now() - KEPT
    return WebhookDelivery.objects.filter(done_on__lt=old).delete()[0]


def _send(pk: int) -> bool | None:
    """Claim, send, write down. True delivered, False not, None when somebody else has it."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = WebhookDelivery.objects.filter(free, pk=pk, state=DeliveryState.WAITING)
    if not waiting.update(claimed_until=now + CLAIM):
        return None
    message = WebhookDelivery.objects.select_related("webhook").get(pk=pk)
    answer = _posted(message)
    with transaction.atomic():
        hook = Webhook.objects.select_for_update(of=("self",)).get(pk=message.webhook_id)
        _write_down(message, answer)
        if answer.accepted:
            _trust_again(hook)
        else:
            _rest(hook, answer)
    return answer.accepted


def _posted(message: WebhookDelivery) -> Answer:
    hook, now = message.webhook, timezone.now()
    identity = f"msg_{message.ref}"
    try:
        target = read(hook.url)
        address = resolve(target)
        signature = signatures(hook, identity, now, message.body)
    except Invalid as refusal:
        return Answer(None, str(refusal.reason), 0)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Pacte-Webhooks/1",
        "webhook-id": identity,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    return post(target, address, message.body.encode(), headers)


def _write_down(message: WebhookDelivery, answer: Answer) -> None:
    now = timezone.now()
    line = {
        "on": now.isoformat(timespec="seconds"),
        "status": answer.status,
        "ms": answer.milliseconds,
        "problem": answer.problem,
    }
    message.tries += 1
    message.attempts = [*message.attempts, line][-LOGGED:]
    message.claimed_until = None
    if answer.accepted:
        message.state, message.done_on = DeliveryState.DELIVERED, now
    elif message.tries > len(WAITS):
        message.state, message.done_on = DeliveryState.FAILED, now
    else:
        message.leaves_after = now + _wait(message.tries, answer)
    message.save(
        update_fields=["tries", "attempts", "claimed_until", "state", "done_on", "leaves_after"]
    )


def _wait(tries: int, answer: Answer) -> timedelta:
    """The next wait of the ladder, or what the receiver asks for, a day at most."""
    asked = timedelta(seconds=min(answer.retry_after, 86_400))
    return max(timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1]), asked)


def _trust_again(hook: Webhook) -> None:
    if hook.failures:
        hook.failures, hook.failing_since, hook.rests_until = 0, None, None
        hook.save(update_fields=["failures", "failing_since", "rests_until"])


def _rest(hook: Webhook, answer: Answer) -> None:
    """Let a failing receiver rest; pause it when it is gone, or fails for two days."""
    now = timezone.now()
    hook.failures += 1
    hook.failing_since = hook.failing_since or now
    # An hour at most: a message that fails alone must not hold the others for its own long wait.
    hook.rests_until = now + min(_wait(hook.failures, answer), LONGEST_REST)
    hook.save(update_fields=["failures", "failing_since", "rests_until"])
    gone = answer.status == GONE
    if hook.paused_at is None and (gone or now - hook.failing_since > PATIENCE):
        said = answer.problem or f"HTTP {answer.status}"
        hook.paused_at, hook.pause_reason = now, said[:200]
        keep(hook, "pause", None)
        queue_mails("webhook", "pause", hook, by=None, reason=said)
