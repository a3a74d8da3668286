"""What happened, as a sentence: made when read, never stored."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.days import in_words
from accounts.models import User
from accounts.sentences import actor
from ledger.models import Entry
from ledger.steps import gettext_noop
from letters.enums import Level
from letters.workflow import LETTER, TEXT
from pledges.enums import MandateCause, MandateEffect
from pledges.workflow.table import TABLES

_TABLES = {**TABLES, LETTER.kind: LETTER, TEXT.kind: TEXT}
_OTHER_STEPS = {
    "file": gettext_noop("Letter filed"),
    "draft": gettext_noop("Draft written"),
    "edit": gettext_noop("Changed"),
    "correct": gettext_noop("Words corrected"),
    "assessed": gettext_noop("Progress assessed"),
    "attest": gettext_noop("Confirmed as still accurate"),
    "report_published": gettext_noop("Progress declared by the municipality"),
    "describe": gettext_noop("Facts of the letter set"),
    "add_version": gettext_noop("New version of the file"),
    "transcribe": gettext_noop("Text typed"),
    "announce": gettext_noop("Agreement announced"),
    "receive": gettext_noop("Signed document received"),
    "record": gettext_noop("Reply received by letter"),
    "reply": gettext_noop("Reply written"),
    "ask": gettext_noop("More time asked for"),
    "request": gettext_noop("Access asked for"),
    "hand_over": gettext_noop("Hand-over asked for"),
    "rewrite": gettext_noop("Withheld reply changed"),
    "extend": gettext_noop("Deadline moved"),
    "mandate": gettext_noop("Mandate changed"),
    "mandate_lifted": gettext_noop("Mandate as before"),
    "propose": gettext_noop("Correction proposed"),
    "create": gettext_noop("Created"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a history: when, what, who (for staff), and the reason given."""

    at: datetime
    what: str
    who: str
    reason: str
    version: int
    snapshot: dict


def step_label(kind: str, step: str) -> str:
    """What a step is called, in the reader's language."""
    table = _TABLES.get(kind)
    for row in table or ():
        if row.name == step:
            return _(row.label)
    return _(_OTHER_STEPS.get(step, step))


def happenings(entries: list[Entry], *, names: bool = False) -> list[Happening]:
    """Entries as lines; names of people only when asked for (staff), one query for all."""
    refs = {entry.actor_ref for entry in entries if entry.actor_ref}
    people = dict(User.objects.filter(ref__in=refs).values_list("ref", "name")) if names else {}
    return [
        Happening(
            at=entry.at,
            what=step_label(entry.object_kind, entry.step),
            who=actor(entry.actor_ref, people) if names and entry.actor_ref else "",
            reason=entry.reason,
            version=entry.version,
            snapshot=entry.snapshot,
        )
        for entry in entries
    ]


def deadline_in_words(moment: datetime) -> str:
    """When `moment` is, in the site's time zone, in the reader's language.

    Midnight belongs to the day that ends: "Tuesday 3 June at 00:00" reads a day too late.
    """
    local = timezone.localtime(moment, timezone.get_default_timezone())
    zone = timezone.get_default_timezone_name().rpartition("/")[2].replace("_", " ")
    if local.time() == time(0):
        day = in_words(local.date() - timedelta(days=1), "l j F Y")
        return _("%(day)s at midnight, when that day ends (%(zone)s time)") % {
            "day": day,
            "zone": zone,
        }
    return _("%(day)s at %(hour)s (%(zone)s time)") % {
        "day": in_words(local.date(), "l j F Y"),
        "hour": local.strftime("%H:%M"),
        "zone": zone,
    }


def mandate_words(told: dict) -> str:
    """`Commitment.mandate` as a sentence, as in "Suspended since 3 May 2028: the majority changed."

    With the name of the territory that carries on, if it is another one; the public reason stands
    beside.
    """
    since = in_words(date.fromisoformat(told["since"]), "j F Y")
    words = {"date": since, "place": told["name"]}
    if told["effect"] == MandateEffect.SUSPENDED:
        said = _("Suspended since %(date)s") % words
    elif told["effect"] == MandateEffect.CLOSED:
        said = _("Closed since %(date)s") % words
    elif told["name"]:
        said = _("Carried over to %(place)s since %(date)s") % words
    else:
        said = _("Carried over since %(date)s") % words
    if told["cause"] == MandateCause.OTHER:
        return f"{said}."
    # What was recorded before intercommunalities could change says no level.
    group = told.get("level") == Level.INTERCOMMUNALITY
    why = MandateCause(told["cause"]).label
    if told["cause"] == MandateCause.MERGER:
        why = _("intercommunalities merged") if group else _("communes merged")
    return f"{said}{_(':')} {why}."
