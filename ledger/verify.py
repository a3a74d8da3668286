"""Proving the ledger: every chain recomputed, and every row agrees with its last entry."""

from collections.abc import Iterable, Iterator

from ledger.models import Entry
from ledger.recording import digest_of


def broken_chains() -> Iterator[str]:
    """Yield one sentence per entry whose digest, version or link does not hold."""
    heads: dict[tuple[str, str], tuple[int, str]] = {}
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        key = (entry.object_kind, entry.object_ref)
        version, digest = heads.get(key, (0, ""))
        if entry.previous != digest:
            yield f"{entry}: does not follow the entry before it"
        elif entry.version <= version:
            yield f"{entry}: version {entry.version} comes after version {version}"
        elif digest_of(entry) != entry.digest:
            yield f"{entry}: was altered after it was written"
        heads[key] = (entry.version, entry.digest)


def disagreements(kind: str, rows: Iterable[tuple[str, int, str, dict]]) -> Iterator[str]:
    """Yield a sentence per row that differs from its last entry.

    rows: (ref, version, state, snapshot) of every object of `kind` that must agree.
    """
    last = {
        entry.object_ref: entry
        for entry in Entry.objects.filter(object_kind=kind).order_by("version")
    }
    for ref, version, state, snapshot in rows:
        entry = last.get(ref)
        if entry is None:
            yield f"{kind} {ref}: has no entry in the ledger"
        elif (entry.version, entry.to_state) != (version, state):
            yield (
                f"{kind} {ref}: the row says {state} v{version},"
                f" the ledger says {entry.to_state} v{entry.version}"
            )
        elif entry.snapshot != snapshot:
            changed = sorted(k for k in snapshot if entry.snapshot.get(k) != snapshot[k])
            yield f"{kind} {ref}: content differs from the ledger ({', '.join(changed)})"
