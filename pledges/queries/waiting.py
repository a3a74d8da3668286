"""What waits in the desk, and what came back to who wrote it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ledger.models import Entry
from ledger.reading import standing
from pledges.models import (
    Assessment,
    Campaign,
    Commitment,
    Correction,
    OutboxMail,
    Reply,
    Solicitation,
)
from pledges.queries.figures import ASKED, live_solicitations

# What came back is said again for as long as somebody may have been away.
SAID_FOR = timedelta(days=14)
RETURNED = 20


def in_state(model: Any, state: str) -> QuerySet:
    return model.objects.filter(state=state)


def not_mine(rows: QuerySet, user) -> QuerySet:
    """`rows` that `user` may decide: what they wrote waits for someone else (four eyes)."""
    if rows.model is Reply:
        # Written by a commune: who proposed to withhold it waits for a second person.
        return rows.exclude(state_by=user)
    rows = rows.exclude(created_by=user)
    return rows.exclude(content_by=user) if rows.model is Commitment else rows


def mine(rows: QuerySet, user) -> list[QuerySet]:
    """`rows` that `user` wrote, in parts without a row in common, each read through an index.

    Of commitments, those never published: what was is nobody's work any more.
    """
    if rows.model is not Commitment:
        return [rows.filter(created_by=user)]
    rows = rows.filter(published_at=None)
    reworded = rows.filter(content_by=user)
    # SQL's <> leaves out what nobody created.
    return [
        rows.filter(created_by=user),
        reworded.filter(~Q(created_by=user) | Q(created_by=None)),
    ]


def late_answers() -> list[QuerySet[Solicitation]]:
    """Lists that were asked and whose time to answer is over: a part for each campaign and state,
    each read through an index in the order of its age; one empty part when no time is over."""
    over = Campaign.objects.filter(answer_by__lt=timezone.localdate()).order_by("pk")
    return [
        live_solicitations().filter(campaign=campaign, state=state)
        for campaign in over.values_list("pk", flat=True)
        for state in ASKED
    ] or [Solicitation.objects.none()]


def mails_in_trouble(limit: int) -> list[tuple[str, datetime]]:
    """State and date of the oldest mails that failed, then of those that bounced: at most `limit`
    of either."""
    return [
        known
        for state in ("failed", "bounced")
        for known in OutboxMail.objects.filter(state=state)
        .order_by("pk")
        .values_list("state", "queued_at")[:limit]
    ]


def replies_awaited() -> QuerySet[Assessment]:
    """Assessments that communes may still reply to."""
    return Assessment.objects.filter(state="notified", reply_until__gt=timezone.now())


def replies_over() -> QuerySet[Assessment]:
    """Assessments whose time to reply is over: they wait for their publication."""
    return Assessment.objects.filter(state="notified", reply_until__lte=timezone.now())


def replies_due(until: datetime) -> QuerySet[Assessment]:
    """Assessments whose time to reply ends before `until`, soonest first."""
    due = replies_awaited().filter(reply_until__lt=until).order_by("reply_until", "pk")
    return due.select_related("commitment")


def returned_drafts(user) -> list[tuple[Commitment, Entry]]:
    """Drafts of `user` that a reviewer sent back, each with the entry that says why."""
    drafts = {
        row.ref: row
        for part in mine(in_state(Commitment, "draft"), user)
        # Who writes a draft puts it in that state; somebody else sent it back.
        for row in part.exclude(state_by=user).order_by("-state_at", "-pk")[:RETURNED]
    }
    entries = Entry.objects.filter(object_kind="commitment", object_ref__in=drafts, step="return")
    last = {entry.object_ref: entry for entry in standing(entries).order_by("version")}
    return [(drafts[ref], entry) for ref, entry in last.items()]


def declined_corrections(user) -> QuerySet[Correction]:
    """Corrections of `user` that were declined lately."""
    lately = timezone.now() - SAID_FOR
    found = Correction.objects.filter(state="declined", created_by=user, state_at__gt=lately)
    return found.select_related("commitment").order_by("-state_at", "-pk")[:RETURNED]


def dropped_of(user) -> list[tuple[Commitment, Entry]]:
    """Commitments of `user` that another person dropped lately, with the entry that says why."""
    lately = timezone.now() - SAID_FOR
    rows = in_state(Commitment, "dropped").filter(created_by=user, published_at=None)
    lately_dropped = rows.filter(state_at__gt=lately).exclude(state_by=user)
    dropped = {row.ref: row for row in lately_dropped.order_by("-state_at", "-pk")[:RETURNED]}
    entries = Entry.objects.filter(object_kind="commitment", object_ref__in=dropped, step="drop")
    last = {entry.object_ref: entry for entry in standing(entries).order_by("version")}
    return [(dropped[ref], entry) for ref, entry in last.items()]
