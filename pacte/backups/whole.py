"""Backup and restoration of a site: database, documents, checks."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.models import Entry
from pacte.backups import postgresql, sqlite
from pacte.backups.archive import DOCUMENTS, Reader, Unusable, Writer, of_file

Tell = Callable[[str], None]


def back_up(path: Path, tell: Tell = lambda _name: None) -> dict[str, Any]:
    """Write the whole site to `path`; returns the manifest. Raises OSError, Unusable.

    `missing` in the manifest: documents that rows name and the disk no longer has.

    The database first: a document is on the disk before the row that names it, and documents
    are never rewritten, so that all those of the copied rows are there to be copied.
    """
    with Writer(path) as out:
        facts = {
            "made_at": timezone.now().isoformat(),
            "database": connection.vendor,
            "migrations": _migrations(),
        }
        _store().write(out)
        tell("database")
        root = Path(settings.MEDIA_ROOT)
        for document in sorted(root.rglob("*")) if root.exists() else []:
            if document.is_file() and not document.is_symlink():
                # One erased in between is missing in good right.
                with suppress(FileNotFoundError):
                    out.add(
                        f"{DOCUMENTS}/{document.relative_to(root).as_posix()}", of_file(document)
                    )
                tell(document.name)
        facts["missing"] = sorted(name for name in _named() if not (root / name).is_file())
        return out.finish(facts)


def _named() -> Iterator[str]:
    """Every document that a row names, whatever its model."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""})
                yield from rows.values_list(field.name, flat=True).iterator()


def restore(path: Path, *, replace: bool = False, tell: Tell = lambda _name: None) -> dict:
    """Put the site of `path` in the place of this one; returns the manifest.

    replace: even when this site holds people or a ledger; its documents go with its rows, once
    those of the backup are in place. Raises Unusable, having changed nothing.
    """
    with Reader(path) as backup:
        _usable(backup.manifest, replace)
        backup.check(tell)
        with _store().restored(backup):
            _prove()
            for name in backup.files:
                if name.startswith(f"{DOCUMENTS}/"):
                    _put(backup, name)
                    tell(name)
        _forget_others(backup)
        return backup.manifest


def _store():
    return sqlite if connection.vendor == "sqlite" else postgresql


def _migrations() -> list[str]:
    """What made the tables. An older site also remembers migrations that are files no more."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys() & loader.disk_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in applied)


def _usable(manifest: dict[str, Any], replace: bool) -> None:
    if manifest["database"] != connection.vendor:
        words = _("This backup is of %(theirs)s, and this site uses %(ours)s.")
        raise Unusable(words % {"theirs": manifest["database"], "ours": connection.vendor})
    if manifest["migrations"] != _migrations():
        raise Unusable(
            _("The tables are not those of the backup: restore with the release that made it.")
        )
    if not replace and (Entry.objects.exists() or User.objects.exists()):
        raise Unusable(_("This site is not empty: --replace puts the backup in its place."))


def _prove() -> None:
    """Raise Unusable when the ledger and the restored rows do not agree."""
    told = StringIO()
    try:
        call_command("verify_ledger", stdout=told, stderr=told)
    except CommandError as problem:
        raise Unusable(f"{problem}: {told.getvalue().strip()}") from problem


def _forget_others(backup: Reader) -> None:
    """Letters that no row names any more would be kept for nobody, and never erased."""
    root = Path(settings.MEDIA_ROOT)
    for document in root.rglob("*") if root.exists() else []:
        name = f"{DOCUMENTS}/{document.relative_to(root).as_posix()}"
        if document.is_file() and name not in backup.files:
            document.unlink()


def _put(backup: Reader, name: str) -> None:
    place = Path(settings.MEDIA_ROOT) / name.removeprefix(f"{DOCUMENTS}/")
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.restoring")
    with aside.open("wb") as out:
        for part in backup.parts(name):
            out.write(part)
    aside.replace(place)
