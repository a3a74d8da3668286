"""Which people, and what they hold."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
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


# The first that is found in what a browser says of itself; each claims to be the older ones too.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome"}
_BROWSERS |= {"Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
_SYSTEMS |= {"Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in force: since when, on what, from where; shared: it ends with the browser."""

    pk: int
    since: datetime
    browser: str
    system: str
    ip: str
    current: bool
    shared: bool


def sessions_of(user: User, current_key: str) -> list[OpenSession]:
    """Where an account is open, the session in use first; those that ended are forgotten."""
    rows = UserSession.objects.purge_and_list(user)
    rows.sort(key=lambda row: (row.session_key != current_key, -row.pk))
    return [
        OpenSession(
            pk=row.pk,
            since=row.created_at,
            browser=_named(row.user_agent, _BROWSERS),
            system=_named(row.user_agent, _SYSTEMS),
            ip=row.ip,
            current=row.session_key == current_key,
            shared=SessionStore(row.session_key).get_expire_at_browser_close(),
        )
        for row in rows
    ]


def _named(agent: str, names: dict[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
