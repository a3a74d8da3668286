"""Asking again costs little: strong ETags, 304, HEAD, OPTIONS, other sites, proxies."""

import gzip
import io
from datetime import date

import pytest
import zstandard
from django.core.signals import request_started
from django.db import connection
from django.test import RequestFactory

from ledger import prepared
from ledger.sequencing import committed
from pacte.wsgi import application
from pledges.api.deprecation import Deprecation
from pledges.api.urls import RESOURCES
from pledges.exports.copies import make_copies
from tests.factories import make_commitment, make_list
from tests.pledges.api.caller import Caller
from tests.pledges.api.conftest import checked_problem
from tests.pledges.api.test_mirror import Hands
from tests.pledges.api.test_problems import WRITTEN

COMMITMENTS = "/api/v1/commitments/"

every_resource = pytest.mark.parametrize("name", RESOURCES)


@every_resource
def test_the_same_bytes_have_the_same_tag_and_need_not_be_sent_again(world, reader, name):
    for path in (f"{name}/", f"{name}/{world[name]}/"):
        first = reader.read(path)
        tag = first.headers["ETag"]
        assert tag.startswith('"'), "a weak tag cannot be sent back with If-Match"
        assert reader.read(path).headers["ETag"] == tag
        again = reader.read(path, If_None_Match=tag)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == tag
        assert reader.read(path, If_None_Match='"another"').status_code == 200


@pytest.fixture
def asked(client):
    """For each request of `client`, let in as `pacte.wsgi` does, how many statements Django finds
    asked ahead."""
    found = []
    answers = client.handler

    def comes(environ):
        prepared.a_request_comes(environ)
        found.append(len(prepared._ahead))
        return answers(environ)

    client.handler = comes
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("secure", [True, False])
def test_the_state_is_asked_as_a_request_with_a_tag_comes(
    client, settings, kept_connection, asked, secure
):
    """And told, or forgotten when something answers before: nothing stands in the way of others."""
    settings.SECURE_SSL_REDIRECT = True
    make_commitment("published")
    tag = client.get(COMMITMENTS, secure=True).headers["ETag"]
    committed()  # Prepared, as by whoever showed a tag before.
    again = client.get(COMMITMENTS, secure=secure, headers={"If-None-Match": tag})
    assert again.status_code == (304 if secure else 301)
    assert asked == [0, 1 if connection.vendor == "postgresql" else 0]
    assert not prepared._ahead
    assert client.get(COMMITMENTS, secure=True).status_code == 200


def test_the_server_says_that_a_request_comes_before_django_begins(monkeypatch, kept_connection):
    refused = RequestFactory(HTTP_HOST="evil.example").get(COMMITMENTS).environ
    said = []
    monkeypatch.setitem(prepared._asking, lambda environ: said.append(environ["PATH_INFO"]), None)

    def begins(**_signal):
        said.append("Django begins")

    request_started.connect(begins)
    application(refused, lambda status, _headers: said.append(status)).close()
    request_started.disconnect(begins)
    assert said == [COMMITMENTS, "Django begins", "400 Bad Request"]


@pytest.mark.django_db(transaction=True)
def test_one_is_asked_as_its_request_comes(client, kept_connection, coordinator, asked):
    """Whatever answers in the end, nothing that was asked ahead stands in its way."""
    ref = make_commitment("published").ref
    make_copies()
    path = f"{COMMITMENTS}{ref}/"
    client.force_login(coordinator)
    client.get(path)
    asked.clear()
    assert client.get(path).json()["ref"] == ref
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
    assert client.get(f"{COMMITMENTS}zzzzzzzz/").status_code == 404
    assert client.get(f"{path}?fields=ref").json() == {"ref": ref}
    assert asked == ([1, 1, 1, 0] if connection.vendor == "postgresql" else [0] * 4)
    assert not prepared._ahead


def test_a_change_changes_the_tag(world, reader):
    before = reader.read("lists/").headers["ETag"]
    make_list()
    assert reader.read("lists/", If_None_Match=before).status_code == 200


def test_languages_do_not_share_a_tag_unless_they_share_the_bytes(world, reader):
    path = f"commitments/{world['commitments']}/"
    french = reader.read(path)
    english = reader.read(path, Accept_Language="en")
    assert (french.headers["ETag"] == english.headers["ETag"]) == (
        french.content == english.content
    )
    assert "Accept-Language" in french.headers["Vary"]


