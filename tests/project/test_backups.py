"""A site comes back from its backup as it was: rows, documents, ledger; or nothing changes."""

import json
import shutil
import sqlite3
import stat
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from pacte.backups.archive import MANIFEST, Reader, Unusable, Writer
from tests.commands import Commands, commands
from tests.factories import make_commitment, make_public_text

FILE = "pacte.sqlite3"


class Site:
    """A site of its own: commands run in other processes, as an administrator's do."""

    def __init__(self, folder: Path, commands: Commands):
        self.folder, self.documents = folder, folder / "documents"
        self.file = folder / FILE
        self.run, self.start = commands.run, commands.start
        if connection.vendor == "sqlite":
            # A cursor left open would hold the tables when the test is cleaned up.
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.file)])
            # As Django leaves every file it opened: readers and writers do not wait.
            self.execute("PRAGMA journal_mode=WAL")

    def execute(self, statement: str) -> list[tuple]:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, timeout=20)) as base, base:
                return base.execute(statement).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def rows(self) -> dict[str, list[tuple]]:
        return {
            table: sorted(self.execute(f"SELECT * FROM {table}"), key=str)
            for table in connection.introspection.table_names()
            if table.startswith(("accounts_", "letters_", "pledges_", "ledger_", "communes_"))
            and "_words" not in table
        }


