"""What territories were before a load of the geographic code, kept with its one entry.

Rows have no entry of their own: a vintage brings tens of thousands. What each load changed is
enough to tell any day since the first one, backwards from today.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model

from communes.models import Commune, Department, Intercommunality, Membership, Region
from communes.queries import key_of_territory

BATCH = 2000
KINDS = {
    Region: "region",
    Department: "department",
    Intercommunality: "intercommunality",
    Commune: "commune",
}
# Columns that point to a territory: its code stands for it.
_POINTERS = ("region", "department", "parent")


def content_before(sheets: Iterable) -> dict:
    """Of sheets about to be written: {"new": {kind: keys}, "was": {kind: {key: {column: value}}}}.

    "was" holds the columns that move, as they are; of a commune, "memberships" too: the SIRENs of
    its groupings, when one begins or ends. Keys are those of `key_of_territory`.
    """
    new, was = defaultdict(list), defaultdict(dict)
    for sheet in sheets:
        if sheet.model is Membership:
            for key, groups in _memberships(sheet).items():
                was["commune"].setdefault(key, {})["memberships"] = groups
        elif kind := KINDS.get(sheet.model):
            new[kind] += [key_of_territory(row) for row in sheet.create]
            was[kind] |= _moved(sheet)
    return {"new": dict(new), "was": dict(was)}


def _moved(sheet) -> dict[str, dict]:
    changed = {row.pk: row for row in (*sheet.update, *sheet.close)}
    names = [name for name in sheet.fields if not name.startswith("search_")]
    pointers = [name for name in names if name in _POINTERS]
    # Of a pointer, the key it holds: to read the row it leads to would be a query for each.
    columns = {name: sheet.model._meta.get_field(name).attname for name in names}
    found, keys = {}, list(changed)
    for start in range(0, len(keys), BATCH):
        held = sheet.model.objects.filter(pk__in=keys[start : start + BATCH])
        for row in held.select_related(*pointers) if pointers else held:
            becomes = changed[row.pk]
            moved = {
                name: _plain(getattr(row, name))
                for name, column in columns.items()
                if _plain(getattr(row, column)) != _plain(getattr(becomes, column))
            }
            if moved:
                found[key_of_territory(row)] = moved
    return found


def _plain(value):
    """A value as JSON keeps it."""
    if isinstance(value, Model):
        return value.code  # type: ignore[attr-defined]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _memberships(sheet) -> dict[str, list[str]]:
    """Of each commune whose groupings move: their SIRENs, as they are."""
    # A commune that is new has no key yet, and no past.
    moving = {row.commune for row in (*sheet.create, *sheet.close) if row.commune.pk}
    found = {commune.pk: [] for commune in moving}
    held = Membership.objects.filter(commune__in=found, end=None).order_by(
        "intercommunality__siren"
    )
    for commune, siren in held.values_list("commune", "intercommunality__siren"):
        found[commune].append(siren)
    return {key_of_territory(commune): found[commune.pk] for commune in moving}
