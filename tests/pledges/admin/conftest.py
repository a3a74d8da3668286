"""The desk as the cast meets it: clients that inspect pages, forms filled as they were read."""

from copy import deepcopy
from html.parser import HTMLParser

import pytest

from tests.client import PageClient
from tests.ground import made_once


class Forms(HTMLParser):
    """What a browser would post from a page: its hidden, typed, ticked and chosen values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.typed: dict[str, list[str]] = {}
        self._area = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            ticked = given.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in given:
                value = given.get("value") or ("on" if ticked else "")
                self.typed.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._area = name
            self.typed.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.typed.setdefault(self._select, []).append(given.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data):
        if self._area:
            self.typed[self._area][-1] += data


@pytest.fixture(scope="module")
def shared_ground(request, django_db_setup, django_db_blocker):
    """What `make_ground` of a file makes, once for its tests: each undoes only what it did itself.

    Such a file marks all its tests with it, so that none depends on those run before.
    """
    with made_once(django_db_blocker, request.module.make_ground) as made:
        yield made


@pytest.fixture
def ground(shared_ground, db):
    """The same rows, in instances of the test's own: they remember what was read and changed."""
    return deepcopy(shared_ground)


@pytest.fixture
def typed_in():
    """Call it with an answer: what its form would post, as it stands."""

    def read(answer) -> dict:
        typed = Forms(answer.content.decode()).typed
        typed.pop("csrfmiddlewaretoken", None)
        # A browser drops the line break that opens a text area.
        return {name: [value.removeprefix("\n") for value in all] for name, all in typed.items()}

    return read


@pytest.fixture
def desk():
    """Call it for a client signed in as somebody; pages are inspected."""

    def sign_in(user):
        client = PageClient()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
