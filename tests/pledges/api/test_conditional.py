"""Asking again costs little: strong ETags, 304, HEAD, OPTIONS, other sites, proxies."""

import pytest

from pledges.api.urls import RESOURCES
from tests.factories import make_list
from tests.pledges.api.test_problems import WRITTEN

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
