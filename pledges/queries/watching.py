"""Public changes as subscribers hear of them, and which of them each subscription wants."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet

from communes.models import (
    Commune,
    Department,
    ElectoralList,
    Intercommunality,
    Membership,
    Region,
)
from communes.queries import lists_in, resolve_commune
from letters.models import Letter
from letters.queries import public_texts
from pledges.models import (
    Assessment,
    Commitment,
    Evidence,
    Pact,
    Quote,
    Reply,
    Report,
    Signature,
    Webhook,
    WebhookDelivery,
)
from pledges.models.webhook import SUBJECTS
from pledges.queries import published
from pledges.queries.changes import EVERY, Change, changes_after

_PACT = "pact_version__pact"
# The last two: who carries on what another territory's list promised.
_ABOUT = ("electoral_list", "pact", "intercommunality", "commune", "intercommunality")
_OF_COMMITMENT = ("electoral_list", _PACT, "intercommunality", "carried_to", "carried_to_group")
# Resource → its rows, and the paths from one to its list, its pact, its intercommunality.
_PATHS: dict[str, tuple[type, str, tuple[str, ...]]] = {
    "commitments": (Commitment, "ref", _OF_COMMITMENT),
    "reports": (Report, "ref", tuple(f"commitment__{one}" for one in _OF_COMMITMENT)),
    "assessments": (Assessment, "ref", tuple(f"commitment__{one}" for one in _OF_COMMITMENT)),
    "replies": (Reply, "ref", tuple(f"assessment__commitment__{one}" for one in _OF_COMMITMENT)),
    "evidence": (Evidence, "ref", tuple(f"commitment__{one}" for one in _OF_COMMITMENT)),
    "passages": (Quote, "passage__ref", tuple(f"commitment__{one}" for one in _OF_COMMITMENT)),
    "signatures": (Signature, "ref", ("electoral_list", "campaign__pact_version__pact")),
    "letters": (Letter, "ref", ("electoral_list",)),
    "lists": (ElectoralList, "ref", ("pk",)),
}
# Resource → its public rows and where their reference is; the others are always public.
_PUBLIC = {
    "commitments": (published.public_commitments, "ref"),
    "reports": (published.public_reports, "ref"),
    "assessments": (published.public_assessments, "ref"),
    "replies": (published.public_replies, "ref"),
    "evidence": (published.public_evidence, "ref"),
    "passages": (published.public_passages, "ref"),
    "signatures": (published.public_signatures, "ref"),
    "letters": (public_texts, "letter__ref"),
    "lists": (lists_in, "ref"),
}


@dataclass(slots=True)
class Event:
    """A public change: what is said of it, and the rows it is about (field of Webhook → keys)."""

    change: Change
    deleted: bool
    fictitious: bool
    about: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def name(self) -> str:
        """Its kind for a receiver: "commitments.publish", "lists.update"…"""
        return f"{self.change.resource}.{self.change.step}"

    def concerns(self, webhook: Webhook) -> bool:
        """Is it within what this webhook is about? A whole resource changed at once is."""
        if self.change.ref == EVERY:
            return True
        keys = {name: getattr(webhook, f"{name}_id") for name in SUBJECTS}
        return all(key in self.about[name] for name, key in keys.items() if key is not None)

    def message(self) -> dict:
        """What is sent (Standard Webhooks: type, timestamp, data). Thin: the row is at `url`."""
        change, parent = self.change, self.change.parent
        whole = change.ref == EVERY
        path = f"{change.resource}/" if whole else f"{change.resource}/{change.ref}/"
        return {
            "type": self.name,
            "timestamp": change.entry.at.isoformat(),
            "data": {
                "seq": change.number,
                "resource": change.resource,
                "ref": change.ref,
                "step": change.step,
                "reason": change.reason,
                "parent": dict(zip(("resource", "ref"), parent, strict=True)) if parent else None,
                "deleted": self.deleted,
                "fictitious": self.fictitious,
                "url": f"{settings.BASE_URL}/api/v1/{path}",
            },
        }


def events_after(number: int, limit: int) -> tuple[list[Event], int]:
    """Events of the next `limit` numbers, and the last number they cover; as `changes_after`."""
    changes, last = changes_after(number, limit)
    return events_of(changes), last


def events_of(changes: Iterable[Change]) -> list[Event]:
    """The changes that anybody may hear of, with what each is about.

    What was never public is left out: of a draft, only the silence.
    """
    refs = defaultdict(set)
    for change in changes:
        refs[change.resource].add(change.ref)
    public = {name: _public(name, wanted) for name, wanted in refs.items()}
    events = []
    for change in changes:
        there = change.ref == EVERY or change.ref in public[change.resource]
        if there or change.step not in ("update", "add"):
            events.append(Event(change, deleted=not there, fictitious=False))
    _say_about(events, refs)
    return events


def _public(resource: str, wanted: set[str]) -> set[str]:
    if resource not in _PUBLIC:
        return wanted
    rows, key = _PUBLIC[resource]
    found = rows().filter(**{f"{key}__in": wanted - {EVERY}}).order_by()
    return set(found.values_list(key, flat=True))


def _say_about(events: list[Event], refs: dict[str, set[str]]) -> None:
    """Fill `about` and `fictitious`: one query per resource, then three for the territories."""
    named = {
        (event.change.resource, event.change.ref): []
        for event in events
        if event.change.resource in _PATHS
    }
    for event in events:
        named.get((event.change.resource, event.change.ref), []).append(event)
    for resource, wanted in refs.items():
        if resource not in _PATHS:
            continue
        model, key, paths = _PATHS[resource]
        invented = "commitment__fictitious" if resource == "passages" else "fictitious"
        rows = model._default_manager.filter(**{f"{key}__in": wanted})
        for ref, fictitious, *values in rows.values_list(key, invented, *paths):
            for event in named.get((resource, ref), []):
                event.fictitious = event.fictitious or fictitious
                for name, value in zip(_ABOUT, values, strict=False):
                    if value is not None:
                        event.about[name].add(value)
    _add_territories(events)


def _add_territories(events: list[Event]) -> None:
    keys = {key for event in events for key in event.about["electoral_list"]}
    lists = dict(ElectoralList.objects.filter(pk__in=keys).values_list("pk", "commune"))
    for event in events:
        event.about["commune"] |= {lists[key] for key in event.about["electoral_list"]}
    communes = {key for event in events for key in event.about["commune"]}
    places = {
        pk: rest
        for pk, *rest in Commune.objects.filter(pk__in=communes).values_list(
            "pk", "department", "department__region"
        )
    }
    groups = defaultdict(set)
    open_now = Membership.objects.filter(Q(end=None), commune__in=communes)
    for commune, group in open_now.values_list("commune", "intercommunality"):
        groups[commune].add(group)
    for event in events:
        for commune in event.about["commune"]:
            department, region = places[commune]
            event.about["department"].add(department)
            event.about["region"].add(region)
            event.about["intercommunality"] |= groups[commune]


def webhooks_of(user) -> QuerySet[Webhook]:
    """The webhooks of a person that were not ended, the newest first."""
    return Webhook.objects.filter(user=user, ended_at=None).select_related(*SUBJECTS)


def subject(name: str, key: str):
    """What a webhook may be about: (field of Webhook, public identifier) → row, or None."""
    model, identifier = _SUBJECTS[name]
    if "\x00" in key:
        return None
    if model is Commune:
        resolution = resolve_commune(key)
        return resolution.commune if resolution else None
    return model._default_manager.filter(**{identifier: key}).first()


_SUBJECTS: dict[str, tuple[type, str]] = {
    "commune": (Commune, "code"),
    "intercommunality": (Intercommunality, "siren"),
    "department": (Department, "code"),
    "region": (Region, "code"),
    "electoral_list": (ElectoralList, "ref"),
    "pact": (Pact, "slug"),
}


def identifier_of(name: str, row) -> str:
    """The public identifier of what a webhook is about."""
    return getattr(row, _SUBJECTS[name][1])


def following() -> QuerySet[Webhook]:
    """Webhooks that are told of changes: neither paused nor ended, of people who may sign in."""
    return Webhook.objects.filter(paused_at=None, ended_at=None, user__is_active=True)


def deliveries_of(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """The messages of a webhook, the newest first."""
    return WebhookDelivery.objects.filter(webhook=webhook).order_by("-pk")
