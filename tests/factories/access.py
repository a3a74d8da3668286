"""Somebody of a town hall who has no account and asks for one."""

from itertools import count

from django.utils import timezone

from accounts.models import User
from communes.models import Commune, Contact, Intercommunality
from pledges.actions import handing_over, letting_in
from pledges.models import AccessRequest
from tests.factories.commitments import REASON
from tests.factories.people import HOST, anyone, make_contact, somebody
from tests.factories.places import make_commune

_numbers = count(1)


def make_access_request(
    state: str = "requested",
    *,
    territory: Commune | Intercommunality | None = None,
    email: str = "",
    name: str = "Prénom Inventé",
    by: User | None = None,
) -> AccessRequest:
    """A request from an invented address, in `state`; cancelled, a hand-over taken back."""
    if state == "cancelled":
        return _taken_back(territory or make_commune(), name)
    asked = letting_in.ask_access(
        territory=territory or make_commune(),
        name=name,
        office="Service inventé",
        email=email or f"mairie{next(_numbers)}@{HOST}",
        quality="agent",
    )
    if state == "requested":
        return asked
    by = by or anyone("moderator")
    if state == "refused":
        return letting_in.refuse(ref=asked.ref, by=by, version=asked.version, reason=REASON)
    return letting_in.accept(
        ref=asked.ref, by=by, version=asked.version, given={"checked_with": f"mairie@{HOST}"}
    )


def _taken_back(territory: Commune | Intercommunality, name: str) -> AccessRequest:
    leaver = make_contact(territory, user=somebody("contact"))
    asked = handing_over.hand_over(
        contact=Contact.objects.get(user=leaver),
        last_day=timezone.localdate(),
        by=leaver,
        check=letting_in.check,
        name=name,
        office="Service inventé",
        email=f"mairie{next(_numbers)}@{HOST}",
        quality="agent",
    )
    return handing_over.cancel(ref=asked.ref, by=leaver, version=asked.version)
