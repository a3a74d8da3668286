"""Who of a territory is written to."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from communes.models import Commune, Contact
from pledges.policies import territory_of


def contacts_of(commitment) -> list[User]:
    """The people who speak today for the territory of a commitment."""
    territory = territory_of(commitment)
    where = "commune" if isinstance(territory, Commune) else "intercommunality"
    today = timezone.localdate()
    contacts = Contact.objects.filter(
        Q(end=None) | Q(end__gte=today), start__lte=today, **{where: territory}
    ).select_related("user")
    return [contact.user for contact in contacts.order_by("pk")]
