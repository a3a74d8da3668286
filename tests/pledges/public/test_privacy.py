"""The privacy page is true to the code: every cookie by its name, for as long as it says."""

import re

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from pledges.actions.keeping import KEPT
from tests.project.places import sources

pytestmark = pytest.mark.django_db


def cookies_set_by_our_code() -> set[str]:
    """First argument of each `set_cookie`, whether a name or a setting."""
    found = set()
    for path in sources():
        for given in re.findall(r"\.set_cookie\(\s*([^\s,]+)", path.read_text(encoding="utf-8")):
            found.add(
                getattr(settings, given.removeprefix("settings."))
                if given.startswith("settings.")
                else given.strip("\"'")
            )
    return found


def test_every_cookie_is_named(read):
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name}
    names |= cookies_set_by_our_code()
    assert {"portal_receipt", settings.LANGUAGE_COOKIE_NAME} <= names
    page = read("/confidentialite/")
    assert [name for name in sorted(names) if f"{name}:" not in page] == []


def test_durations_are_those_of_the_code():
    year, month = 365 * 24 * 3600, 30 * 24 * 3600
    assert month == settings.SESSION_COOKIE_AGE
    # Django's own year: fifty-two weeks.
    assert year - settings.CSRF_COOKIE_AGE <= 24 * 3600
    assert KEPT.days == 90
