"""Who of a territory is written to."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from communes.models import Commune, Contact


def contacts_of(commitment) -> list[User]:
    """The people who speak today for the territory of a commitment."""
    territory = commitment.territory
    where = "commune" if isinstance(territory, Commune) else "intercommunality"
    today = timezone.localdate()
    contacts = Contact.objects.filter(
        Q(end=None) | Q(end__gte=today), start__lte=today, **{where: territory}
    ).select_related("user")
    return [contact.user for contact in contacts.order_by("pk")]
