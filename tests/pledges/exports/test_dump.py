"""The dump is what its manifest says, cell by cell, and is put in place whole or not at all."""

import csv
import hashlib
import io
import json
import shutil
from datetime import date, datetime

import pytest
from django.utils import translation
from frictionless import Package

from pledges.exports import dump
from pledges.exports.resources import RESOURCES
from tests.pledges.api.conftest import _shared_world as _shared_world
from tests.pledges.api.conftest import reader as reader
from tests.pledges.api.conftest import world as world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_shared_world")]
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@pytest.fixture(scope="module")
def _written(_shared_world, django_db_blocker, tmp_path_factory):
    """Written once, of the world that all tests below find."""
    path = tmp_path_factory.mktemp("written") / "dump"
    with django_db_blocker.unblock(), translation.override("en"):
        dump.write_dump(path)
    return path


@pytest.fixture
def folder(_written, world, tmp_path):
    """A dump that the test may change."""
    return shutil.copytree(_written, tmp_path / "dump")


def test_files_are_those_of_the_manifest(folder):
    manifest = json.loads((folder / "datapackage.json").read_text())
    listed = {one["path"] for one in manifest["resources"]}
    assert listed | {"datapackage.json", "catalogue.jsonld"} == {
        path.name for path in folder.iterdir()
    }
    assert len(listed) == 2 * len(RESOURCES)
    for one in manifest["resources"]:
        data = (folder / one["path"]).read_bytes()
        assert one["bytes"] == len(data)
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_every_cell_is_of_its_type_and_keys_are_unique(folder):
    manifest = json.loads((folder / "datapackage.json").read_text())
    for one in manifest["resources"]:
        if "schema" not in one:
            continue
        text = (folder / one["path"]).read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        fields = one["schema"]["fields"]
        assert rows
        assert list(rows[0]) == [field["name"] for field in fields]
        for row in rows:
            for field in fields:
                if row[field["name"]]:
                    READ[field["type"]](row[field["name"]])
        keys = [tuple(row[name] for name in one["schema"]["primaryKey"]) for row in rows]
        assert all(all(key) for key in keys)
        assert len(set(keys)) == len(keys)


@pytest.fixture
def _cells_of_any_length():
    """Frictionless lifts the limit of Python's CSV reader for the whole process."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_cells_of_any_length")
def test_frictionless_finds_nothing_to_say(folder):
    """The library of the format itself reads every table against its schema, cell by cell."""
    package = Package(str(folder / "datapackage.json"))
    for name in [name for name in package.resource_names if name.endswith("-ndjson")]:
        package.remove_resource(name)  # Compared with the API's own lines below.
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(RESOURCES)


def test_the_catalogue_names_every_file_of_the_api(folder, reader):
    described = json.loads((folder / "catalogue.jsonld").read_text())
    assert described == reader.read("exports/catalogue.jsonld").json()
    assert [one["dct:identifier"] for one in described["dcat:dataset"]] == list(RESOURCES)
    for dataset in described["dcat:dataset"]:
        for file in dataset["dcat:distribution"]:
            assert reader.read(file["dcat:downloadURL"]["@id"]).status_code == 200
            assert reader.read(file["dct:conformsTo"]["@id"]).status_code == 200


def test_lines_are_the_rows_of_the_api(folder, client):
    for name in RESOURCES:
        sent = client.get(f"/api/v1/exports/{name}.ndjson").getvalue()
        assert (folder / f"{name}.ndjson").read_bytes() == sent


class Cut(BaseException):
    """What stops a program wherever it is."""


@pytest.mark.parametrize("at", range(0, 15, 3))
def test_a_dump_that_is_cut_leaves_the_one_before(folder, at):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    told = []

    def tell(name):
        told.append(name)
        if len(told) > at:
            raise Cut

    with pytest.raises(Cut):
        dump.write_dump(folder, tell=tell)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_dump_replaces_the_one_before(folder, world):
    (folder / "stale.csv").write_text("old")
    dump.write_dump(folder)
    assert not (folder / "stale.csv").exists()
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
