"""More time to reply: asked by the commune, granted or refused by a moderator, or lapsed."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from ledger.applying import edit, start
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from ledger.undoing import keep
from pledges.actions._apply import queue_mails, take
from pledges.models import Assessment, Extension
from pledges.policies import may_ask_for_time
from pledges.workflow.extension import EXTENSION, MOST_DAYS

DAYS = gettext_noop("Ask for 1 to 30 days.")
WHY = gettext_noop("Say why you need more time.")


@transaction.atomic
def ask_for_time(*, assessment: Assessment, by, days: int | None, reason: str) -> Extension:
    """Ask once, before the deadline; who notified the assessment is told."""
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    decision = may_ask_for_time(assessment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    errors = {} if days and 1 <= days <= MOST_DAYS else {"days": DAYS}
    if not reason.strip():
        errors["reason"] = WHY
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    extension = Extension(
        assessment=assessment,
        notification=assessment.notified_at,
        deadline=assessment.reply_until,
        days=days,
        reason=reason,
        state="requested",
        fictitious=assessment.fictitious,
    )
    start(table=EXTENSION, obj=extension, by=by, role=role_of(by), step="ask")
    queue_mails("extension", "ask", extension, by=by, reason=reason)
    return extension


@transaction.atomic
def grant(*, ref: str, by, version: int, reason: str = "", given=None) -> Extension:
    """Move the deadline by the days asked for; the commune is told the new one."""
    # Behind its assessment, as everything that moves an assessment locks them.
    concerned = Assessment.objects.filter(extensions__ref=ref).values("pk")
    Assessment.objects.select_for_update(of=("self",)).filter(pk__in=concerned).first()
    return take(
        kind="extension",
        step="grant",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        before_write=_move_the_deadline,
    )


def refuse(*, ref: str, by, version: int, reason: str, given=None) -> Extension:
    """The deadline stays; the commune is told why."""
    return take(kind="extension", step="refuse", ref=ref, by=by, version=version, reason=reason)


def lapse_with(assessment: Assessment, by) -> None:
    """A request nobody decided ends with what it was about: published, or taken back."""
    waiting = Extension.objects.select_for_update(of=("self",))
    for extension in waiting.filter(assessment=assessment, state="requested"):
        keep(extension, "extension")
        extension.state, extension.state_by = "lapsed", by
        extension.state_at = extension.changed_at = assessment.state_at
        extension.changed_by = by
        extension.version += 1
        extension.save()
        record(
            kind="extension",
            ref=extension.ref,
            version=extension.version,
            step="lapse",
            before="requested",
            after="lapsed",
            by=by,
            role=role_of(by),
            snapshot=extension.snapshot(),
            at=assessment.state_at,
        )


def _move_the_deadline(extension: Extension, by, _given: dict) -> None:
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=extension.assessment_id)
    # Whole days of the calendar, so that a change of hour does not move the end of the last one.
    zone = timezone.get_default_timezone()
    last = timezone.localtime(assessment.reply_until, zone)
    day = last.date() + timedelta(days=extension.days)
    moved = timezone.make_aware(datetime.combine(day, time(last.hour, last.minute)), zone)
    assessment.extended_from, assessment.reply_until = assessment.reply_until, moved
    edit(kind="assessment", obj=assessment, by=by, role=role_of(by), step="extend")
    extension.assessment = assessment