def database(folder: Path) -> str:
    """The address of the database of a site in `folder`."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / FILE}"
    known = connection.settings_dict
    host = known["HOST"] or known["OPTIONS"].get("host", "")
    who = f"{known['USER']}:{known['PASSWORD']}"
    return f"postgres://{who}@:{known['PORT']}/{known['NAME']}?host={host}"


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def at_hand(django_db_setup, place) -> Iterator[Commands]:
    """The commands of each site in turn: they are all in one place."""
    with commands(DATABASE_URL=database(place), DATA_DIR=str(place), DEMO="1") as found:
        yield found


@pytest.fixture
def site(transactional_db, place, at_hand) -> Iterator[Site]:
    make_public_text(state="published")
    make_commitment("published")
    site = Site(place, at_hand)
    (site.documents / "2026").mkdir(parents=True)
    (site.documents / "2026" / "letter.pdf").write_bytes(b"%PDF the words of a list")
    yield site
    shutil.rmtree(place)
    place.mkdir()


@pytest.fixture
def backup(site, tmp_path) -> Path:
    file = tmp_path / "site.zip"
    done = site.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


def test_a_site_comes_back_as_it_was(site, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = site.rows()
    assert before["ledger_entry"]
    (site.documents / "2026" / "letter.pdf").unlink()
    (site.documents / "2026" / "later.pdf").write_bytes(b"%PDF of the site that is replaced")
    site.execute("UPDATE accounts_user SET name = 'changed by mistake'")
    refused = site.run("restore", str(backup))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert site.rows() != before
    assert (site.documents / "2026" / "later.pdf").exists()
    # A site begun long ago remembers a migration that is a file no more.
    site.execute(
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('pledges', '0016_names_of_relations', '2026-11-26')"
    )
    # By manage.py itself, once on each database.
    done = site.start("restore", str(backup), "--replace")
    assert done.returncode == 0, done.stderr
    assert site.rows() == before
    assert (site.documents / "2026" / "letter.pdf").read_bytes() == b"%PDF the words of a list"
    assert not (site.documents / "2026" / "later.pdf").exists()
    # What triggers refuse and number, and what comes next, are as before too.
    added = site.run("create_coordinator", "new@cast.example", "Noé")
    assert added.returncode == 0, added.stderr
    assert site.run("verify_ledger").returncode == 0


def test_a_ledger_that_does_not_hold_is_not_restored(site, backup, tmp_path):
    site.execute("UPDATE pledges_commitment SET version = version + 7")
    broken = tmp_path / "broken.zip"
    assert site.run("backup", str(broken)).returncode == 0
    site.execute("UPDATE pledges_commitment SET version = version - 7")
    assert site.run("create_coordinator", "later@cast.example", "Lou").returncode == 0
    before = site.rows()
    refused = site.run("restore", str(broken), "--replace")
    assert refused.returncode == 1
    assert "the ledger does not hold" in refused.stderr
    assert site.rows() == before
    # Sequences do not come back with a transaction: the next number must still be free.
    added = site.run("create_coordinator", "new@cast.example", "Noé")
    assert added.returncode == 0, added.stderr


def test_documents_that_rows_name_and_the_disk_lost_are_told(site, tmp_path):
    lost = [name for (name,) in site.execute("SELECT file FROM letters_letterversion")]
    done = site.run("backup", str(tmp_path / "site.zip"))
    assert lost
    for name in lost:
        assert f"missing: {name}" in done.stderr
        (site.documents / name).parent.mkdir(parents=True, exist_ok=True)
        (site.documents / name).write_bytes(b"found again")
    assert "missing" not in site.run("backup", str(tmp_path / "site.zip")).stderr


def test_it_is_one_moment_though_others_write(site, tmp_path):
    """Two rows always come together: a backup that has one of them has the other."""
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            number = len(written)
            values = ", ".join(f"('{side}{number:08d}', 1, 1)" for side in "ab")
            statement = f"INSERT INTO accounts_requestcount (client, ends, used) VALUES {values}"
            site.execute(statement)
            written.append(number)
            time.sleep(0.001)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        done = site.run("backup", str(tmp_path / "busy.zip"))
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    assert len(written) > 10
    done = site.run("restore", str(tmp_path / "busy.zip"), "--replace")
    assert done.returncode == 0, done.stderr
    kept = [row[0] for row in site.execute("SELECT client FROM accounts_requestcount")]
    assert {name[1:] for name in kept if name[0] == "a"} == {
        name[1:] for name in kept if name[0] == "b"
    }


def written(path: Path, **manifest) -> Path:
    """A small archive, sound but for what is given."""
    with Writer(path) as out:
        out.add("documents/one.txt", [b"one"])
        out.finish({"database": "sqlite", "migrations": [], **manifest})
    return path


def again(path: Path, change) -> Path:
    """The same archive with another manifest, as somebody would make one by hand."""
    with zipfile.ZipFile(path) as old:
        files = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(files.pop(MANIFEST))
    change(manifest, files)
    with zipfile.ZipFile(path, "w") as new:
        for name, content in files.items():
            new.writestr(name, content)
        new.writestr(MANIFEST, json.dumps(manifest))
    return path


def test_a_damaged_file_is_named(tmp_path):
    def change(_manifest, files):
        files["documents/one.txt"] = b"two"

    file = again(written(tmp_path / "b.zip"), change)
    with Reader(file) as backup, pytest.raises(Unusable, match=r"documents/one\.txt"):
        backup.check()


@pytest.mark.parametrize(
    "name",
    [
        "documents/../../etc/passwd",
        "/etc/passwd",
        "elsewhere/x",
        "documents//etc/passwd",
        "documents/./x",
        "documents/..\\x",
        "documents/",
        "documents",
    ],
)
def test_a_file_of_another_place_is_refused(tmp_path, name):
    def change(manifest, files):
        files[name] = files.pop("documents/one.txt")
        manifest["files"] = {name: manifest["files"].popitem()[1]}

    with pytest.raises(Unusable, match="not a backup"):
        Reader(again(written(tmp_path / "b.zip"), change))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_what_is_not_a_backup_is_said(tmp_path, content):
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(Unusable, match="not a backup"):
        Reader(tmp_path / "b.zip")


def test_a_writing_that_fails_leaves_the_file_before(tmp_path):
    kept = written(tmp_path / "b.zip").read_bytes()

    def parts():
        yield b"one"
        raise OSError("no room on the disk")

    out = Writer(tmp_path / "b.zip")
    with pytest.raises(OSError, match="disk"), out:
        out.add("documents/one.txt", parts())
    assert (tmp_path / "b.zip").read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "words"),
    [({"database": "oracle"}, "oracle"), ({"migrations": ["x.0001"]}, "release that made it")],
)
def test_what_does_not_fit_this_site_is_refused(tmp_path, facts, words):
    from pacte.backups.whole import restore

    file = written(tmp_path / "b.zip", **{"database": connection.vendor} | facts)
    with pytest.raises(Unusable, match=words):
        restore(file)
    assert not User.objects.exists()
