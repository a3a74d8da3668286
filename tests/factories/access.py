"""Somebody of a town hall who has no account and asks for one."""

from itertools import count

from accounts.models import User
from communes.models import Commune, Intercommunality
from pledges.actions import letting_in
from pledges.models import AccessRequest
from tests.factories.commitments import REASON
from tests.factories.people import HOST, anyone
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
    """A request from an invented address, in `state`."""
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
