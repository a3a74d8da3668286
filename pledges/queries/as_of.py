"""What the public knew on a given day: rows as their ledger entries tell, not as they are now."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from ledger.models import Entry
from pledges.workflow.table import TABLES

# Resources whose past is kept whole, and the kind of their entries.
KINDS = {
    "commitments": "commitment",
    "reports": "report",
    "assessments": "assessment",
    "signatures": "signature",
}


# Left out of an entry while there is nothing to say: what is said since is not of that day.
_LEFT_OUT = ("mandate",)


def public_entries(resource: str, moment: datetime, refs: QuerySet | None = None) -> QuerySet:
    """The entry in force at `moment` of each object that was public then.

    refs: a queryset of references, when only some objects are asked for.
    """
    kind = KINDS[resource]
    later = Entry.objects.filter(
        object_kind=kind,
        object_ref=OuterRef("object_ref"),
        version__gt=OuterRef("version"),
        at__lte=moment,
    )
    entries = Entry.objects.filter(
        ~Exists(later),
        object_kind=kind,
        at__lte=moment,
        to_state__in=TABLES[kind].public_states,
    )
    return entries if refs is None else entries.filter(object_ref__in=refs)


def put_back(row, entry: Entry) -> None:
    """Give `row`, an instance that is never saved, the content and state of `entry`."""
    fields = {field.name: field for field in row._meta.concrete_fields if not field.is_relation}
    nothing = dict.fromkeys(_LEFT_OUT)
    for name, value in (nothing | entry.snapshot).items():
        if name in fields:
            setattr(row, name, fields[name].to_python(value))
    row.state, row.version = entry.to_state, entry.version
    row.changed_at = row.state_at = entry.at
