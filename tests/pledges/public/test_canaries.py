"""Nothing private on any public address: pages, API, exports, map, feeds; searched or guessed."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from pypdf import PdfReader

from tests import factories
from tests.ground import made_once
from tests.pledges.api.conftest import make_here
from tests.pledges.public.crawling import crawl
from tests.pledges.public.hidden import SENTENCE, Hidden, hide_everything
from tests.pledges.public.test_printing import flat, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hidden"), pytest.mark.once]

# Names of the public addresses nobody is led to by a link.
TYPED = {"robots", "sitemap", "alive", "ready", "set_language"}
PAGES = {
    "evidence": "preuves",
    "commitment": "engagements",
    "letter": "courriers",
}
API = {
    "commitment": "commitments",
    "letter": "letters",
    "passage": "passages",
    "report": "reports",
    "evidence": "evidence",
    "assessment": "assessments",
    "reply": "replies",
    "signature": "signatures",
}


@pytest.fixture(scope="module")
def hidden(django_db_setup, django_db_blocker):
    """Made once, and read once: the tests below write nothing."""

    def make() -> Hidden:
        return hide_everything(factories.make_list(commune=make_here()))

    with made_once(django_db_blocker, make) as site:
        yield site


@pytest.fixture(scope="module")
def _read_so_far() -> dict[str, str]:
    return {}


@pytest.fixture
def everything(hidden, _read_so_far) -> dict[str, str]:
    """Every public address, those of references that are not public included."""
    if not _read_so_far:
        _read_so_far.update(crawl(Client(), starts(hidden)))
    return _read_so_far


def starts(hidden: Hidden) -> list[str]:
    guessed = [f"/{PAGES[k]}/{ref}/" for k in PAGES for ref in hidden.refs[k]]
    guessed += [f"/apercus/engagements/{ref}.png" for ref in hidden.refs["commitment"]]
    guessed += [f"/api/v1/{API[k]}/{ref}/" for k in API for ref in hidden.refs[k]]
    # Every hidden word begins so: a search that reads it would find and show it.
    searched = [f"/{page}?q=canarix" for page in ("recherche/", "engagements/", "communes/")]
    return ["/", "/robots.txt", "/sitemap.xml", "/api/v1/", "/journal/", *guessed, *searched]


def test_the_crawl_goes_everywhere(everything, hidden):
    """A public address that no link leads to would not be looked at below."""
    names = {one.name for one in public_patterns()} - TYPED
    assert names <= {name_of(path) for path in everything}
    assert any(SENTENCE.split()[-1] in text for text in everything.values())
    assert set(API) | set(PAGES) <= set(hidden.refs)


def public_patterns():
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "app_name", "") == "public":
            yield from pattern.url_patterns


def name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return ""


def test_nothing_private_is_said_anywhere(everything, hidden):
    found = [
        f"{where}: {path}"
        for path, text in everything.items()
        for where, word in hidden.words.items()
        if word in text.replace(path.partition("q=")[2] or "\0", "")
    ]
    assert found == []


def test_nothing_private_is_printed(everything, hidden):
    """The words of a PDF are not in its bytes: it is opened, as a council would."""
    [path] = [path for path in everything if path.endswith("/bilan.pdf")]
    assert path.replace(".pdf", "/") in everything, "the page it prints is among those above"
    text = said(PdfReader(BytesIO(Client().get(path).content)))
    assert flat(SENTENCE) in text
    assert [where for where, word in hidden.words.items() if flat(word) in text] == []


def test_what_is_hidden_answers_as_what_never_existed(hidden):
    client = Client()
    doors = [(PAGES, "/{}/{}/"), (API, "/api/v1/{}/{}/")]
    for table, address in doors:
        for kind, refs in hidden.refs.items():
            if kind not in table:
                continue
            unknown = client.get(address.format(table[kind], "zzzzzzzz"))
            assert unknown.status_code == 404
            for ref in refs:
                answer = client.get(address.format(table[kind], ref))
                assert answer.status_code == 404, (kind, ref)
                assert answer.content.replace(ref.encode(), b"zzzzzzzz") == unknown.content
