"""Where a person is in the database: their accounts, their rows, and texts that name them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from accounts.models import Presence, User
from pledges.queries.person_places import EMPTIED, GO_WHEN_NAMED, KEPT, ROWS_GO, SCRUBBED


@dataclass(frozen=True)
class Person:
    """The accounts of one person, the one that is kept first."""

    accounts: tuple[User, ...]

    @property
    def user(self) -> User:
        return self.accounts[0]

    @cached_property
    def words(self) -> re.Pattern:
        """E-mail addresses and full names. A single first name would be found in other lives."""
        emails = {re.escape(one.email) for one in self.accounts}
        names = {r"\s+".join(map(re.escape, one.name.split())) for one in self.accounts}
        names = {name for name in names if r"\s+" in name}
        either = "|".join(sorted(emails | names, key=len, reverse=True))
        return re.compile(rf"(?<![\w.+-])(?:{either})(?!\w)", re.IGNORECASE)


def person_of(email: str) -> Person | None:
    """Everyone this address stands for: an account, and those merged with it; None if unknown."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        return None
    while user.duplicate_of is not None:
        user = user.duplicate_of
    found, ring = [user], [user.pk]
    while ring:
        more = list(User.objects.filter(duplicate_of__in=ring).order_by("pk"))
        found, ring = found + more, [one.pk for one in more]
    return Person(tuple(found))


def own_rows(label: str, path: str, person: Person) -> models.QuerySet:
    """Rows of a model that belong to the person by `path`."""
    return _model(label)._default_manager.filter(**{f"{path}__in": person.accounts})


def presences_of(person: Person) -> models.QuerySet:
    return Presence.objects.filter(user_ref__in=[one.ref for one in person.accounts])


def sessions_of(person: Person) -> list[Session]:
    """Sessions signed in as the person, or where their address was typed; each is decoded."""
    keys = {str(one.pk) for one in person.accounts}
    found = []
    for session in Session.objects.iterator(chunk_size=500):
        content = session.get_decoded()
        said = json.dumps(content, ensure_ascii=False, default=str)
        if content.get("_auth_user_id") in keys or person.words.search(said):
            found.append(session)
    return found


def mentions(place: str, person: Person) -> Iterator[tuple[object, object]]:
    """(key, value) of each row whose column `place` (app.Model.field) names the person.

    Read in Python: SQLite folds only ASCII, and a name missed is a name kept.
    """
    label, _, name = place.rpartition(".")
    rows = _model(label)._default_manager.order_by("pk").values_list("pk", name)
    for key, value in rows.iterator(chunk_size=1000):
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if said and person.words.search(said):
            yield key, value


@dataclass(frozen=True)
class Found:
    """What erasure does (`how`) with `count` rows of `place`, and why when they are kept."""

    how: str
    place: str
    count: int
    keys: tuple = ()
    why: str = ""


def everywhere(person: Person) -> Iterator[Found]:
    """Every place where the person is, with what erasure does there."""
    yield Found("pseudonymised", "accounts.User", len(person.accounts))
    for label, path in ROWS_GO.items():
        yield from _some("deleted", label, own_rows(label, path, person).count())
    yield from _some("deleted", "accounts.Presence", presences_of(person).count())
    yield from _some("deleted", "sessions.Session", len(sessions_of(person)))
    for label, (path, columns) in EMPTIED.items():
        place = f"{label} ({', '.join(columns)})"
        yield from _some("emptied", place, own_rows(label, path, person).count())
    for how, places in (("replaced", SCRUBBED), ("deleted", GO_WHEN_NAMED)):
        yield from _named(how, sorted(places), person)
    yield from _named("kept", sorted(KEPT), person)
    for label, names in pointers():
        for name in names:
            count = own_rows(label, name, person).count()
            yield from _some("points to the pseudonym", f"{label}.{name}", count)


def pointers() -> Iterator[tuple[str, list[str]]]:
    """Models whose rows stay, with their keys to a user."""
    for model in apps.get_models():
        names = [one.name for one in model._meta.fields if one.related_model is User]
        if names and model._meta.label not in ROWS_GO:
            yield model._meta.label, names


def _named(how: str, places: Iterable[str], person: Person) -> Iterator[Found]:
    for place in places:
        keys = tuple(key for key, _value in mentions(place, person))
        if keys:
            yield Found(how, place, len(keys), keys, KEPT.get(place, ""))


def _some(how: str, place: str, count: int) -> Iterator[Found]:
    if count:
        yield Found(how, place, count)


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)
