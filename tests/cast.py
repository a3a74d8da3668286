"""The cast: the same few people and places in every test, each with one role."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from django.apps import apps
from django.db import connections
from django.test import TransactionTestCase

from ledger.immutability import _create, _drop

# An address that cannot receive mail, whatever a test forgets to shut.
HOST = "cast.example"
ELECTION = "municipales-2026"
ROUNDS = (date(2026, 3, 15), date(2026, 3, 22))


@pytest.fixture
def anonymous() -> None:
    """Somebody who did not sign in."""
    return None


def person(name: str, *roles: str):
    """Create a user who can only be signed in by `client.force_login`: no password is hashed."""
    from accounts.actions.roles import create_user

    email = f"{name.lower().replace(' ', '.')}@{HOST}"
    return create_user(email=email, name=name, roles=roles, fictitious=True)


@pytest.fixture
def stranger(db):
    """Signed in, and holding no role."""
    return person("Sacha")


@pytest.fixture
def volunteer(db):
    return person("Victoire", "volunteer")


@pytest.fixture
def moderator(db):
    return person("Maxence", "moderator")


@pytest.fixture
def second_moderator(db):
    return person("Mahaut", "moderator")


@pytest.fixture
def coordinator(db):
    return person("Coline", "coordinator")


@pytest.fixture
def second_coordinator(db):
    return person("Cosme", "coordinator")


@pytest.fixture
def camille(db, saint_denis):
    """The municipal contact of here."""
    return contact_of(saint_denis, "Camille")


@pytest.fixture
def dominique(db, elsewhere):
    """The municipal contact of another commune."""
    return contact_of(elsewhere, "Dominique")


def contact_of(commune, name: str):
    """Somebody of that name who speaks for the commune."""
    from communes.actions.contacts import add_contact
    from communes.enums import ContactQuality

    user = person(name, "contact")
    add_contact(
        user=user,
        commune=commune,
        quality=ContactQuality.ELECTED,
        start=date(2020, 1, 1),
        fictitious=True,
    )
    return user


@pytest.fixture
def department(db):
    """Seine-Saint-Denis (93), in Île-de-France (11)."""
    return above_here()


def above_here():
    """Seine-Saint-Denis (93), in Île-de-France (11)."""
    from communes.models import Department, Region

    region, _ = Region.objects.get_or_create(code="11", defaults={"name": "Île-de-France"})
    return Department.objects.get_or_create(
        code="93", defaults={"name": "Seine-Saint-Denis", "region": region}
    )[0]


@pytest.fixture
def plaine_commune(db):
    """The public territorial establishment Saint-Denis belongs to."""
    return around_here()


def around_here():
    """The public territorial establishment Saint-Denis belongs to."""
    from communes.models import Intercommunality

    return Intercommunality.objects.get_or_create(
        siren="200057867", defaults={"kind": "EPT", "name": "Plaine Commune"}
    )[0]


@pytest.fixture
def saint_denis(department, plaine_commune):
    """Here: the commune of the real letter, a member of Plaine Commune."""
    return here()


def here():
    """Saint-Denis, a member of Plaine Commune, for what is made before a test."""
    from communes.models import Commune, Membership

    commune, _ = Commune.objects.get_or_create(
        code="93066",
        kind="COM",
        defaults={
            "name": "Saint-Denis",
            "department": above_here(),
            "population": 149_077,
            "postal_codes": ["93200", "93210", "93380"],
        },
    )
    Membership.objects.get_or_create(commune=commune, intercommunality=around_here(), end=None)
    return commune


@pytest.fixture
def elsewhere(db):
    """Another commune: another department, another region, no intercommunality of here."""
    return over_there()


def over_there():
    """Bourg-en-Bresse, which shares nothing with Saint-Denis."""
    from communes.models import Commune, Department, Region

    region, _ = Region.objects.get_or_create(code="84", defaults={"name": "Auvergne-Rhône-Alpes"})
    ain, _ = Department.objects.get_or_create(code="01", defaults={"name": "Ain", "region": region})
    return Commune.objects.get_or_create(
        code="01053", kind="COM", defaults={"name": "Bourg-en-Bresse", "department": ain}
    )[0]


@pytest.fixture
def election(db):
    """The municipal elections of March 2026; the silences are those of the law."""
    return held_in_march()


def held_in_march():
    """The municipal elections of March 2026, with their rounds."""
    from communes.actions.elections import add_round, create_election

    election = create_election(slug=ELECTION, name="Élections municipales de mars 2026")
    for number, day in enumerate(ROUNDS, start=1):
        add_round(election=election, number=number, date=day)
    return election


@pytest.fixture
def electoral_list(election, saint_denis):
    """An invented list of Saint-Denis, with an invented head."""
    return list_of(saint_denis, election)


def list_of(commune, election):
    """An invented list of the commune, with an invented head."""
    from communes.models import Candidate, ElectoralList

    row = ElectoralList.objects.create(
        election=election,
        commune=commune,
        label="Une liste inventée",
        panel_number=1,
        fictitious=True,
    )
    Candidate.objects.create(
        list=row, rank=1, first_name="Alix", last_name="Inventé", is_head=True, fictitious=True
    )
    return row


def append_only_tables() -> list[str]:
    """Tables whose triggers refuse UPDATE and DELETE, as their models declare."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "mutability", "") == "append_only"
    ]


