"""`after=REF`: the rest of a file whose sending was interrupted, from the last row received."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from pledges.api.paging import after, values_of
from pledges.exports.resources import Resource

# Columns that name a row, where that is not the one column of its public identifier.
_NAMES = {"communes": ("code", "kind"), "letters": ("letter__ref",)}


def rest_of(resource: Resource, rows: QuerySet, raw: str | None) -> QuerySet:
    """The rows that come after the one called `raw`, in the order of the file.

    Raises ValidationError when there is no such row: it left in between, and so may have others.
    """
    if raw is None:
        return rows
    names, keys = _NAMES.get(resource.name, (resource.key,)), raw.split("/")
    if resource.name == "communes" and len(keys) == 1:
        keys.append("COM")
    found = None
    if len(keys) == len(names):
        found = rows.filter(**dict(zip(names, keys, strict=True))).first()
    if found is None:
        sentence = _("No row of this file has this identifier: read it from its beginning.")
        raise ValidationError({"after": [sentence]})
    return rows.filter(after(resource.keyset, values_of(found, resource.keyset)))
