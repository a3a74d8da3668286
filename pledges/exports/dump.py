"""The whole public data set in a folder: CSV, NDJSON, Table Schemas, manifest with SHA-256."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from rest_framework import serializers

from ledger.sequencing import number_entries
from pledges.exports.catalogue import catalogue
from pledges.exports.formats import columns_of, csv_lines, ndjson_lines
from pledges.exports.resources import RESOURCES, Resource, rows_of

_TYPES = {
    serializers.BooleanField: "boolean",
    serializers.IntegerField: "integer",
    serializers.FloatField: "number",
    serializers.DateField: "date",
    serializers.DateTimeField: "datetime",
}


def write_dump(target: Path, tell: Callable[[str], None] = lambda _: None) -> dict:
    """Write the dump beside `target` and put it in its place; returns the manifest.

    A reader sees the old dump or the new one, never half of one. tell(name) is called per file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        # Before the first row is read: who follows the changes from here misses nothing.
        since = number_entries()
        files = []
        for resource in RESOURCES.values():
            tell(resource.name)
            files += _write_resource(aside, resource)
        manifest = {
            "profile": "data-package",
            "name": "pacte",
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "changes_since": since,
            "licenses": [{"name": "etalab-2.0", "title": "Licence Ouverte 2.0"}],
            "resources": files,
        }
        for name, content in (
            ("datapackage.json", manifest),
            ("catalogue.jsonld", catalogue()),
        ):
            text = json.dumps(content, ensure_ascii=False, indent=1)
            (aside / name).write_text(text, encoding="utf-8")
        _replace(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return manifest


def table_schema(resource: Resource) -> dict:
    """Frictionless Table Schema of a resource's CSV."""
    fields = [{"name": name, **_typed(resource.shape, name)} for name in columns_of(resource.shape)]
    key = [resource.key] if resource.name != "communes" else ["code", "kind"]
    return {"fields": fields, "primaryKey": key, "missingValues": [""]}


def _write_resource(folder: Path, resource: Resource) -> list[dict]:
    csv_path, ndjson_path = folder / f"{resource.name}.csv", folder / f"{resource.name}.ndjson"
    columns = columns_of(resource.shape)
    digests = [
        _write(csv_path, csv_lines(rows_of(resource), columns)),
        _write(ndjson_path, ndjson_lines(rows_of(resource))),
    ]
    described = []
    for path, (digest, size), media in zip(
        (csv_path, ndjson_path), digests, ("text/csv", "application/x-ndjson"), strict=True
    ):
        entry = {
            "name": path.name.replace(".", "-"),
            "title": resource.title,
            "path": path.name,
            "mediatype": media,
            "encoding": "utf-8",
            "bytes": size,
            "hash": f"sha256:{digest}",
        }
        if media == "text/csv":
            entry |= {"profile": "tabular-data-resource", "schema": table_schema(resource)}
        described.append(entry)
    return described


def _write(path: Path, lines: Iterable[str]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for line in lines:
            data = line.encode()
            digest.update(data)
            size += len(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _replace(aside: Path, target: Path) -> None:
    aside.chmod(0o755)
    if not target.exists():
        aside.rename(target)
        return
    # The only moment without a dump is between two renames.
    old = aside.with_name(f"{aside.name}-old")
    target.rename(old)
    aside.rename(target)
    shutil.rmtree(old)


def _typed(shape: type[serializers.BaseSerializer], name: str) -> dict:
    head, _, rest = name.partition(".")
    field = shape().fields[head]
    if rest:
        return _typed(type(field), rest)
    for kind, label in _TYPES.items():
        if isinstance(field, kind):
            return {"type": label}
    return {"type": "string"}
