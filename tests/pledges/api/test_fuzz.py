"""Every route, every method, four identities, hostile input: a clear refusal, never a failure."""

import json
from itertools import product

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.models import Entry
from pledges.api.bodies import MOST_BYTES
from pledges.api.steps import KINDS
from pledges.api.urls import RESOURCES, urlpatterns
from tests.factories import make_commitment, make_report
from tests.pledges.api.caller import Caller, tokens_read_once
from tests.pledges.api.conftest import checked_problem

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
FIXED = [
    "",
    "me/",
    "webhooks/",
    "openapi.yaml",
    "problems/stale/",
    "exports/",
    "exports/catalogue.jsonld",
    "exports/commitments.csv",
    "exports/commitments.ndjson",
    "exports/commitments.schema.json",
    "changes/",
    "communes/93066/",
    "departments/93/",
    "regions/11/",
    "intercommunalities/200057867/",
]
NUL_AND_MORE = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | NUL_AND_MORE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NUL_AND_MORE, inner, max_size=4),
    max_leaves=8,
)
FIELD = st.sampled_from(
    [
        "reason",
        "signed_on",
        "channel",
        "contacted_on",
        "commitment",
        "words",
        "declared",
        "as_of",
        "signed_as",
        "file",
    ]
)
BODIES = st.dictionaries(FIELD | NUL_AND_MORE, JSON, max_size=4) | JSON
SEEN = st.sampled_from(["", "*", '"v1"', '"v2"', 'W/"v1"', '"v999999999"', '"', "v1", '"vé"'])
KINDS_OF_CONTENT = st.sampled_from(
    [
        "application/json",
        "application/json; charset=utf-16",
        "application/json; charset=latin-1",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain",
        "",
        "é",
    ]
)
QUERIES = st.dictionaries(
    st.sampled_from(["limit", "cursor", "count", "format", "q", "since", "at", "fields"])
    | st.text(max_size=10),
    NUL_AND_MORE.map(lambda text: text.encode("utf-8", "surrogatepass")),
    max_size=3,
)
HEADERS = {"Accept": st.sampled_from(["*/*", "text/csv", "application/json", "a/b", ";", "é"])}


@pytest.fixture
def callers(saint_denis, camille, moderator):
    """Nobody, a reader by token, a municipal contact, a moderator."""
    return [Caller(), Caller(camille, scope="read"), Caller(camille), Caller(moderator)]


@pytest.fixture
def addresses(saint_denis):
    """Every address of the API, with references that exist and that do not."""
    commitment = make_commitment("in_review")
    report = make_report("draft")
    refs = [commitment.ref, "00000000"]
    found = [*FIXED, *(f"{name}/" for name in RESOURCES), f"reports/{report.ref}/"]
    found += [f"reports/{report.ref}/{then}/" for then in ("steps", "steps/submit", "evidence")]
    for ref in refs:
        found += [f"{name}/{ref}/" for name in RESOURCES]
        found += [f"{name}/{ref}/steps/" for name in KINDS]
        found += [
            f"{name}/{ref}/steps/{step}/" for name in KINDS for step in ("publish", "submit", "x")
        ]
        found += [f"assessments/{ref}/reply/", f"assessments/{ref}/reply/evidence/"]
        found += [f"assessments/{ref}/extension/", f"reports/{ref}/evidence/"]
        found += [f"webhooks/{ref}/", f"webhooks/{ref}/deliveries/"]
        found += [f"webhooks/{ref}/{word}/" for word in ("pause", "test", "rotate_secret")]
        found += [f"webhooks/{ref}/deliveries/{ref}/replay/"]
    return [f"/api/v1/{path}" for path in found]


def checked(answer, said):
    """No failure, and under 400 or a problem. HEAD answers have no body."""
    assert answer.status_code < 500, said
    if answer.status_code >= 400 and answer.request["REQUEST_METHOD"] != "HEAD":
        checked_problem(answer, answer.status_code)


