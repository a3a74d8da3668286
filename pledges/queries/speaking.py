"""Who speaks for a territory beside oneself."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from communes.models import Commune, Contact, Intercommunality
from ledger.reading import just_done
from pledges.models import AccessRequest


@dataclass(slots=True)
class Speaking:
    """A territory with one's own right to speak for it, and the colleagues who speak for it too."""

    contact: Contact
    colleagues: list[Contact] = field(default_factory=list)
    # The hand-over that the association is checking.
    handing_over: AccessRequest | None = None
    # Until when one's own leaving, just said, can be taken back.
    stays_until: datetime | None = None

    @property
    def over(self) -> bool:
        """Has the last day passed?"""
        return self.contact.end is not None and self.contact.end < timezone.localdate()

    @property
    def territory(self) -> Commune | Intercommunality | None:
        return self.contact.commune or self.contact.intercommunality


def _contacts(since: date | None = None) -> QuerySet[Contact]:
    """Contacts whose time was not over on that day (today by default), those who come soon
    included."""
    rows = Contact.objects.filter(Q(end=None) | Q(end__gte=since or timezone.localdate()))
    rows = rows.select_related("user", "commune", "intercommunality")
    return rows.order_by("commune__search_name", "intercommunality__search_name", "start", "pk")


def speaking(user) -> list[Speaking]:
    """Each territory of the person, with those who speak for it too; three queries, one
    more for who leaves.

    Said just before midnight for the same day, a leaving is over on the next: until it cannot be
    taken back any more, the territory is still among these.
    """
    today = timezone.localdate()
    own = list(_contacts(timezone.localdate(_since())).filter(user=user, start__lte=today))
    just_left = _just_left(user, own)
    own = [one for one in own if one.end is None or one.end >= today or one.ref in just_left]
    communes = {one.commune_id for one in own if one.commune_id}
    groups = {one.intercommunality_id for one in own if one.intercommunality_id}
    around = Q(commune__in=communes) | Q(intercommunality__in=groups)
    others = list(_contacts().filter(around, user__is_active=True).exclude(user=user))
    asked = AccessRequest.objects.filter(leaver__in=own, state="requested")
    leaving = {one.leaver_id: one for one in asked}
    return [
        Speaking(
            one,
            [o for o in others if _place(o) == _place(one)],
            leaving.get(one.pk),
            just_left.get(one.ref),
        )
        for one in own
    ]


def _just_left(user, own: list[Contact]) -> dict[str, datetime]:
    """Reference of a contact → until when they may take back the last day they set themselves."""
    ending = [one for one in own if one.end is not None]
    entries = just_done("contact", ending, step="end", by=user) if ending else {}
    return {ref: entry.at + _grace() for ref, entry in entries.items()}


def _grace() -> timedelta:
    return timedelta(minutes=settings.OUTBOX_GRACE_MINUTES)


def _since() -> datetime:
    """What was decided since then can still be taken back."""
    return timezone.now() - _grace()


def open_contact(user, ref: str) -> Contact | None:
    """A right of this person to speak for a territory today, by its reference."""
    return _contacts().filter(user=user, start__lte=timezone.localdate(), ref=ref).first()


def _place(contact: Contact) -> tuple[int | None, int | None]:
    return contact.commune_id, contact.intercommunality_id