def _execute(connection, make_statements) -> None:
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for statement in make_statements(connection.vendor, table):
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_flushed():
    """Let Django empty the database after a test with real transactions, and only then.

    The flush is wrapped rather than each test: whichever fixture asked for real transactions
    (`lockable_db`, `live_server`, the mark), the triggers stand during the test.
    """
    from pledges.exports import staleness

    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(case):
        written = [connections[alias] for alias in case._databases_names(include_mirrors=False)]
        for connection in written:
            _execute(connection, _drop)
            # Tables are emptied in an order that differs from one run to the next: evidence taken
            # away would have a copy made again of a commitment about to go.
            if connection.vendor == "sqlite":
                staleness.remove(connection.alias)
        try:
            flush(case)
        finally:
            for connection in written:
                _execute(connection, _create)
                if connection.vendor == "sqlite":
                    staleness.install(connection.alias)

    TransactionTestCase._fixture_teardown = flush_without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def lockable_db(transactional_db):
    """A database with real transactions, for tests with locks or threads; flushed afterwards."""


@pytest.fixture
def shared_db(lockable_db, tmp_path):
    """A database several threads write at once, as in production.

    SQLite's test database lives in memory, where the connections of one process share a cache
    whose locks refuse at once instead of waiting: there a copy on disk takes its place. It is in
    WAL already, as a site's is since its first migration: of several connections that ask a new
    file for WAL at once, SQLite refuses some without waiting.
    """
    if connections["default"].vendor != "sqlite":
        yield
        return
    path = tmp_path / "race.sqlite3"
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    in_memory.settings_dict["NAME"] = str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = in_memory
        in_memory.settings_dict["NAME"] = name


@pytest.fixture
def page_client():
    """A client that inspects the pages it fetches (tests/client.py)."""
    from tests.client import PageClient

    return PageClient()


def show_second_factor(client, user) -> None:
    """Sign `user` in with the session's record of a second factor, as after a real challenge."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 0},
        {"method": "mfa", "at": 0, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def sign_in_mails(mailoutbox):
    """Call it to read the mails sent so far, those that sign-in posts from threads included."""
    import threading

    from accounts.adapter import POSTING

    def read():
        for thread in threading.enumerate():
            if thread.name == POSTING:
                thread.join()
        return mailoutbox

    yield read
    read()


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_up_when_asked():
    """Scanning every static file for each test client costs more than most tests."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True