@pytest.mark.once
def test_every_route_by_every_method_for_everyone(callers, addresses):
    """What is safe answers; what is not open is refused; nothing is written by an empty body."""
    before = Entry.objects.count()
    cells = 0
    with tokens_read_once():
        for path, method, caller in product(addresses, METHODS, callers):
            answer = caller.generic(method, path, "{}" if method != "GET" else "")
            checked(answer, (method, path))
            if method in ("PUT", "DELETE", "TRACE", "BREW"):
                assert answer.status_code in (401, 403, 404, 405), (method, path)
            cells += 1
    assert Entry.objects.count() == before
    assert cells > 3000


def test_no_route_is_left_out(addresses):
    """A new route must be fuzzed as well."""
    for pattern in (one for one in urlpatterns if isinstance(one, URLPattern)):
        assert any(pattern.resolve(one.removeprefix("/api/v1/")) for one in addresses), pattern


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_sent_anywhere(callers, addresses, data):
    path = data.draw(st.sampled_from(addresses))
    caller = data.draw(st.sampled_from(callers))
    method = data.draw(st.sampled_from(["GET", "POST", "PATCH"]))
    headers = {"If-Match": data.draw(SEEN), "Idempotency-Key": data.draw(st.text(max_size=5))}
    headers |= {name: data.draw(values) for name, values in HEADERS.items()}
    headers = {name: value.encode("utf-8", "replace").decode() for name, value in headers.items()}
    body = data.draw(BODIES.map(json.dumps) | st.binary(max_size=60))
    answer = caller.generic(
        method,
        path,
        body,
        data.draw(KINDS_OF_CONTENT),
        headers=headers,
        query_params=data.draw(QUERIES),
    )
    checked(answer, (method, path, body))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b'{"reason": 1e400}',
        b"NaN",
        b'{"reason": NaN}',
        b'"\xff"',
        "{}".encode("utf-16"),
        b"\x00",
        b'{"reason": "\\ud800"}',
        b'{"reason": "\\u0000"}',
    ],
    ids=lambda body: repr(body[:12]),
)
def test_json_that_is_not(moderator, body):
    waiting = make_commitment("in_review")
    path = f"/api/v1/commitments/{waiting.ref}/steps/return/"
    answer = Caller(moderator).generic("POST", path, body, headers={"If-Match": '"v2"'})
    checked_problem(answer, 400)
    waiting.refresh_from_db()
    assert waiting.version == 2


def test_a_body_too_large_is_413(moderator):
    waiting = make_commitment("in_review")
    path = f"/api/v1/commitments/{waiting.ref}/steps/return/"
    body = b" " * (MOST_BYTES + 1)
    answer = Caller(moderator).generic("POST", path, body, headers={"If-Match": '"v2"'})
    checked_problem(answer, 413)


def test_a_file_too_large_is_413_with_the_size_of_files(volunteer):
    answer = Caller(volunteer).post_form("/api/v1/letters/", {"file": "a" * 27_000_000})
    assert "26 MB" in checked_problem(answer, 413)["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"f{n}=1" for n in range(10_000)),
        "&".join("commune=93066" for _ in range(10_000)),
        "limit=" + "9" * 5_000,
        "limit=0x10&cursor=" + "A" * 8_000,
        "%00=%00&q=%ff%fe",
        "q=" + "%20a" * 2_000,
        "fields=" + ",".join("ref" for _ in range(2_000)),
    ],
    ids=lambda query: query[:12],
)
def test_ten_thousand_filters(db, query):
    checked_problem(Client().get(f"/api/v1/commitments/?{query}"), 400)


@pytest.mark.parametrize("charset", ["zip", "base64", "rot13", "idna", "hex", "undefined", "utf-7"])
@pytest.mark.parametrize("form", ["text/plain; charset={}", 'text/plain ;CHARSET="{}"; a=b'])
def test_an_odd_charset_is_no_failure(db, charset, form):
    """Django's own handler fails on these before any view: the application takes them away."""
    from pacte.wsgi import application

    environ = RequestFactory().get("/api/v1/?format=json").environ
    environ |= {"CONTENT_TYPE": form.format(charset)}
    said = []
    b"".join(application(environ, lambda status, headers: said.append(status)))
    assert said == ["200 OK"]
