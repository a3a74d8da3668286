"""Keep an exact copy of Pacte's public data: `python mirror.py https://pacte.example copy.sqlite3`.

With a third argument, the folder of a dump (`export_dump`), the first run starts from its files.

Needs nothing but Python. The first run reads every resource whole; each later run asks only what
changed since. The copy is one SQLite file: a table `rows(resource, ref, row)`, where `row` is the
JSON the API shows. Run it as often as you like; an interrupted run is taken up where it stopped.

How it stays exact:
1. `exports/` says where changes stand *before* any file is read; what moves then comes again.
2. `changes/?since=N` lists, in order, each changed row as it is now (`object`), or `deleted`.
3. A `ref` of `*` means that a whole resource changed at once (a new vintage): read it again.
4. 410 means that the number is not the site's (restored from a backup?): start again.
"""

import hashlib
import json
import sqlite3
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

# Communes share a code with their parts: their kind tells them apart.
KEYS = {
    "communes": ("code", "kind"),
    "intercommunalities": ("siren",),
    "departments": ("code",),
    "regions": ("code",),
    "elections": ("slug",),
    "pacts": ("slug",),
}


class Restart(Exception):
    """The site does not know our number any more."""


def fetch(address: str) -> bytes:
    """GET an address; Restart when the answer is 410."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
            return answer.read()
    except urllib.error.HTTPError as error:
        if error.code == 410:
            raise Restart from error
        raise


class Mirror:
    """A copy in the SQLite file `path` of the site at `base`."""

    def __init__(self, base: str, path: str, fetch: Callable[[str], bytes] = fetch, dump: str = ""):
        self.api, self.fetch, self.dump = f"{base.rstrip('/')}/api/v1", fetch, dump
        self.copy = sqlite3.connect(path)
        self.copy.executescript(
            "CREATE TABLE IF NOT EXISTS rows (resource, ref, row, PRIMARY KEY (resource, ref));"
            "CREATE TABLE IF NOT EXISTS position (last INTEGER)"
        )

    def update(self) -> int:
        """Bring the copy up to date; returns the number reached."""
        position = self.copy.execute("SELECT last FROM position").fetchone()
        try:
            return self._follow(position[0]) if position else self._start()
        except Restart:
            return self._start()

    def rows(self, resource: str) -> dict[str, str]:
        """The copy of a resource: reference → JSON of the row."""
        found = "SELECT ref, row FROM rows WHERE resource = ?"
        return dict(self.copy.execute(found, [resource]))

    def _start_from_dump(self) -> int:
        """Load the files of a dump, each checked against its SHA-256, then follow."""
        folder, self.dump = Path(self.dump), ""  # Once: what sends back to the start is newer.
        manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        with self.copy:
            self.copy.execute("DELETE FROM rows")
            for one in manifest["resources"]:
                name, _, kind = one["path"].partition(".")
                if kind == "ndjson":
                    data = (folder / one["path"]).read_bytes()
                    if f"sha256:{hashlib.sha256(data).hexdigest()}" != one["hash"]:
                        sys.exit(f"{one['path']} is not the file of the manifest: copy it again.")
                    for line in data.splitlines():
                        self._keep(name, json.loads(line))
            self._stand_at(manifest["changes_since"])
        return self._follow(manifest["changes_since"])

    def _start(self) -> int:
        if self.dump:
            return self._start_from_dump()
        exports = json.loads(self.fetch(f"{self.api}/exports/"))
        with self.copy:
            for one in exports["results"]:
                self._read_whole(one["name"])
            self._stand_at(exports["changes_since"])
        return self._follow(exports["changes_since"])

    def _follow(self, last: int) -> int:
        address = f"{self.api}/changes/?since={last}&limit=1000"
        while address:
            page = json.loads(self.fetch(address))
            with self.copy:  # A page is applied whole, with its number, or not at all.
                for change in page["results"]:
                    self._apply(change)
                self._stand_at(page["last"])
            last, address = page["last"], page["next"]
        return last

    def _apply(self, change: dict) -> None:
        resource, row = change["resource"], change["object"]
        if change["ref"] == "*":
            self._read_whole(resource)
        elif change["deleted"]:
            gone = "DELETE FROM rows WHERE resource = ? AND ref = ?"
            self.copy.execute(gone, [resource, change["ref"]])
        else:
            self._keep(resource, row)

    def _read_whole(self, resource: str) -> None:
        self.copy.execute("DELETE FROM rows WHERE resource = ?", [resource])
        for line in self.fetch(f"{self.api}/exports/{resource}.ndjson").splitlines():
            self._keep(resource, json.loads(line))

    def _keep(self, resource: str, row: dict) -> None:
        ref = "/".join(str(row[name]) for name in KEYS.get(resource, ("ref",)))
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        self.copy.execute("REPLACE INTO rows VALUES (?, ?, ?)", [resource, ref, text])

    def _stand_at(self, last: int) -> None:
        self.copy.execute("DELETE FROM position")
        self.copy.execute("INSERT INTO position VALUES (?)", [last])


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    print(Mirror(sys.argv[1], sys.argv[2], dump="".join(sys.argv[3:])).update())
