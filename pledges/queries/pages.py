"""Reads of the public pages, built on `published`; each costs a fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from communes.models import Commune, Department, ElectoralList
from communes.queries import lists_in
from communes.search import normalise
from ledger.models import Entry
from ledger.reading import history_of
from letters.models import PublicText
from letters.queries import public_texts
from pledges.enums import Fulfilment, Position
from pledges.models import Campaign, Commitment, Solicitation
from pledges.queries import published

PAGE = 30
# Steps of public objects anyone may read about, by kind.
PUBLIC_STEPS = {
    "commitment": ("publish", "correct", "withdraw", "restore"),
    "report": ("publish",),
    "assessment": ("publish",),
    "signature": ("publish", "withdraw"),
    "letter_text": ("publish_text",),
}


@dataclass
class ListPage:
    """A list with its position towards each campaign and its published commitments."""

    electoral_list: ElectoralList
    positions: list[tuple[Campaign, Position]] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)


def lists_of_commune(commune: Commune) -> list[ListPage]:
    """Lists presented in a commune, by election and panel number, never ranked."""
    lists = list(
        lists_in()
        .filter(commune=commune)
        .order_by("-election__slug", "panel_number", "search_label")
    )
    return _with_positions(lists)


def list_page(electoral_list: ElectoralList) -> ListPage:
    return _with_positions([electoral_list])[0]


def _with_positions(lists: list[ElectoralList]) -> list[ListPage]:
    pages = {one.pk: ListPage(one) for one in lists}
    for commitment in published.published_commitments().filter(electoral_list__in=pages):
        pages[commitment.electoral_list_id].commitments.insert(0, commitment)
    elections = {one.election_id for one in lists}
    campaigns = Campaign.objects.filter(election__in=elections).select_related("pact_version__pact")
    for campaign in campaigns.order_by("pk"):
        concerned = [one for one in lists if one.election_id == campaign.election_id]
        for pk, position in published.positions_of(concerned, campaign).items():
            pages[pk].positions.append((campaign, position))
    return list(pages.values())


def one_list(ref: str) -> ElectoralList | None:
    return lists_in().select_related("merged_into").filter(ref=ref).first()


def one_commitment(ref: str) -> Commitment | None:
    """A public commitment, withdrawn ones included."""
    return published.public_commitments().filter(ref=ref).first()


def search_commitments(chosen: dict) -> QuerySet[Commitment]:
    """Published commitments for the filters of the page: values already checked."""
    found = published.published_commitments()
    direct = {"progress", "firmness", "level"} & chosen.keys()
    found = found.filter(**{name: chosen[name] for name in direct})
    for word in normalise(chosen.get("q", "")).split():
        found = found.filter(search_text__contains=word)
    return found


def progress_counts(commitments: QuerySet[Commitment]) -> list[tuple[Fulfilment, int]]:
    """How many are in each state, the unknown first; the sum is the denominator."""
    rows = commitments.order_by().values("progress").annotate(n=Count("pk"))
    counts = {row["progress"]: row["n"] for row in rows}
    return [(value, counts[value]) for value in Fulfilment if counts.get(value)]


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of the home page, each with its denominator and unknowns."""

    commitments: int
    not_assessed: int
    lists_with_commitments: int
    lists_solicited: int
    lists_known: int


def totals() -> Totals:
    """Counts over the whole site (four queries)."""
    counted = published.published_commitments().aggregate(
        all=Count("pk"),
        unknown=Count("pk", filter=Q(progress=Fulfilment.NOT_ASSESSED)),
        lists=Count("electoral_list", distinct=True),
    )
    solicited = Solicitation.objects.exclude(state__in=["to_contact", "not_solicited"])
    return Totals(
        commitments=counted["all"],
        not_assessed=counted["unknown"],
        lists_with_commitments=counted["lists"],
        lists_solicited=solicited.values("electoral_list").distinct().count(),
        lists_known=ElectoralList.objects.count(),
    )


def public_entries(limit: int = 50, before: int | None = None) -> list[Entry]:
    """Latest public steps of the ledger, newest first; reasons of others are not public."""
    wanted = Q()
    for kind, steps in PUBLIC_STEPS.items():
        wanted |= Q(object_kind=kind, step__in=steps)
    entries = Entry.objects.filter(wanted)
    if before is not None:
        entries = entries.filter(seq__lt=before)
    return list(entries.order_by("-seq")[:limit])


def wordings_of(commitment: Commitment) -> list[Entry]:
    """Public steps of a commitment, oldest first: what its words were, and when."""
    steps = PUBLIC_STEPS["commitment"]
    return list(history_of("commitment", commitment.ref).filter(step__in=steps))


def public_letter(ref: str) -> PublicText | None:
    return public_texts().filter(letter__ref=ref).first()


def quoted_in(text: PublicText) -> dict[int, list[Commitment]]:
    """Public commitments quoting a letter's version: passage pk → commitments."""
    quoting: dict[int, list[Commitment]] = {}
    commitments = published.published_commitments().filter(
        quotes__passage__letter_version=text.letter_version
    )
    for commitment in commitments.order_by("pk").distinct():
        for quote in commitment.quotes.all():
            quoting.setdefault(quote.passage_id, []).append(commitment)
    return quoting


def communes_of_department(department: Department) -> QuerySet[Commune]:
    """Communes of a department where a list is known, in alphabetical order."""
    lists = ElectoralList.objects.filter(commune__department=department)
    return Commune.objects.filter(pk__in=lists.values("commune")).order_by("search_name")
