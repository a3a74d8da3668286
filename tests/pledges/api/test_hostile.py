"""Whatever is put in a parameter or a header: a clear refusal, never a failure."""

import pytest
from django.conf import settings
from django.test import Client

from pledges.api.urls import RESOURCES

VALUES = {
    "NUL": "\x00",
    "NUL inside": "93066\x00",
    "quote": "' OR 1=1 --",
    "percent": "%' OR '%'='",
    "very long": "é" * 5000,
    "huge number": "9" * 400,
    "negative": "-1",
    "not a number": "NaN",
    "empty JSON": "{}",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }}{% debug %}",
    "format": "%(value)s %s {0}",
    "path": "../../etc/passwd",
    "lone surrogate": "\ud800",
    "right to left": "\u202e93066",
    "emoji": "🦊",
    "line break": "a\r\nSet-Cookie: a=b",
    "year 0": "0000-00-00T00:00:00",
    "far year": "9999-12-31T23:59:59+14:00",
    "first year": "0001-01-01T00:00:00+14:00",
}


def parameters(name: str) -> list[str]:
    filterset = getattr(RESOURCES[name], "filterset_class", None)
    known = list(filterset.base_filters) if filterset else []
    return [*known, "limit", "cursor", "count", "format", "inconnu"]


@pytest.mark.parametrize("name", RESOURCES)
def test_hostile_values_are_refused_or_find_nothing(world, name):
    client = Client(raise_request_exception=False)
    faults = []
    for parameter in parameters(name):
        for label, value in VALUES.items():
            asked = {parameter: value.encode("utf-8", "surrogatepass")}
            answer = client.get(f"/api/v1/{name}/", asked)
            if answer.status_code not in (200, 400, 406):
                faults.append(f"{parameter} = {label}: {answer.status_code}")
            elif "Set-Cookie" in answer.headers:
                faults.append(f"{parameter} = {label}: a header was forged")
    assert faults == []


@pytest.mark.parametrize("name", RESOURCES)
def test_hostile_addresses_are_not_found(world, name):
    client = Client(raise_request_exception=False)
    for value in ("%00", "93066%00", "%ff", "..%2f..%2f", "' OR 1=1", "9" * 400, "é", "%0d%0a"):
        for path in (f"/api/v1/{name}/{value}/", f"/api/v1/{value}/"):
            assert client.get(path).status_code in (400, 404), path


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Accept", "*"),
        ("Accept", "application/json;q=abc"),
        ("Accept", ";" * 2000),
        ("Accept-Language", "\u00e9,,,;;;q=" * 100),
        ("If-None-Match", '"' * 500),
        ("If-None-Match", "*"),
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer \u00e9"),
        ("Cookie", "sessionid=x; pacte_lang=xx"),
        ("Origin", "null"),
    ],
)
def test_hostile_headers(world, header, value):
    client = Client(raise_request_exception=False)
    assert client.get("/api/v1/lists/", headers={header: value}).status_code < 500


def test_nul_bytes_are_refused_on_every_parameter(world, reader):
    for name in RESOURCES:
        for parameter in parameters(name):
            if parameter != "format":
                reader.problem(f"{name}/", {parameter: "\x00"})


def test_a_refusal_repeats_at_most_a_little_of_what_was_sent(world, reader):
    for parameter in ("commune", "progress", "inconnu"):
        body = reader.problem("commitments/", {parameter: "A" * 5000})
        assert len(str(body)) < 1500
    assert len(str(reader.problem("commitments/", {"A" * 5000: "x"}))) < 1500


def test_links_name_the_site_not_the_host_asked_for(world, reader):
    for name in RESOURCES:
        for row in reader.rows(f"{name}/"):
            assert row["url"].startswith(f"{settings.BASE_URL}/api/v1/{name}/")
