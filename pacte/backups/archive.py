"""The file of a backup: a ZIP of the database's parts and the documents, and a manifest of both."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, DOCUMENTS = "database", "documents"
CHUNK = 1 << 20


class Unusable(Exception):
    """A file that cannot be restored, with the sentence that says why."""


class Writer:
    """Writes beside FILE; FILE appears by a rename, once what was written was read again.

    Only its owner may read it: it holds letters, addresses and secrets.
    """

    def __init__(self, path: Path):
        self.path = path
        self._aside = path.with_name(f".{path.name}.{os.getpid()}")
        self._files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> "Writer":
        descriptor = os.open(self._aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        self._out = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        return self

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as out:
            for part in parts:
                digest.update(part)
                size += len(part)
                out.write(part)
        self._files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def finish(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Write the manifest, read everything again, and give the file its name."""
        manifest = {"format": FORMAT, **facts, "files": self._files}
        self._zip.writestr(MANIFEST, json.dumps(manifest, indent=1))
        self._zip.close()
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        with Reader(self._aside) as written:
            written.check()
        self._aside.replace(self.path)
        return manifest

    def __exit__(self, *_error) -> None:
        with suppress(OSError, ValueError):
            self._zip.close()
            self._out.close()
        self._aside.unlink(missing_ok=True)


class Reader:
    """Reads a backup. Raises Unusable for what is not one, is damaged, or names other places."""

    def __init__(self, path: Path):
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as problem:
            raise Unusable(_("This file is not a backup.")) from problem
        try:
            self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    def _read_manifest(self) -> None:
        try:
            self.manifest = json.loads(self._zip.read(MANIFEST))
            self.files: dict[str, dict[str, Any]] = self.manifest["files"]
            known, strange = self.manifest["format"], any(map(_elsewhere, self.files))
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as problem:
            raise Unusable(_("This file is not a backup.")) from problem
        if strange:
            raise Unusable(_("This file is not a backup."))
        if known != FORMAT:
            raise Unusable(_("This backup was made by another release of the software."))

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_error) -> None:
        self._zip.close()

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def parts(self, name: str) -> Iterable[bytes]:
        with self.open(name) as source:
            while part := source.read(CHUNK):
                yield part

    def check(self, tell: Callable[[str], None] = lambda _name: None) -> None:
        """Read every file and compare it with the manifest."""
        for name, expected in self.files.items():
            digest = hashlib.sha256()
            try:
                for part in self.parts(name):
                    digest.update(part)
            except (zipfile.BadZipFile, KeyError, EOFError, OSError) as problem:
                raise Unusable(_("Damaged: %(name)s.") % {"name": name}) from problem
            if digest.hexdigest() != expected["sha256"]:
                raise Unusable(_("Damaged: %(name)s.") % {"name": name})
            tell(name)


def _elsewhere(name: str) -> bool:
    """Split by hand: what is left of `documents//etc/x` without its folder is an absolute path."""
    folder, *rest = name.split("/")
    known = folder in (DATABASE, DOCUMENTS) and rest
    return not known or bool({"", ".", ".."} & set(rest)) or "\\" in name or "\0" in name


def of_file(path: Path) -> Iterable[bytes]:
    with path.open("rb") as source:
        while part := source.read(CHUNK):
            yield part
