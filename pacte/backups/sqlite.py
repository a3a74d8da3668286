"""The SQLite database as one file, copied while others write."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import connection, connections
from django.utils.translation import gettext as _

from pacte.backups.archive import DATABASE, Reader, Unusable, Writer, of_file

NAME = f"{DATABASE}/pacte.sqlite3"


def write(out: Writer) -> None:
    """A copy made in one reading transaction: writers go on beside it, and are not in it."""
    aside = out.path.with_name(f".{out.path.name}.{os.getpid()}.sqlite3")
    try:
        with closing(sqlite3.connect(_path(), timeout=60)) as source:
            source.execute("VACUUM INTO ?", [str(aside)])
        aside.chmod(0o600)
        out.add(NAME, of_file(aside))
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def restored(backup: Reader) -> Iterator[None]:
    """The database of `backup` in the place of today's; put back when the block fails."""
    path = _path()
    aside, before = path.with_name(f"{path.name}.restoring"), path.with_name(f"{path.name}.before")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        for part in backup.parts(NAME):
            out.write(part)
        os.fsync(out.fileno())
    try:
        with closing(sqlite3.connect(aside)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound:
            raise Unusable(_("Damaged: %(name)s.") % {"name": NAME})
        connections.close_all()
        _alone(path)
        if path.exists():
            path.replace(before)
        aside.replace(path)
        try:
            yield
        except BaseException:
            connections.close_all()
            _forget_journal(path)
            path.unlink(missing_ok=True)
            if before.exists():
                before.replace(path)
            raise
        before.unlink(missing_ok=True)
    finally:
        aside.unlink(missing_ok=True)


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _alone(path: Path) -> None:
    """Everything in the one file, and nobody in it. Raises Unusable while a server uses it."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as held:
        try:
            # Leaving WAL asks for the database alone: it is refused while somebody holds it open.
            mode = held.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as problem:
            raise Unusable(_("The site is running: stop it before restoring.")) from problem
    if mode != "delete":
        raise Unusable(_("The site is running: stop it before restoring."))
    _forget_journal(path)


def _forget_journal(path: Path) -> None:
    for end in ("-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()
