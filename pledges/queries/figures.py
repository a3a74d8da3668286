"""Counts of the public pages: each with its denominator, its unknowns and what is invented."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from communes.models import Department, ElectoralList
from communes.queries import known_lists
from ledger.remembered import until_recorded
from pledges.enums import Fulfilment
from pledges.models import Campaign, Commitment, Signature, Solicitation
from pledges.queries import published

# States of a list that was asked, and has not answered.
ASKED = ("contacted", "reminded")


@dataclass(frozen=True, slots=True)
class Share:
    """How many commitments are in one state; `percent` of the whole, 0 to 100."""

    state: Fulfilment
    number: int
    percent: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Commitments by progress, the unknown first; `total` is the denominator."""

    total: int
    fictitious: int
    shares: tuple[Share, ...]


def tally(commitments: QuerySet[Commitment]) -> Tally:
    """Count commitments by progress (one query)."""
    rows = commitments.order_by().values("progress").annotate(n=Count("pk"), invented=_INVENTED)
    found = {row["progress"]: row for row in rows}
    total = sum(row["n"] for row in found.values())
    shares = tuple(
        Share(state, found[state]["n"], round(100 * found[state]["n"] / total, 1))
        for state in Fulfilment
        if state in found
    )
    return Tally(total, sum(row["invented"] for row in found.values()), shares)


_INVENTED = Count("pk", filter=Q(fictitious=True) | Q(progress_fictitious=True))


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of the home page, each with its denominator and unknowns."""

    commitments: int
    not_assessed: int
    lists_with_commitments: int
    lists_solicited: int
    lists_known: int
    lists_fictitious: int


@until_recorded
def totals() -> Totals:
    """Counts over the whole site (three queries, when something was recorded since)."""
    counted = published.published_commitments().aggregate(
        all=Count("pk"),
        unknown=Count("pk", filter=Q(progress=Fulfilment.NOT_ASSESSED)),
        lists=Count("electoral_list", distinct=True),
    )
    known = known_lists().aggregate(
        all=Count("pk"), invented=Count("pk", filter=Q(fictitious=True))
    )
    return Totals(
        commitments=counted["all"],
        not_assessed=counted["unknown"],
        lists_with_commitments=counted["lists"],
        lists_solicited=_asked().values("electoral_list").distinct().count(),
        lists_known=known["all"],
        lists_fictitious=known["invented"],
    )


@until_recorded
def tally_of_all() -> Tally:
    """All published commitments by progress."""
    return tally(published.published_commitments())


@dataclass(frozen=True, slots=True)
class InDepartment:
    """What is known of one department: published commitments, those nobody assessed yet, lists.

    fictitious: lists that are invented, out of all.
    """

    department: Department
    commitments: int
    not_assessed: int
    lists: int
    fictitious: int


@until_recorded
def by_department() -> tuple[InDepartment, ...]:
    """Departments where a list is known, by code (three queries, when something was recorded)."""
    place = "commune__department"
    lists = known_lists().order_by().values(place).annotate(n=Count("pk"), invented=_FICTITIOUS)
    known = {row[place]: row for row in lists}
    where = f"electoral_list__{place}"
    commitments = published.published_commitments().order_by().values(where)
    rows = {row[where]: row for row in commitments.annotate(n=Count("pk"), unknown=_UNKNOWN)}
    none = {"n": 0, "unknown": 0}
    return tuple(
        InDepartment(
            department=one,
            commitments=rows.get(one.pk, none)["n"],
            not_assessed=rows.get(one.pk, none)["unknown"],
            lists=known[one.pk]["n"],
            fictitious=known[one.pk]["invented"],
        )
        for one in Department.objects.filter(pk__in=known).order_by("code")
    )


_UNKNOWN = Count("pk", filter=Q(progress=Fulfilment.NOT_ASSESSED))
_FICTITIOUS = Count("pk", filter=Q(fictitious=True))


@dataclass(frozen=True, slots=True)
class CampaignCounts:
    """Signatures of a campaign: three different counts, never added up; how many lists were asked,
    how many refused; and how many of these signatures are invented."""

    campaign: Campaign
    solicited: int
    refused: int
    persons: int
    lists_with_a_signer: int
    lists_as_lists: int
    fictitious: int


def counts_of(campaign: Campaign) -> CampaignCounts:
    counts = published.signature_counts(campaign)
    asked = _asked().filter(campaign=campaign)
    answers = asked.aggregate(all=Count("pk"), refused=Count("pk", filter=Q(state="refused")))
    invented = Signature.objects.filter(campaign=campaign, state="published", fictitious=True)
    return CampaignCounts(
        campaign=campaign,
        solicited=answers["all"],
        refused=answers["refused"],
        fictitious=invented.count(),
        **counts,
    )


def _asked() -> QuerySet[Solicitation]:
    return live_solicitations().exclude(state__in=["to_contact", "not_solicited"])


def by_answer(rows: QuerySet[Solicitation], which: str) -> QuerySet[Solicitation]:
    """Lists that were asked and have not answered: "late" past the deadline, "awaited" before."""
    late, campaigns = Q(answer_by__lt=timezone.localdate()), Campaign.objects.order_by("pk")
    asked = campaigns.filter(late) if which == "late" else campaigns.exclude(late)
    # Campaigns are few: said one by one, an index gives what is asked of each.
    keys = list(asked.values_list("pk", flat=True))
    return rows.filter(campaign__in=keys, state__in=ASKED)


def live_solicitations() -> QuerySet[Solicitation]:
    """Solicitations of lists that stand: one of a merged list is kept, and counts for nothing."""
    # Joined, the lists that stand would lead: SQLite would sort all that is asked of them.
    merged = ElectoralList.objects.filter(duplicate_of__isnull=False)
    return Solicitation.objects.exclude(electoral_list__in=merged.values("pk"))
