"""What happened to a town hall's own items since somebody's last visit, told by the ledger."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ledger.models import Entry
from ledger.reading import standing
from pledges.models import Commitment, Visit
from pledges.queries.desk import (
    assessments_for_contact,
    public_of_contact,
    reports_of_contact,
)

# What a town hall is told of: decisions about what it sees, never what the association drafts.
TOLD = {
    "commitment": ("publish", "correct", "withdraw", "restore", "mandate", "mandate_lifted"),
    "report": ("submit", "return", "publish", "decline", "cancel"),
    "assessment": ("notify", "publish"),
}
MOST = 20


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened: when, the step of which kind, the commitment, whose page tells."""

    at: datetime
    kind: str
    step: str
    commitment: Commitment
    ref: str


def news_since(user, since: datetime) -> list[News]:
    """The latest things others did to what this person speaks for, newest first.

    In a fixed number of queries, however much happened.
    """
    commitments = {one.ref: one for one in public_of_contact(user).prefetch_related(None)}
    known = {("commitment", ref): one for ref, one in commitments.items()}
    by_key = {one.pk: one for one in commitments.values()}
    for kind, rows in (
        ("report", reports_of_contact(user)),
        ("assessment", assessments_for_contact(user)),
    ):
        for ref, key in rows.order_by().values_list("ref", "commitment_id"):
            known[kind, ref] = by_key[key]
    about = Q()
    for kind, steps in TOLD.items():
        refs = [ref for of, ref in known if of == kind]
        about |= Q(object_kind=kind, step__in=steps, object_ref__in=refs)
    entries = standing(Entry.objects.filter(about, at__gt=since)).exclude(actor_ref=user.ref)
    return [
        News(
            one.at,
            one.object_kind,
            one.step,
            known[one.object_kind, one.object_ref],
            one.object_ref,
        )
        for one in entries.order_by("-at", "-pk")[:MOST]
    ]


def notice_read_on(user) -> datetime | None:
    """When this person said that they read what is kept about them."""
    return Visit.objects.filter(user=user).values_list("notice_read_on", flat=True).first()
