"""What happened to a commitment, in order of dates: declared, assessed, worded; as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from communes.models import Intercommunality
from ledger.models import Entry
from ledger.steps import gettext_noop
from letters.enums import Firmness
from pledges.history import mandate_words
from pledges.models import Assessment, Commitment, Report

SAID = {
    ("commitment", "publish"): gettext_noop("Commitment published"),
    ("commitment", "correct"): gettext_noop("Words corrected"),
    ("commitment", "withdraw"): gettext_noop("Withdrawn from the site"),
    ("commitment", "restore"): gettext_noop("Back on the site"),
    ("commitment", "mandate_lifted"): gettext_noop("Mandate as before"),
    ("report", "publish"): gettext_noop("Progress declared by the municipality"),
    ("assessment", "publish"): gettext_noop("Progress assessed by the association"),
    ("signature", "publish"): gettext_noop("Signature published"),
    ("signature", "withdraw"): gettext_noop("Signature withdrawn"),
    ("letter_text", "publish_text"): gettext_noop("Letter made public"),
}
# The reasons of other steps are for those who work on the site.
WITH_PUBLIC_REASON = {"correct", "withdraw", "restore", "mandate", "mandate_lifted"}
WORDED = ("title", "summary", "firmness", "condition", "deadline", "intercommunality")


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose words were replaced."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line: side is "declared" (municipality), "assessed" (association) or "site"."""

    at: datetime
    side: str
    what: str
    value: str = ""
    anchor: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    fictitious: bool = False


def said(entry: Entry) -> str:
    """A public step as a reader would say it."""
    if entry.step == "mandate":
        return mandate_words(entry.snapshot["mandate"])
    return _(SAID[entry.object_kind, entry.step])


def chronicle(
    entries: list[Entry], reports: Iterable[Report], assessments: Iterable[Assessment]
) -> list[Event]:
    """Events of a commitment, oldest first. entries: its public ones, oldest first."""
    events = _wordings(entries) + _declared(reports) + _assessed(assessments)
    return sorted(events, key=lambda event: event.at)


def withdrawal_of(events: list[Event], commitment: Commitment) -> Event | None:
    """The withdrawal in force, or None."""
    if commitment.state != "withdrawn":
        return None
    sentence = _(SAID["commitment", "withdraw"])
    return next((one for one in reversed(events) if one.what == sentence), None)


def _wordings(entries: list[Entry]) -> list[Event]:
    before = [None, *entries[:-1]]
    return [
        Event(
            at=entry.at,
            side="site",
            what=said(entry),
            reason=entry.reason if entry.step in WITH_PUBLIC_REASON else "",
            changes=changes_between(last, entry) if last else (),
        )
        for last, entry in zip(before, entries, strict=True)
    ]


def changes_between(before: Entry, after: Entry) -> tuple[Change, ...]:
    """The words of a commitment that one public step replaced."""
    old, new = before.snapshot, after.snapshot
    return tuple(
        Change(_label(name), _word(name, old.get(name)), _word(name, new.get(name)))
        for name in WORDED
        if old.get(name) != new.get(name)
    )


def _label(name: str) -> str:
    return str(Commitment._meta.get_field(name).verbose_name)


def _word(name: str, value: str | None) -> str:
    if name == "firmness" and value in Firmness.values:
        return str(Firmness(value).label)
    if name == "intercommunality":
        group = Intercommunality.objects.filter(siren=value).first() if value else None
        return str(group or _("the commune"))
    return value or ""


def _declared(reports: Iterable[Report]) -> list[Event]:
    return [
        Event(
            at=report.state_at,
            side="declared",
            what=_(SAID["report", "publish"]),
            value=report.get_declared_display(),
            anchor=f"declared-{report.ref}",
            fictitious=report.fictitious,
        )
        for report in reports
    ]


def _assessed(assessments: Iterable[Assessment]) -> list[Event]:
    return [
        Event(
            at=one.published_at,
            side="assessed",
            what=_(SAID["assessment", "publish"]),
            value=one.get_fulfilment_display(),
            anchor=f"assessed-{one.ref}",
            fictitious=one.fictitious,
        )
        for one in assessments
    ]
