"""The OpenAPI file is what the API is: the committed one, the served one, and the answers."""

import io
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from pledges.api.expanding import EXPANSIONS
from pledges.api.urls import RESOURCES

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "api" / "openapi.yaml"


@pytest.fixture(scope="module")
def described() -> dict:
    return yaml.safe_load(COMMITTED.read_text())


def test_the_committed_file_is_the_one_generated():
    """After a change on purpose: `./run schema`, and a line in CHANGELOG.md."""
    generated = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--lang", "en", stdout=generated)
    assert generated.getvalue().strip() == COMMITTED.read_text().strip()


def test_the_served_one_is_the_same(db, client, described):
    served = client.get("/api/v1/openapi.yaml")
    assert served.status_code == 200
    assert yaml.safe_load(served.content)["paths"] == described["paths"]


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
