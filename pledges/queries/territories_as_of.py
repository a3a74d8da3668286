"""What territories were at a moment: told backwards from today, by what each load of the official
geographic code changed since. Before the first one nothing was known of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from ledger.models import Entry


@dataclass
class Since:
    """What the loads after a moment brought: keys of new rows, columns that had another value.

    unknown: the moment is before the first load.
    """

    new: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    was: dict[str, dict[str, dict]] = field(default_factory=lambda: defaultdict(dict))
    unknown: bool = False


def loads_since(moment: datetime) -> Since:
    """One query; a load whose entry says nothing of what was before it is not told apart."""
    since = Since()
    loads = Entry.objects.filter(object_kind="geography", at__gt=moment).order_by("-version")
    for load in loads:
        since.unknown = load.version == 1
        for kind, keys in load.snapshot.get("new", {}).items():
            since.new[kind].update(keys)
        for kind, rows in load.snapshot.get("was", {}).items():
            for key, columns in rows.items():
                since.was[kind][key] = since.was[kind].get(key, {}) | columns
    return since


def territories_at(kind: str, column: str, moment: datetime) -> Q:
    """Rows of this kind of territory, whose code is in `column`, that there were."""
    since = loads_since(moment)
    if since.unknown:
        return Q(pk=None)
    if kind != "commune":
        return ~Q(**{f"{column}__in": since.new[kind]})
    codes = defaultdict(list)
    for key in since.new[kind]:
        code, part = key.split()
        codes[part].append(code)
    found = Q()
    for part, some in codes.items():
        found &= ~Q(kind=part, code__in=some)
    return found
