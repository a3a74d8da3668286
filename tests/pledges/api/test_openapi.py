"""The OpenAPI file is what the API is: the committed one, the served one, and the answers."""

import io
import json
from functools import partial

import pytest
import yaml
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

from pledges.api.expanding import EXPANSIONS
from pledges.api.urls import RESOURCES
from tests.pledges.api.description import COMMITTED, LOADER


def test_the_committed_file_is_the_one_generated():
    """After a change on purpose: `./run schema`, and a line in CHANGELOG.md."""
    generated = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--lang", "en", stdout=generated)
    assert generated.getvalue().strip() == COMMITTED.read_text().strip()


@pytest.mark.once
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("wanted", ["yaml", "json"])
def test_the_served_one_is_the_same(db, client, described, wanted, language, monkeypatch):
    """In English whoever asks; written once, and not sent again to who has it."""
    path, spoken = f"/api/v1/openapi.yaml?format={wanted}", {"Accept-Language": language}
    served = client.get(path, headers=spoken)
    assert served.status_code == 200
    read = json.loads if wanted == "json" else partial(yaml.load, Loader=LOADER)
    assert read(served.content) == described
    assert served.headers["Content-Disposition"] == f'inline; filename="Pacte.{wanted}"'
    monkeypatch.delattr(SchemaGenerator, "get_schema")
    assert client.get(path, headers=spoken).content == served.content
    again = client.get(path, headers=spoken | {"If-None-Match": served.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{path}&lang=fr").status_code == 400


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource_says_its_parameters_and_its_failures(described, name):
    listing = described["paths"][f"/api/v1/{name}/"]["get"]
    named = {parameter["name"] for parameter in listing["parameters"]}
    filterset = getattr(RESOURCES[name], "filterset_class", None)
    known = set(filterset.base_filters) if filterset else set()
    more = {"expand"} if name in EXPANSIONS else set()
    page = {"at", "limit", "cursor", "count", "ordering", "format", "fields", "dialect"}
    assert named == known | more | page
    assert {"200", "400", "406"} <= set(listing["responses"])


@pytest.mark.parametrize("name", RESOURCES)
def test_rows_have_the_fields_described_and_no_other(world, reader, described, name):
    listing = described["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]
    page = _resolved(described, listing["content"]["application/json"]["schema"])
    row = _resolved(described, page["properties"]["results"]["items"])
    for given in reader.rows(f"{name}/"):
        assert set(given) == set(row["properties"])


def _resolved(described: dict, schema: dict) -> dict:
    if "$ref" in schema:
        return described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
