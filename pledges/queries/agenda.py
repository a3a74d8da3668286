"""Whose a calendar's secret address is."""

from accounts.actions.tokens import digest
from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from communes.queries import territory_keys_of
from pledges.models import CalendarFeed


def has_feed(user) -> bool:
    return CalendarFeed.objects.filter(user=user).exists()


def owner_of(secret: str) -> User | None:
    """The person of this secret, while they speak for a territory; None for any other."""
    row = (
        CalendarFeed.objects.filter(digest=digest(secret), user__is_active=True)
        .select_related("user")
        .first()
    )
    if row is None or not holds(row.user, Permission.REPORT) or not territory_keys_of(row.user):
        return None
    return row.user
