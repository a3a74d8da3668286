"""Writing the ledger. Imported by `*.actions` and `ledger.applying` alone (import-linter)."""

import hashlib
import json
from datetime import UTC, datetime

from django.utils import timezone

from ledger import prepared
from ledger.models import Entry
from ledger.refusals import STALE, Stale

_LAST = (
    "SELECT version, digest FROM ledger_entry WHERE object_kind = %s AND object_ref = %s"
    " ORDER BY version DESC LIMIT 1"
)


_UNNUMBERED = "INSERT INTO ledger_unnumbered (seq) VALUES (%s)"


def digest_of(entry: Entry) -> str:
    """SHA-256 (64 hex digits) over every meaningful column of `entry` and the previous digest."""
    content = [
        entry.previous,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_ref,
        entry.role,
        entry.object_kind,
        entry.object_ref,
        entry.version,
        entry.step,
        entry.from_state,
        entry.to_state,
        entry.reason,
        entry.snapshot,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    *,
    kind: str,
    ref: str,
    version: int,
    step: str,
    before: str = "",
    after: str = "",
    by=None,
    role: str = "",
    reason: str = "",
    snapshot: dict | None = None,
    at: datetime | None = None,
) -> Entry:
    """Append one entry; call it inside the transaction of the change it tells.

    `by` is a user (its `ref` is kept) or None for the software itself. `snapshot` must be JSON
    as stored (text, numbers, lists). Raises `Stale` when `version` does not follow the last one:
    the unique constraint behind it makes a lost update impossible even without the check.
    """
    last_version, last_digest = next(iter(prepared.rows(_LAST, [kind, ref])), (0, ""))
    if version <= last_version:
        raise Stale(STALE, seen=version, current=last_version)
    # Microseconds in UTC: what both databases give back, so that the digest can be recomputed.
    moment = (at or timezone.now()).astimezone(UTC)
    entry = Entry(
        at=moment,
        actor_ref=getattr(by, "ref", "") or "",
        role=role,
        object_kind=kind,
        object_ref=ref,
        version=version,
        step=step,
        from_state=before,
        to_state=after,
        reason=reason,
        snapshot=json.loads(json.dumps(snapshot or {})),
        previous=last_digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    prepared.rows(_UNNUMBERED, [entry.seq])
    return entry
