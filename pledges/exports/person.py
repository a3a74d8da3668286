"""What is kept about a person, as one archive: person.json and the files they gave."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from accounts.searching import SearchField
from ledger.models import Entry
from pledges.models import Evidence
from pledges.queries import persons
from pledges.queries.person_places import EMPTIED, ROWS_GO
from pledges.queries.persons import Person

# What proves an identity is no information about it, and would open a door to who finds the file.
SECRETS = {"password", "digest", "secret", "previous_secret", "session_key", "session_data", "key"}
SECRETS |= {"fingerprint", "body_digest"}
# Written by the person: given back whole. Of what they only handled, the reference is enough.
WRITTEN = {"pledges.Report", "pledges.Evidence", "pledges.Reply", "pledges.Correction"}
WRITTEN |= {"communes.Contact", "accounts.Invitation", "pledges.Attestation"}


def content_of(person: Person) -> dict:
    """Everything about the person, by place, as JSON can hold it."""
    return {
        "accounts": [_whole(one) | {"roles": sorted(one.role_names)} for one in person.accounts],
        "rows": dict(_rows(person)),
        "ledger": [_entry(one) for one in _entries(person)],
        "named_in": [
            {"place": one.place, "rows": list(one.keys)}
            for one in persons.everywhere(person)
            if one.keys
        ],
    }


def write_archive(person: Person, target: Path) -> list[str]:
    """Write the archive beside `target`, for its owner alone, then rename; names of its files."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            text = json.dumps(
                content_of(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1
            )
            archive.writestr("person.json", text, zipfile.ZIP_DEFLATED)
            for evidence in files_of(person):
                with evidence.file.open("rb") as given, archive.open(_name(evidence), "w") as kept:
                    for chunk in given.chunks():
                        kept.write(chunk)
            names = archive.namelist()
        aside.rename(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return names


def files_of(person: Person) -> Iterator[Evidence]:
    """Evidence files the person gave, that are still there."""
    given = Evidence.objects.filter(created_by__in=person.accounts).exclude(file="")
    for evidence in given.order_by("pk"):
        if evidence.file.storage.exists(evidence.file.name):
            yield evidence


def _name(evidence: Evidence) -> str:
    # Only the last part of a name from outside, behind a reference: never a path, never twice.
    return f"files/{evidence.ref}-{Path(evidence.original_name).name or 'file'}"


def _rows(person: Person) -> Iterator[tuple[str, list]]:
    owned = ROWS_GO | {label: path for label, (path, _columns) in EMPTIED.items()}
    for label, path in owned.items():
        rows = [_whole(one) for one in persons.own_rows(label, path, person)]
        if rows:
            yield label, rows
    for label, names in persons.pointers():
        if label in owned:
            continue
        either = models.Q(
            *(models.Q(**{f"{name}__in": person.accounts}) for name in names),
            _connector=models.Q.OR,
        )
        rows = apps.get_model(label)._default_manager.filter(either).order_by("pk")
        said = [_whole(one) if label in WRITTEN else _in_short(one, names, person) for one in rows]
        if said and label != "accounts.User":
            yield label, said


def _whole(row: models.Model) -> dict:
    return {
        field.name: field.value_to_string(row)
        if isinstance(field, models.FileField)
        else field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in SECRETS
        and row._meta.label != "mfa.Authenticator"
        # Other columns spelled again, to be searched.
        and not isinstance(field, SearchField)
    } | {"id": row.pk}


def _in_short(row: models.Model, names: list[str], person: Person) -> dict:
    keys = {one.pk for one in person.accounts}
    held = [name for name in names if getattr(row, f"{name}_id") in keys]
    return {"reference": getattr(row, "ref", row.pk), "as": held}


def _entries(person: Person):
    refs = [one.ref for one in person.accounts]
    return Entry.objects.filter(actor_ref__in=refs).order_by("seq").iterator(chunk_size=1000)


def _entry(entry: Entry) -> dict:
    return {
        "at": entry.at,
        "step": entry.step,
        "object": f"{entry.object_kind} {entry.object_ref}",
        "reason": entry.reason,
    }