@every_resource
def test_what_is_the_same_for_everyone_is_so_in_every_language(world, reader, name):
    """A mark says nothing of the language: only codes, no labels, may be in what carries one."""
    for path in (f"{name}/", f"{name}/{world[name]}/", f"exports/{name}.csv"):
        french, english = (
            b"".join(reader.read(path, Accept_Language=language)) for language in ("fr", "en")
        )
        assert french == english, path


@pytest.mark.parametrize("path", ["commitments/", "exports/commitments.csv"])
def test_a_tag_is_of_one_format_and_one_address(world, reader, path):
    tag = reader.read(path).headers["ETag"]
    assert reader.read(path, If_None_Match=tag).status_code == 304
    assert reader.read(f"{path}?fields=ref", If_None_Match=tag).status_code == 200
    other = reader.read("commitments/", Accept="text/csv", If_None_Match=tag)
    assert (other.status_code, other.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_who_wants_another_version_is_told_by_a_problem(world, reader):
    for path in ("lists/", "exports/commitments.csv"):
        checked_problem(reader.read(path, If_Match='"another"'), 412)
        tag = reader.read(path).headers["ETag"] if path == "lists/" else "*"
        assert reader.read(path, If_Match=tag).status_code == 200


@every_resource
def test_head_is_get_without_the_body(world, reader, name):
    for path in (f"{name}/", f"{name}/{world[name]}/"):
        got = reader.get(f"/api/v1/{path}")
        head = reader.head(f"/api/v1/{path}")
        assert head.status_code == 200
        assert head.content == b""
        for header in ("ETag", "Content-Type", "Cache-Control"):
            assert head.headers[header] == got.headers[header]


@every_resource
def test_options_says_what_may_be_done(world, reader, name):
    answer = reader.options(f"/api/v1/{name}/")
    assert answer.status_code == 200
    written = {"POST"} if (name, "post", 1) in WRITTEN else set()
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"} | written


def test_pages_of_other_sites_may_read_without_credentials(world, reader):
    answer = reader.read("lists/", Origin="https://ailleurs.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = reader.options(
        "/api/v1/lists/",
        headers={"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "POST"},
    )
    assert "POST" not in asked.headers.get("Access-Control-Allow-Methods", "")
    assert "if-none-match" in asked.headers["Access-Control-Allow-Headers"]


def test_scripts_of_other_sites_read_what_our_headers_say(world, reader, settings, tmp_path):
    """A browser hides every header that is not named; none of those we document may be hidden."""
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    answer = reader.read("communes/", {"limit": "1"}, Origin="https://ailleurs.example")
    shown = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} <= shown
    assert {"Location", "Deprecation", "Sunset", "Content-Range", "Accept-Ranges"} <= shown
    assert {"ETag", "RateLimit", "RateLimit-Policy"} <= set(answer.headers)


def test_only_the_api_is_open_to_other_sites(world, reader):
    answer = reader.get("/", headers={"Origin": "https://ailleurs.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


@every_resource
def test_proxies_may_keep_an_answer_that_is_the_same_for_everyone(world, reader, name, coordinator):
    anonymous = reader.read(f"{name}/")
    assert "public" in anonymous.headers["Cache-Control"]
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    reader.force_login(coordinator)
    assert reader.read(f"{name}/").content == anonymous.content


def test_a_refusal_is_not_kept(world, reader):
    for answer in (reader.read("lists/", {"limit": "0"}), reader.read("lists/zzzzzzzz/")):
        assert "public" not in answer.headers.get("Cache-Control", "")
        assert "ETag" not in answer.headers


def unpacked(packed: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.decompress(packed)
    return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)).read()


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("br, gzip;q=0.8", "gzip"),
        ("*", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip;q=0.8", "gzip"),
    ],
)
def test_answers_are_compressed_for_who_asks_under_a_tag_of_their_own(
    world, reader, header, coding
):
    plain = reader.read("commitments/", {"expand": "list,pact,commune"})
    packed = reader.read("commitments/", {"expand": "list,pact,commune"}, Accept_Encoding=header)
    if len(plain.content) < 1000:
        pytest.fail("too short to be compressed: the test proves nothing")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == coding
    assert unpacked(packed.content, coding) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + f'-{coding}"'
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
    again = reader.read(
        "commitments/",
        {"expand": "list,pact,commune"},
        Accept_Encoding=header,
        If_None_Match=packed.headers["ETag"],
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == packed.headers["ETag"]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_whole_file_is_compressed_as_it_is_streamed(world, reader, coding):
    plain = reader.read("exports/commitments.csv").getvalue()
    packed = reader.read("exports/commitments.csv", Accept_Encoding=coding)
    assert packed.streaming
    assert unpacked(packed.getvalue(), coding) == plain


@pytest.mark.parametrize(
    "header", ["", "identity", "gzip;q=0", "gzip; q=0.0", "br", "*;q=0", "zstd;q=0"]
)
def test_who_does_not_want_it_gets_the_plain_form(world, reader, header):
    answer = reader.read("commitments/", {"limit": "1000"}, Accept_Encoding=header)
    assert "Content-Encoding" not in answer.headers


def test_what_is_somebody_s_own_is_not_compressed(camille):
    answer = Caller(camille).get("/api/v1/me/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_a_proxy_may_keep_an_answer_for_a_while(world, reader):
    said = reader.read("lists/").headers["Cache-Control"]
    assert {"public", "max-age=60", "s-maxage=60", "stale-while-revalidate=600"} <= set(
        said.split(", ")
    )


def test_what_will_go_says_so_long_before(world, reader, monkeypatch):
    rows = (
        Deprecation("api:lists-list", date(2026, 4, 1), date(2027, 4, 1), parameter="outcome"),
        Deprecation("api:regions-list", date(2026, 4, 1), date(2027, 4, 1)),
    )
    assert "Deprecation" not in reader.read("regions/").headers
    monkeypatch.setattr("pledges.api.deprecation.DEPRECATED", rows)
    said = reader.read("regions/").headers
    assert said["Deprecation"] == "@1775001600"
    assert said["Sunset"] == "Thu, 01 Apr 2027 00:00:00 GMT"
    assert 'rel="deprecation"' in said["Link"]
    assert "Sunset" in reader.read("lists/", {"outcome": "majority"}).headers
    assert "Sunset" not in reader.read("lists/").headers
    assert "Sunset" not in reader.read("departments/").headers


def test_who_has_the_bytes_is_told_so_before_they_are_made(
    world, reader, django_assert_num_queries
):
    tag = reader.read("commitments/").headers["ETag"]
    with django_assert_num_queries(1):
        again = reader.read("commitments/", If_None_Match=f'"another", W/{tag}')
    assert again.status_code == 304
    assert again.headers["ETag"] == tag
    assert "public" in again.headers["Cache-Control"]
    assert {"Accept", "Accept-Language"} <= set(again.headers["Vary"].split(", "))


def test_a_tag_is_good_for_its_own_address_and_format(world, reader):
    tag = reader.read("commitments/").headers["ETag"]
    for path, headers in (
        ("commitments/?count=exact", {}),
        ("reports/", {}),
        ("commitments/", {"Accept": "text/csv"}),
    ):
        assert reader.read(path, If_None_Match=tag, **headers).status_code == 200


def test_what_changes_elsewhere_costs_the_reader_nothing(world, reader):
    path = f"commitments/{world['commitments']}/"
    tag = reader.read(path).headers["ETag"]
    make_commitment("published")
    again = reader.read(path, If_None_Match=tag)
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    fresh = reader.read(path).headers["ETag"]
    assert fresh != tag
    assert fresh.split("-")[1] == tag.split("-")[1]


def test_a_token_is_counted_by_its_own_quota(world, reader, settings, tmp_path):
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    tag = reader.read("commitments/").headers["ETag"]
    again = reader.read("commitments/", If_None_Match=tag)
    assert again.status_code == 304
    assert 'anonymous";r=598' in again.headers["RateLimit"]
    wrong = reader.read("commitments/", If_None_Match=tag, Authorization="Bearer nothing")
    assert wrong.status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, pytest.param(6, marks=pytest.mark.once)])
def test_nothing_public_changes_without_an_entry(reader, saint_denis, plaine_commune, seed):
    """The mark of a tag rests on it: a change the ledger does not tell would be hidden by 304."""
    hands, told = Hands(seed), committed()
    before = {}
    for _number in range(25):
        hands.do()
        now = {name: reader.read(f"{name}/").content for name in RESOURCES if name != "lists"}
        if committed() == told:
            assert now == before or not before
        before, told = now, committed()
