"""Which people, and what they hold."""

from django.db.models import QuerySet

from accounts.models import ApiToken, User
from accounts.roles import ROLES, Role


def people() -> QuerySet[User]:
    """Every account with its groups (two queries whatever the number)."""
    return User.objects.prefetch_related("groups").order_by("name", "pk")


def roles_held(user: User) -> list[Role]:
    """The roles of a user, those that may do most first."""
    return [role for role in reversed(ROLES) if role.name in user.role_names]


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The keys a person made or was given, newest first, ended ones included."""
    return ApiToken.objects.filter(user=user).select_related("user").order_by("-pk")
