"""What contacts are reminded of: replies awaited, commitments without news for a year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from communes.models import Commune, Contact, Intercommunality
from pledges.models import Assessment, Commitment, OutboxMail
from pledges.queries.mandates import holding
from pledges.queries.portal import SILENT_AFTER, is_silent

ACCURACY = "accuracy"


@dataclass(frozen=True, slots=True)
class Silence:
    """What a contact is asked about one territory; `key` names it in the outbox.

    `asked` is how many times this person was asked about it before.
    """

    person: User
    territory: Commune | Intercommunality
    key: str
    asked: int
    commitments: tuple[Commitment, ...]


def replies_awaited(now: datetime, days: int) -> QuerySet[Assessment]:
    """Assessments whose deadline comes in at most `days` days, with their reply if any."""
    return (
        Assessment.objects.filter(
            state="notified", reply_until__gt=now, reply_until__lte=now + timedelta(days=days)
        )
        .select_related(
            "commitment__electoral_list__commune", "commitment__intercommunality", "reply"
        )
        .order_by("reply_until", "pk")
    )


def silences(now: datetime) -> Iterator[Silence]:
    """One per contact of today and territory, unless asked within a year; at most three queries."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    contacts = list(
        Contact.objects.filter(
            Q(end=None) | Q(end__gte=today), start__lte=today, user__is_active=True
        )
        .select_related("user", "commune", "intercommunality")
        .order_by("pk")
    )
    groups = _silent_by_territory(contacts, now)
    if not groups:
        return
    asked = _asked(contacts)
    seen = set()
    for contact in contacts:
        territory = contact.commune or contact.intercommunality
        key = _key(territory)
        before = asked[contact.user_id, key]
        recent = bool(before) and max(before) > now - SILENT_AFTER
        if groups[key] and not recent and (contact.user_id, key) not in seen:
            seen.add((contact.user_id, key))
            yield Silence(contact.user, territory, key, len(before), tuple(groups[key]))


def _silent_by_territory(contacts: list[Contact], now: datetime) -> dict[str, list[Commitment]]:
    today = timezone.localdate(now, timezone.get_default_timezone())
    communes = {one.commune_id for one in contacts if one.commune_id}
    unions = {one.intercommunality_id for one in contacts if one.intercommunality_id}
    old = now - SILENT_AFTER
    rows = (
        holding(Commitment.objects)
        .filter(state="published", assessable=True, published_at__lt=old)
        .filter(
            Q(intercommunality=None, carried_to=None, electoral_list__commune__in=communes)
            | Q(carried_to__in=communes)
            | Q(intercommunality__in=unions, carried_to_group=None)
            | Q(carried_to_group__in=unions)
        )
        .select_related(
            "electoral_list__commune", "intercommunality", "carried_to", "carried_to_group"
        )
        .order_by("published_at", "pk")
    )
    groups = defaultdict(list)
    for one in rows:
        if is_silent(one, today):
            groups[_key(one.territory)].append(one)
    return groups


def _asked(contacts: list[Contact]) -> dict[tuple[int, str], list[datetime]]:
    people = {one.user_id for one in contacts}
    rows = OutboxMail.objects.filter(object_kind=ACCURACY, recipient__in=people)
    asked = defaultdict(list)
    for person, key, moment in rows.values_list("recipient", "object_ref", "queued_at"):
        asked[person, key].append(moment)
    return asked


def _key(territory: Commune | Intercommunality) -> str:
    """How a territory is named in the outbox, whose references are of eight characters."""
    return f"{'c' if isinstance(territory, Commune) else 'i'}{territory.pk}"
