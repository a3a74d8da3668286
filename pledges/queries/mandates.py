"""Mandates that changed before their end: what is concerned, and what the public reads of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from communes.enums import Outcome
from communes.models import Commune, Contact, Intercommunality
from communes.queries import has_conflict, members_of
from letters.enums import Level
from pledges.enums import MandateCause, MandateEffect
from pledges.models import Assessment, Commitment, MandateChange


@dataclass(frozen=True, slots=True)
class Concerned:
    """Everything a change of mandate is about, to be read before it is put in force.

    awaiting: assessments sent to those who would no longer speak, whose reply is awaited.
    """

    contacts: list[Contact]
    commitments: list[Commitment]
    awaiting: list[Assessment]

    @property
    def digest(self) -> str:
        """Changes as soon as somebody or something more is concerned."""
        said = [f"{one.ref}.{one.version}" for one in (*self.contacts, *self.commitments)]
        return hashlib.sha256(" ".join(said).encode()).hexdigest()[:32]


def concerned(change: MandateChange) -> Concerned:
    """Who speaks for the territory, now or soon, and what was promised for it."""
    commitments = list(_commitments(change))
    awaiting = Assessment.objects.none()
    if change.effect != MandateEffect.CARRIED_OVER:
        awaiting = Assessment.objects.filter(commitment__in=commitments, state="notified")
    related = awaiting.select_related("commitment").order_by("reply_until", "pk")
    return Concerned(list(_contacts(change)), commitments, list(related))


def _contacts(change: MandateChange) -> QuerySet[Contact]:
    if change.effect == MandateEffect.CARRIED_OVER and change.carries_on is None:
        # The same territory goes on: so do those who speak for it.
        return Contact.objects.none()
    # Whose time was already over has nothing to stop.
    today = timezone.localdate()
    rows = Contact.objects.filter(Q(end=None) | Q(end__gte=today), **_place(change))
    if change.carries_on is None:
        # Who was invited since speaks for what came after.
        rows = rows.filter(start__lt=change.since)
    return rows.select_related("user", "commune", "intercommunality").order_by("pk")


def _place(change: MandateChange) -> dict:
    """The territory of a change, as a filter of what names one of either kind."""
    return {"commune": change.commune, "intercommunality": change.intercommunality}


def _promised(change: MandateChange) -> QuerySet[Commitment]:
    """What the lists of that election promised at the level of the mandate, and for it."""
    rows = Commitment.objects.filter(electoral_list__election=change.election, level=change.level)
    if change.intercommunality_id:
        return rows.filter(intercommunality=change.intercommunality)
    return rows.filter(electoral_list__commune=change.commune)


def _commitments(change: MandateChange) -> QuerySet[Commitment]:
    rows = _promised(change).filter(state__in=["published", "withdrawn"])
    if change.cause == MandateCause.MAJORITY:
        # Lists of the minority had no power to carry out, and lose none.
        rows = rows.filter(electoral_list__outcome=Outcome.MAJORITY)
    return rows.select_related("electoral_list__commune").order_by("pk")


def told_of(commitment: Commitment) -> MandateChange | None:
    """The change in force that concerns a commitment published after it."""
    electoral_list = commitment.electoral_list
    rows = changes_for_desk().filter(election=electoral_list.election_id, state="in_force")
    if commitment.level == Level.COMMUNE:
        rows = rows.filter(commune=electoral_list.commune_id)
    else:
        rows = rows.filter(intercommunality=commitment.intercommunality_id)
    if electoral_list.outcome != Outcome.MAJORITY:
        rows = rows.exclude(cause=MandateCause.MAJORITY)
    return rows.first()


def marked(change: MandateChange) -> QuerySet[Commitment]:
    """What a change in force marked: one at most is in force of a mandate."""
    return _promised(change).filter(mandate__isnull=False)


def changes_for_desk() -> QuerySet[MandateChange]:
    return MandateChange.objects.select_related(
        "commune", "successor", "intercommunality", "successor_group", "election", "state_by"
    )


def in_force(territory: Commune | Intercommunality) -> QuerySet[MandateChange]:
    """Changes in force that a territory's page tells: of its own mandates, and carried to it."""
    if isinstance(territory, Commune):
        about = Q(commune=territory) | Q(successor=territory)
    else:
        about = Q(intercommunality=territory) | Q(successor_group=territory)
    return changes_for_desk().filter(about, state="in_force").order_by("-since", "-pk")


def silencing(user) -> list[MandateChange]:
    """Changes in force that ended this person's right to speak, and gave no other."""
    known = set(Contact.objects.filter(user=user).values_list("ref", flat=True))
    rows = changes_for_desk().filter(state="in_force").exclude(effect=MandateEffect.CARRIED_OVER)
    places = Q(commune__in=_places(user, "commune"))
    places |= Q(intercommunality__in=_places(user, "intercommunality"))
    changes = rows.filter(places).order_by("-since", "-pk")
    return [one for one in changes if known & {moved["contact"] for moved in one.moved}]


def _places(user, kind: str) -> QuerySet:
    return Contact.objects.filter(user=user).exclude(**{kind: None}).values(kind)


def tied_to(user, asked) -> bool:
    """Is `user` tied today to a commune that `asked` is about, to one that carries on, or to a
    member of such an intercommunality? asked: a MandateChange or an AccessRequest."""
    communes = {asked.commune_id, getattr(asked, "successor_id", None)} - {None}
    for group in (asked.intercommunality, getattr(asked, "successor_group", None)):
        communes |= set(members_of(group).values_list("pk", flat=True)) if group else set()
    return has_conflict(user, among=frozenset(communes))


def people_concerned(change: MandateChange) -> list[User]:
    """Who is told: those whose time it ended or moved, who speaks for the territory today, and for
    the one that carries on.
    """
    today = timezone.localdate()
    refs = [one["contact"] for one in change.moved]
    communes = [key for key in (change.commune_id, change.successor_id) if key]
    groups = [key for key in (change.intercommunality_id, change.successor_group_id) if key]
    places = Q(commune__in=communes) | Q(intercommunality__in=groups)
    rows = Contact.objects.filter(
        Q(ref__in=refs) | places & Q(start__lte=today) & (Q(end=None) | Q(end__gte=today))
    ).select_related("user")
    return [one.user for one in rows.order_by("pk")]


def holding(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those of `commitments` whose mandate goes on, whoever carries it."""
    return commitments.filter(
        Q(mandate__isnull=True) | Q(mandate__effect=MandateEffect.CARRIED_OVER)
    )


def put_back_by_lifting(change: MandateChange) -> list[tuple[Contact, bool]]:
    """Contacts a change in force ended; whether lifting it lets them speak again.

    It does not for those somebody changed since, or who came back by another way.
    """
    known = by_ref(one["contact"] for one in change.moved)
    back = {
        one.user_id for one in Contact.objects.filter(end=None, **_place(change)).only("user_id")
    }
    pairs = [(known[one["contact"]], one["version"]) for one in change.moved]
    return [
        (contact, contact.version == version and contact.user_id not in back)
        for contact, version in pairs
    ]


def by_ref(refs: Iterable[str]) -> dict[str, Contact]:
    rows = Contact.objects.filter(ref__in=list(refs)).select_related("user")
    return {one.ref: one for one in rows}
