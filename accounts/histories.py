"""What happened to an object, told from the ledger, ready for any page of the desk."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import BY_NAME
from accounts.sentences import actor, sentence
from ledger.models import Entry
from ledger.reading import history_of
from ledger.steps import UNDO, StepTable

# Steps that are rows of no table: the births of objects, and changes that move no state.
OTHER_WORDS = {
    "announce": gettext_lazy("Announced"),
    "assessed": gettext_lazy("Progress updated by an assessment"),
    "attest": gettext_lazy("Confirmed as still accurate"),
    "correct": gettext_lazy("Corrected"),
    "create": gettext_lazy("Created"),
    "describe": gettext_lazy("Described"),
    "absorb": gettext_lazy("Took in a duplicate"),
    "draft": gettext_lazy("Drafted"),
    "edit": gettext_lazy("Changed"),
    "end": gettext_lazy("Last day set"),
    "file": gettext_lazy("Filed"),
    "give_back": gettext_lazy("Gave a duplicate back"),
    "merge_away": gettext_lazy("Merged into another"),
    "mandate": gettext_lazy("Mandate changed"),
    "mandate_lifted": gettext_lazy("Mandate as before"),
    "move": gettext_lazy("Moved by a merge"),
    "move_back": gettext_lazy("Moved back: merge undone"),
    "propose": gettext_lazy("Proposed"),
    "propose_text": gettext_lazy("Public text proposed"),
    "record": gettext_lazy("Reply received by letter"),
    "reply": gettext_lazy("Reply received"),
    "report_published": gettext_lazy("Progress updated by a report"),
    "request": gettext_lazy("Access asked for"),
    "transcribe": gettext_lazy("Transcribed"),
    "unmerge": gettext_lazy("Merge undone"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change, ready to be said: when, what, who, in which role, and why."""

    at: datetime
    what: str
    who: str
    role: str
    state: str
    reason: str
    version: int
    # Fields whose words moved, each with a label and parts (kind, text); see `Changes`.
    changes: tuple = ()


# Two snapshots → the fields that differ.
Changes = Callable[[dict, dict], Iterable]


def history_lines(
    table: StepTable | None,
    kind: str,
    ref: str,
    changes: Changes | None = None,
    steps: Collection[str] = (),
) -> list[HistoryLine]:
    """What happened to an object, newest first; two queries whatever the length.

    changes(before, after) tells the fields that moved between two snapshots. steps: those told,
    when a part of the history alone is the reader's to know; all of them otherwise.
    """
    told = history_of(kind, ref)
    entries = list(told.filter(step__in=steps) if steps else told)
    before = [None, *entries][:-1]
    names = _names({entry.actor_ref for entry in entries if entry.actor_ref})
    labels = {step.name: step.label for step in table or ()}
    states = table.states if table else {}
    return [
        HistoryLine(
            at=entry.at,
            what=_said(entry, last, labels, names),
            who=actor(entry.actor_ref, names),
            role=_(BY_NAME[entry.role].label) if entry.role in BY_NAME else "",
            state=_(states.get(entry.to_state, "")) if entry.to_state in states else "",
            reason=entry.reason,
            version=entry.version,
            changes=tuple(changes(last.snapshot, entry.snapshot)) if changes and last else (),
        )
        for last, entry in reversed(list(zip(before, entries, strict=True)))
    ]


def _said(entry: Entry, last: Entry | None, labels: dict[str, str], names: dict) -> str:
    """The entry as a sentence; an undo names the decision it took back."""
    told = last if entry.step == UNDO and last is not None else entry
    what = _(str(labels.get(told.step) or OTHER_WORDS.get(told.step, told.step)))
    return sentence(entry.step, actor(entry.actor_ref, names), what=what)


def _names(refs: Iterable[str]) -> dict[str, str]:
    return dict(User.objects.filter(ref__in=refs).values_list("ref", "name"))
