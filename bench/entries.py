"""Ledger entries of generated rows: one per object, with its digest, numbered like real ones."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from bench.tables import Table
from ledger.models import Entry, Numbered, Unnumbered

BATCH = 50_000
NAMES = ("seq", "at", "actor_ref", "role", "object_kind", "object_ref", "version", "step")
NAMES += ("from_state", "to_state", "reason", "snapshot", "previous", "digest")


class Entries:
    """Entries to write: `add` them, then `finish`."""

    def __init__(self, moment: datetime):
        self.moment, self.waiting, self.seq = moment, [], 0

    def go_on_after(self, entry: Entry | None) -> None:
        """Number the next entries after `entry`."""
        self.seq = entry.seq if entry else 0

    def add(self, kind: str, ref: str, step: str, state: str, content: dict, at: datetime) -> None:
        """The first entry of an object, which is in `state` since."""
        self.seq += 1
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        at_text = at.isoformat(timespec="microseconds")
        digest = hashlib.sha256(
            f'["","{at_text}","","","{kind}","{ref}",1,"{step}","","{state}","",{text}]'.encode()
        ).hexdigest()
        stored = at.replace(tzinfo=None).isoformat(" ")
        self.waiting.append(
            (self.seq, stored, "", "", kind, ref, 1, step, "", state, "", text, "", digest)
        )
        if len(self.waiting) >= BATCH:
            self._write()

    def finish(self) -> None:
        """Write what waits, and give every entry its public number."""
        self._write()
        # Read to the end first: a connection that is copying rows in answers nothing else.
        seqs = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
        Unnumbered.objects.all().delete()

        Table(Numbered, ("number", "seq"), self.moment).write(_numbers(seqs))

    def _write(self) -> None:
        Table(Entry, NAMES, self.moment).write(self.waiting)
        self.waiting.clear()


def _numbers(seqs) -> Iterator[tuple[int, int]]:
    yield from enumerate(seqs, 1)
