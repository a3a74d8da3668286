"""Public numbers of entries: given in the order of commits, one after the other, without a gap."""

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ledger import prepared
from ledger.models import Numbered, Unnumbered

# Any constant: the name of the lock that numbering takes on PostgreSQL.
LOCK = 7_238_001
BATCH = 10_000
# Numbers have no gap: the last one counts those that have one; those that have none are few.
_COMMITTED = (
    "SELECT (SELECT COALESCE(MAX(number), 0) FROM ledger_numbered)"
    " + (SELECT COUNT(*) FROM ledger_unnumbered)"
)


def number_entries() -> int:
    """Number every committed entry that has none; return the last number (0 when there is none).

    A number is visible only once all lower ones are: they are given under one lock, in one
    transaction, to entries already committed. Cheap when nothing waits (two queries).
    """
    while Unnumbered.objects.exists():
        if not _number_some():
            break
    return last_number()


def last_number() -> int:
    return Numbered.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _number_some() -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Read after the lock: what another reader has just numbered waits no more.
        waiting = Unnumbered.objects.order_by("seq")
        entries = list(waiting.values_list("seq", flat=True)[:BATCH])
        first = last_number() + 1
        Numbered.objects.bulk_create(
            [Numbered(number=number, seq=seq) for number, seq in enumerate(entries, first)]
        )
        Unnumbered.objects.filter(seq__in=entries).delete()
        return len(entries)


def committed() -> int:
    """How many entries are committed: moves with each transaction that recorded something.

    One statement, so that an entry that is being numbered is counted once.
    """
    return prepared.rows(_COMMITTED)[0][0]


def committed_is_next() -> None:
    """Have the database count while a request is taken apart, for `committed` to read.

    Danger: of `ledger.prepared.ask_ahead`.
    """
    prepared.ask_ahead(_COMMITTED)


def with_committed(rows: QuerySet) -> QuerySet:
    """`rows` of a `values_list`, with one value more: what `committed` says as they are read."""
    return rows.annotate(committed=RawSQL(_COMMITTED, []))  # noqa: S611
