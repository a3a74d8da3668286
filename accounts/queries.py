"""Which people, and what they hold."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import ApiToken, Invitation, User
from accounts.permissions import Permission
from accounts.policies import holds
from accounts.roles import ROLES, Role
from accounts.searching import among, begun_by, few, keys_with
from ledger.models import Entry

_OTHERS = [role.name for role in ROLES if role.name != "contact"]


def people() -> QuerySet[User]:
    """Every account with its groups (two queries whatever the number)."""
    return User.objects.prefetch_related("groups").order_by("name", "pk")


def roles_held(user: User) -> list[Role]:
    """The roles of a user, those that may do most first."""
    return [role for role in reversed(ROLES) if role.name in user.role_names]


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The keys a person made or was given, newest first, ended ones included."""
    return ApiToken.objects.filter(user=user).select_related("user").order_by("-pk")


def invitations_for(user) -> QuerySet[Invitation]:
    """Invitations `user` may handle: all of them, or those of municipal contacts alone."""
    rows = Invitation.objects.select_related("user", "created_by").prefetch_related("user__groups")
    if holds(user, Permission.MANAGE_ROLES):
        return rows
    held = User.groups.through.objects.filter(user=OuterRef("user"))
    # Asked of each row: read the other way, every contact would be.
    contacts = Exists(held.filter(group__name="contact"))
    return rows.filter(contacts, ~Exists(held.filter(group__name__in=_OTHERS)))


def of_people(rows: QuerySet[Invitation], words: list[str]) -> QuerySet[Invitation]:
    """Invitations of those where every one of `words` begins a word of the name or address."""
    words = [word for word in words if len(word) > 1]
    if not words:
        return rows
    keys = keys_with(User, "search_words", words)
    said = begun_by("user__search_words", words)
    return rows.filter(said if keys is None else Q(user__in=keys))


def with_role(rows: QuerySet[User], role: str) -> QuerySet[User]:
    """Those who hold a role: the few, or as people are read."""
    held = User.groups.through.objects.filter(group__name=role)
    keys = few(held.values_list("user", flat=True))
    if keys is None:
        return rows.filter(Exists(held.filter(user=OuterRef("pk"))))
    return rows.filter(pk__in=among(keys))


def in_invitation_state(rows: QuerySet[Invitation], state: str) -> QuerySet[Invitation]:
    """Those waiting, accepted, revoked or expired; all of them for any other word."""
    now, unanswered = timezone.now(), rows.filter(accepted_on=None, revoked_at=None)
    found = {
        "waiting": unanswered.filter(expires_on__gt=now),
        "expired": unanswered.filter(expires_on__lte=now),
        "accepted": rows.exclude(accepted_on=None),
        "revoked": rows.exclude(revoked_at=None),
    }
    return found.get(state, rows)


def invitation_expired(user) -> bool:
    """Was this person invited, never came, and is it too late (or was it revoked)?"""
    never = user.last_login is None
    unanswered = Invitation.objects.filter(user=user, accepted_on=None)
    late = Q(expires_on__lte=timezone.now()) | Q(revoked_at__isnull=False)
    return never and unanswered.filter(late).exists()


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


def version_of(user: User) -> int:
    """How many changes the ledger tells of an account, which has no version of its own."""
    return Entry.objects.filter(object_kind="user", object_ref=user.ref).count()
