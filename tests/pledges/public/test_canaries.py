"""Nothing private on any public address: pages, API, exports, map, feeds; searched or guessed."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from tests import factories
from tests.pledges.public.hidden import SENTENCE, hide_everything

# Doors with an account behind them, and files that hold no data.
BEHIND = re.compile(r"^/(admin|espace|compte|static|langue|api/v1/openapi.yaml)(/|$)")
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


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            pointed = name in ("href", "src") or (value or "").startswith("http://testserver/")
            if pointed and value:
                self.found.add(value)


def leads_to(response, path: str) -> set[str]:
    """Addresses of this site found in an answer: links of a page, absolute addresses elsewhere."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace")
    found = set(re.findall(r"https?://127\.0\.0\.1:8000(/[^\s\"<>]*)", text))
    if "html" in response.headers.get("Content-Type", ""):
        links = Links()
        links.feed(text)
        here = {link.removeprefix("http://testserver") for link in links.found}
        found |= {link for link in here if link.startswith("/")}
        found |= {path.partition("?")[0] + link for link in links.found if link.startswith("?")}
    if "Location" in response.headers:
        found.add(response.headers["Location"].replace("http://127.0.0.1:8000", ""))
    return {link.partition("#")[0] for link in found}


def crawl(client: Client, starts: list[str]) -> dict[str, str]:
    """Every address reachable from `starts` without an account → its text."""
    waiting, seen = list(starts), {}
    while waiting:
        path = waiting.pop()
        if path in seen or BEHIND.match(path) or path.startswith("//"):
            continue
        response = client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.streaming:
            response.streaming_content = [body]
        seen[path] = body.decode(errors="replace")
        waiting += leads_to(response, path)
    return seen


@pytest.fixture
def hidden(saint_denis, plaine_commune):
    electoral_list = factories.make_list(commune=saint_denis)
    return hide_everything(electoral_list)


@pytest.fixture
def everything(hidden) -> dict[str, str]:
    """Every public address, those of references that are not public included."""
    guessed = [f"/{PAGES[k]}/{ref}/" for k in PAGES for ref in hidden.refs[k]]
    guessed += [f"/apercus/engagements/{ref}.png" for ref in hidden.refs["commitment"]]
    guessed += [f"/api/v1/{API[k]}/{ref}/" for k in API for ref in hidden.refs[k]]
    # Every hidden word begins so: a search that reads it would find and show it.
    searched = [f"/{page}?q=canarix" for page in ("recherche/", "engagements/", "communes/")]
    starts = ["/", "/robots.txt", "/sitemap.xml", "/api/v1/", "/journal/"]
    return crawl(Client(), [*starts, *guessed, *searched])


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


def test_a_withdrawn_commitment_leaves_every_list(db):
    withdrawn = factories.make_commitment("withdrawn", title="Canarix retiré")
    own = f"/engagements/{withdrawn.slug}/"
    # The journal tells the withdrawal; programs read it with its state, so that mirrors follow.
    told = crawl(Client(), ["/", "/sitemap.xml", "/communes/?q=saint", "/recherche/?q=canarix"])
    where = [path for path, text in told.items() if "Canarix retiré" in text]
    allowed = re.compile(
        rf"^({re.escape(own)}|/|/journal/|/corrections/|/courriers/.*|/api/.*|.*flux\.atom)$"
    )
    assert own in where
    assert [path for path in where if not allowed.match(path)] == []
    assert withdrawn.ref not in told["/sitemap.xml"]
