"""Words that moved between two snapshots of an object, word by word; the same for every table."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, ForeignKey
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.days import in_words
from accounts.roles import BY_NAME
from ledger.steps import gettext_noop

# Counters and marks of the software: they move with every change and say nothing of its words.
# `moved`, of a merge, names columns: its page says in words what it moved.
UNSAID = {"revision", "progress_fictitious", "fictitious", "moved", "duplicate_of"}
# What a snapshot keeps under another name than a field's; what has neither name is not for people.
_LABELS = {
    "articles": gettext_noop("articles"),
    "list": gettext_noop("list"),
    "quotes": gettext_noop("quotes"),
    "roles": gettext_noop("roles"),
    "source": gettext_noop("source to add"),
    "source_title": gettext_noop("its title"),
    "sources": gettext_noop("sources"),
}
# What a snapshot names by a reference, under another name than the field's.
_ROWS = {"list": "electoral_list"}
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
    runs: list[tuple[str, str]] = []
    gone = added = ""
    steps = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(steps, start=1):
        left, come = "".join(old[a:b]), "".join(new[c:d])
        # A blank between two changes is of them both: words are read in a row, not one by one.
        if tag == "equal" and (come.strip() or at in (1, len(steps))):
            runs += [("gone", gone), ("new", added), ("same", come)]
            gone = added = ""
        else:
            gone, added = gone + left, added + come
    runs += [("gone", gone), ("new", added)]
    return tuple(Part(kind, text) for kind, text in runs if text)


def differences(model: type, before: dict, after: dict) -> list[FieldChange]:
    """Fields of two snapshots of `model` that differ, in the order of the later one."""
    changes = []
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        label = _label(model, name)
        if name in UNSAID or old == new or not label:
            continue
        words = compared(_said(model, name, old), _said(model, name, new))
        if any(part.kind != "same" for part in words):
            changes.append(FieldChange(label, words))
    return changes


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _field(model: type, name: str):
    try:
        return model._meta.get_field(name)  # type: ignore[attr-defined]
    except FieldDoesNotExist:
        return None


def _row(field, value):
    """The row that a snapshot names by its reference; None when it names none."""
    towards = field.related_model if isinstance(field, ForeignKey) else None
    if towards is None or not hasattr(towards, "ref"):
        return None
    return towards._default_manager.filter(ref=value).first()


def _label(model: type, name: str) -> str:
    known = getattr(_field(model, name), "verbose_name", "")
    return str(known) if known else _(_LABELS[name]) if name in _LABELS else ""


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
    field = _field(model, name)
    if row := _row(_field(model, _ROWS.get(name, name)), value):
        return str(row)
    if isinstance(field, DateField) and (day := parse_date(str(value)[:10])):
        return in_words(day)
    if name == "roles":
        return _(BY_NAME[value].label) if value in BY_NAME else str(value)
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))
