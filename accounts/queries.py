"""Which people, and what they hold."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import ROLES, Role


def people() -> QuerySet[User]:
    """Every account with its groups (two queries whatever the number)."""
    return User.objects.prefetch_related("groups").order_by("name", "pk")


def roles_held(user: User) -> list[Role]:
    """The roles of a user, those that may do most first."""
    return [role for role in reversed(ROLES) if role.name in user.role_names]
