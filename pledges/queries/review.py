"""What a reviewer compares: words before and after, what changed since the last decision, what
waits next. Differences are told from the ledger's snapshots."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _

from ledger.models import Entry
from ledger.reading import history_of
from ledger.steps import gettext_noop
from pledges.models import Commitment, Correction, ReturnReason

# Steps by which somebody other than the author looked at the words.
DECIDED = {"return", "publish", "correct", "withdraw", "restore"}
# Counters and marks of the software: they move with every change and say nothing of its words.
# `moved`, of a merge, names columns: its page says in words what it moved.
UNSAID = {"revision", "progress_fictitious", "fictitious", "moved"}
_LABELS = {"quotes": gettext_noop("quotes"), "sources": gettext_noop("sources")}
# Longer texts are shown whole, before and after: comparing them word by word grows as the square.
MAX_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words: kind is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field whose words moved, as runs of words."""

    label: str
    parts: tuple[Part, ...]


def compared(before: str, after: str) -> tuple[Part, ...]:
    """Word-level difference; the "same" and "new" parts joined give `after` back exactly."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MAX_WORDS:
        return tuple(Part(kind, text) for kind, text in (("gone", before), ("new", after)) if text)
    parts = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(new[c:d])))
            continue
        runs = (("gone", old[a:b]), ("new", new[c:d]))
        parts += [Part(kind, "".join(run)) for kind, run in runs if run]
    return tuple(parts)


def differences(model: type, before: dict, after: dict) -> list[FieldChange]:
    """Fields of two snapshots of `model` that differ, in the order of the later one."""
    changes = []
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        if name in UNSAID or old == new:
            continue
        words = compared(_said(model, name, old), _said(model, name, new))
        if any(part.kind != "same" for part in words):
            changes.append(FieldChange(_label(model, name), words))
    return changes


def corrected(correction: Correction) -> list[FieldChange]:
    """What a correction changes, word by word: of the present words while it waits, of those that
    stood when it was proposed once it is decided."""
    commitment = correction.commitment
    before = {name: getattr(commitment, name) for name in correction.changes}
    if correction.state != "proposed":
        earlier = history_of("commitment", commitment.ref).filter(at__lte=correction.created_at)
        last = earlier.last()
        before = last.snapshot if last else before
    kept = {name: before.get(name, "") for name in correction.changes}
    return differences(Commitment, kept, correction.changes)


def proposed(commitment: Commitment, words: dict) -> list[FieldChange]:
    """What `words` (field → value) would change of those in force, word by word."""
    before = {name: getattr(commitment, name) for name in words}
    return differences(Commitment, before, words)


def revision_of(correction: Correction) -> int | None:
    """The revision of its commitment a correction would make, or made; None once declined."""
    if correction.state == "proposed":
        return correction.commitment.revision + 1
    if correction.state == "declined":
        return None
    made = history_of("commitment", correction.commitment.ref).filter(
        step="correct", at__gte=correction.state_at
    )
    entry = made.first()
    return entry.snapshot.get("revision") if entry else None


def last_decided(entries: Sequence[Entry]) -> Entry | None:
    """The entry of the last decision about an object, None when nobody decided yet.

    entries: of one object, oldest first.
    """
    return next((one for one in reversed(entries) if one.step in DECIDED), None)


def corrections_of(commitment: Commitment) -> QuerySet[Correction]:
    """Corrections proposed to a commitment, those that wait first, then the latest."""
    waits = Case(When(state="proposed", then=0), default=1)
    found = commitment.corrections.select_related("created_by", "state_by")
    return found.order_by(waits, "-pk")


def reasons_offered() -> QuerySet[ReturnReason]:
    """Words a reviewer may begin a reason with."""
    return ReturnReason.objects.filter(in_use=True)


def reason_offered(key: str) -> ReturnReason | None:
    """The words that a form asks for by their key, None when it names none."""
    # isdecimal alone lets other scripts' digits through.
    known = key.isascii() and key.isdigit() and len(key) < 10
    return reasons_offered().filter(pk=key).first() if known else None


def to_review(user) -> QuerySet[Commitment]:
    """Commitments in review that `user` did not write, those that wait for longest first."""
    waiting = Commitment.objects.filter(state="in_review")
    return waiting.exclude(created_by=user).exclude(content_by=user).order_by("state_at", "pk")


def next_to_review(user, after: Commitment) -> Commitment | None:
    """What to look at once `after` is decided or passed over; back to the oldest at the end."""
    others = list(to_review(user).exclude(pk=after.pk)[:500])
    later = (one for one in others if (one.state_at, one.pk) > (after.state_at, after.pk))
    return next(later, others[0] if others else None)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _label(model: type, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[attr-defined]
    except (FieldDoesNotExist, AttributeError):
        return _(_LABELS.get(name, name))


def _said(model: type, name: str, value: Any) -> str:
    """A value of a snapshot as words: labels of choices, items of lists one after the other."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return " · ".join(_said(model, name, one) for one in value)
    if isinstance(value, dict):
        return " · ".join(f"{key}: {_said(model, name, one)}" for key, one in value.items())
    try:
        choices = dict(model._meta.get_field(name).flatchoices)  # type: ignore[attr-defined]
    except (FieldDoesNotExist, AttributeError):
        choices = {}
    return str(choices.get(value, value))
