"""Fixtures every test may use. The cast lives in tests/cast.py."""

import gc

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from django.utils import translation

pytest_plugins = ["tests.cast"]


def pytest_collection_finish(session):
    """A tenth of the time went to looking for garbage among the modules loaded for all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what touches the database: on PostgreSQL the rest would only be run a second time."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True, scope="session")
def _documents_in_a_temporary_folder(tmp_path_factory):
    """One folder for all: a world made once is met by several tests, with its files."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents")):
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_plain_day():
    """What tests would meet by the hour, by their number or by waiting; those of each bring it back
    with `settings` or `monkeypatch`.

    For the session: a fixture for each of them and for each test took ten seconds of the whole.
    """
    calm = {
        # Tests read the source language; what is French by default is tested with `in_french`.
        "LANGUAGE_CODE": "en",
        # No night, whatever the hour.
        "QUIET_FROM_HOUR": 8,
        "QUIET_UNTIL_HOUR": 8,
        # A test asks more in a minute than a client may.
        "RATE_LIMITS": False,
        # The site's own hasher takes a third of a second on purpose.
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**calm), pytest.MonkeyPatch.context() as patch:
        # Mails of sign-in leave at once.
        patch.setattr("accounts.adapter.AFTER", 0)
        yield


@pytest.fixture(autouse=True)
def _nothing_is_left_by_another():
    """Neither a language nor an attempt: limits of attempts live in the cache."""
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def in_french(settings):
    settings.LANGUAGE_CODE = "fr"
    with translation.override("fr"):
        yield


@pytest.fixture
def kept_connection():
    """Requests of another client than Django's keep the connection.

    Without it PostgreSQL's connection ends with each, and the transaction of the test with it.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
