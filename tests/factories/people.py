"""People: one per role and number, made once; or somebody new."""

from datetime import date
from itertools import count

from accounts.actions.roles import create_user
from accounts.models import User
from communes.actions.contacts import add_contact
from communes.enums import ContactQuality
from communes.models import Commune, Contact, Intercommunality

HOST = "factories.example"
_numbers = count(1)


def anyone(role: str, number: int = 1) -> User:
    """The `number`-th holder of `role` in this database, made when there is none."""
    email = f"{role}{number}@{HOST}"
    found = User.objects.filter(email=email).first()
    return found or create_user(
        email=email, name=f"{role} {number}", roles=[role] if role else [], fictitious=True
    )


def somebody(*roles: str) -> User:
    """Somebody nobody else uses, holding `roles`."""
    number = next(_numbers)
    return create_user(
        email=f"somebody{number}@{HOST}", name=f"Somebody {number}", roles=roles, fictitious=True
    )


def make_contact(
    territory: Commune | Intercommunality,
    *,
    user: User | None = None,
    start: date = date(2020, 1, 1),
    end: date | None = None,
) -> User:
    """A user who speaks for `territory`; the one there is when no `user` is given."""
    where = "commune" if isinstance(territory, Commune) else "intercommunality"
    if user is None:
        known = Contact.objects.filter(end=None, **{where: territory}).order_by("pk").first()
        if known is not None:
            return known.user
    user = user or somebody("contact")
    add_contact(
        user=user,
        quality=ContactQuality.AGENT,
        start=start,
        end=end,
        fictitious=True,
        **{where: territory},
    )
    return user
