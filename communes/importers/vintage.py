"""The files of a reference vintage: found, read, and packed for shipping.

Source: the npm package @etalab/decoupage-administratif, whose JSON files carry INSEE's official
geographic code and the intercommunalities. A vintage folder holds the same files under the same
names with the same fields, as they are or compressed (`communes.json.xz`).
"""

import json
import lzma
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "data"
FIELDS = {
    "regions": ("code", "nom", "zone"),
    "departements": ("code", "nom", "region", "zone"),
    "communes": (
        "code",
        "nom",
        "type",
        "departement",
        "chefLieu",
        "commune",
        "anciensCodes",
        "siren",
        "codesPostaux",
        "population",
    ),
    "epci": ("code", "nom", "type", "membres"),
    "ept": ("code", "nom", "type", "membres"),
}
REQUIRED = {
    "regions": ("code", "nom"),
    "departements": ("code", "nom", "region"),
    "communes": ("code", "nom", "type", "departement"),
    "epci": ("code", "nom", "type", "membres"),
    "ept": ("code", "nom", "type", "membres"),
}


class Unreadable(ValueError):
    """A vintage that cannot be read; the message names the file and, if any, the field."""


def shipped(year: int) -> Path:
    """The folder of the vintage of `year` that comes with the project; Unreadable if none does."""
    folder = SHIPPED / str(year)
    if not folder.is_dir():
        there = ", ".join(sorted(path.name for path in SHIPPED.iterdir() if path.is_dir()))
        raise Unreadable(f"no vintage {year} is shipped; there is {there}")
    return folder


def read(folder: Path) -> dict[str, list[dict]]:
    """Return the rows of every file of a vintage, by file name without its ending.

    Keys are those of `FIELDS`, plus "successions" ([{"old", "new", "on"}], dates the JSON of
    the package does not give), empty when the folder has no such file. Raises Unreadable.
    """
    vintage = {name: _rows(folder, name) for name in FIELDS}
    vintage["successions"] = _rows(folder, "successions", optional=True)
    return vintage


def pack(source: Path, target: Path) -> None:
    """Write to `target` the compressed files of `source`, with the fields the project reads."""
    for name, fields in FIELDS.items():
        slim = [
            {field: _slim(field, row[field]) for field in fields if field in row}
            for row in _rows(source, name)
        ]
        lines = ",\n".join(
            json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in slim
        )
        packed = lzma.compress(f"[\n{lines}\n]\n".encode(), preset=9 | lzma.PRESET_EXTREME)
        (target / f"{name}.json.xz").write_bytes(packed)


def _slim(field: str, value):
    """Of the members of an intercommunality, only the codes."""
    return [{"code": member["code"]} for member in value] if field == "membres" else value


def _rows(folder: Path, name: str, *, optional: bool = False) -> list[dict]:
    plain, packed = folder / f"{name}.json", folder / f"{name}.json.xz"
    try:
        if plain.is_file():
            rows = json.loads(plain.read_bytes())
        elif packed.is_file():
            rows = json.loads(lzma.decompress(packed.read_bytes()))
        elif optional:
            return []
        else:
            raise Unreadable(f"{name}.json is not in {folder.name}")
    except (lzma.LZMAError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{name}.json cannot be read: {error}") from error
    _check(name, rows)
    return rows


def _check(name: str, rows) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(f"{name}.json is not a list of objects")
    for field in REQUIRED.get(name, ("old", "new", "on")):
        missing = next((row for row in rows if field not in row), None)
        if missing is not None:
            raise Unreadable(f"{name}.json: “{field}” is missing from {missing.get('code', '?')}")
