"""What a council is shown of its commune: every public commitment, declared beside assessed."""

from dataclasses import dataclass, field

from communes.models import Commune, ElectoralList
from pledges.models import Assessment, Commitment, MandateChange, Report
from pledges.queries import figures, mandates, published
from pledges.queries.comparable import Inspiration, inspiration_for

# A record is printed: beyond this it says how many are left, and where they are read.
MOST = 200


@dataclass
class Followed:
    """A commitment, the last report declared about it, the assessment in force."""

    commitment: Commitment
    quotes: list[str] = field(default_factory=list)
    report: Report | None = None
    assessment: Assessment | None = None


@dataclass
class Record:
    """A commune's public record. left_out: commitments beyond the limit; mandates: changes in
    force, of its own and of those it carries on for; inspiration: what comparable communes did."""

    commune: Commune
    tally: figures.Tally
    lists: list[tuple[ElectoralList, list[Followed]]]
    left_out: int
    mandates: list[MandateChange]
    inspiration: Inspiration | None


def record_of(commune: Commune) -> Record:
    """The record of a commune, lists in their official order; a fixed number of queries."""
    changes = list(mandates.in_force(commune))
    places = {commune, *(one.commune for one in changes)}
    found = published.commitments_of_communes(places)
    ordered = found.order_by(
        "-electoral_list__election__slug",
        "electoral_list__panel_number",
        "electoral_list__search_label",
        "electoral_list",
        "published_at",
        "pk",
    )
    followed = {one.pk: Followed(one, _words(one)) for one in ordered[:MOST]}
    # Newest last, so that the last report declared is the one that stays.
    for report in published.public_reports().filter(commitment__in=followed).reverse():
        followed[report.commitment_id].report = report
    in_force = published.public_assessments().filter(state="published")
    for assessment in in_force.filter(commitment__in=followed):
        followed[assessment.commitment_id].assessment = assessment
    lists: dict[int, tuple[ElectoralList, list[Followed]]] = {}
    for one in followed.values():
        of = one.commitment.electoral_list
        lists.setdefault(of.pk, (of, []))[1].append(one)
    tally = figures.tally(found)
    inspiration = inspiration_for(commune, (one.commitment for one in followed.values()))
    left_out = tally.total - len(followed)
    return Record(commune, tally, list(lists.values()), left_out, changes, inspiration)


def _words(commitment: Commitment) -> list[str]:
    return [quote.passage.public_quote for quote in commitment.quotes.all()]
