"""Requests for access: whose they are, and what is known of the town hall they name."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from communes.models import Contact
from pledges.models import AccessRequest


def requests_by(email: str) -> QuerySet[AccessRequest]:
    """What this address asked, decided or not."""
    return AccessRequest.objects.filter(email__iexact=email.strip()).order_by("pk")


def _of_the_same_place(asked: AccessRequest) -> QuerySet[AccessRequest]:
    return AccessRequest.objects.filter(
        commune=asked.commune, intercommunality=asked.intercommunality
    )


def last_checked(asked: AccessRequest) -> AccessRequest | None:
    """The latest request for the same territory that was checked with an official address."""
    others = _of_the_same_place(asked).filter(state="accepted").exclude(pk=asked.pk)
    return others.order_by("-state_at").first()


def handing_over(contact: Contact) -> AccessRequest | None:
    """The hand-over of this contact that the association is checking."""
    return AccessRequest.objects.filter(leaver=contact, state="requested").first()


def speaking_for(asked: AccessRequest) -> QuerySet[Contact]:
    """Who speaks today for the territory asked for."""
    today = timezone.localdate()
    contacts = Contact.objects.filter(Q(end=None) | Q(end__gte=today), start__lte=today)
    contacts = contacts.filter(commune=asked.commune, intercommunality=asked.intercommunality)
    return contacts.select_related("user").order_by("pk")
