"""What comparable territories did for the same articles: to be inspired by, never to be ranked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from communes.models import Commune, Intercommunality
from pledges.enums import Fulfilment
from pledges.models import Article, Assessment, Commitment, Report
from pledges.queries import published

# Inhabitants at which a band begins.
BANDS = (0, 500, 2_000, 10_000, 50_000, 100_000)
DONE = (Fulfilment.KEPT, Fulfilment.PARTIALLY_KEPT)
UNDER_WAY = (*DONE, Fulfilment.IN_PROGRESS)
# How many of the latest publications are looked through, by the index that has their order: what
# this costs does not grow with the site.
LOOKED = 2_000
MOST = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A measure of a comparable territory: the latest that was published of it, and by whom."""

    commitment: Commitment
    progress: str
    at: datetime
    assessed: bool
    fictitious: bool


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a commitment may be compared with; `alike`: by what the territories are alike.

    low, high: inhabitants, both included, of communes (high None: no limit); kind: what an
    intercommunality is. Neither when there is no article, or the population is not known.
    """

    examples: list[Example]
    low: int | None = None
    high: int | None = None
    kind: str = ""

    @property
    def possible(self) -> bool:
        return self.low is not None or bool(self.kind)


@dataclass(frozen=True, slots=True)
class Measures:
    """What comparable communes did for one article, newest first."""

    article: Article
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Inspiration:
    """What communes of the same band did for the articles of a record, in the pact's order."""

    low: int
    high: int | None
    measures: list[Measures]


def comparable_with(commitment: Commitment) -> Comparable:
    """The latest reports published and measures kept of territories of the same kind and size.

    For an article of the same commitment, newest first, one row for each commitment; at most
    three queries.
    """
    articles = [article.pk for article in commitment.articles.all()]
    territory = commitment.territory
    if isinstance(territory, Intercommunality):
        alike = Q(commitment__intercommunality__kind=territory.kind)
        alike &= ~Q(commitment__intercommunality=territory)
        found = Comparable([], kind=territory.get_kind_display())
    elif territory.population is not None:
        low, high = band_of(territory.population)
        alike = _communes(territory, low, high)
        found = Comparable([], low, high)
    else:
        return Comparable([])
    if not articles:
        return Comparable([])
    found.examples.extend(_latest(articles, alike, MOST * MOST)[:MOST])
    return found


def inspiration_for(commune: Commune, commitments: Iterable[Commitment]) -> Inspiration | None:
    """What comparable communes did for the articles of these commitments, each with its own.

    None when nothing can be compared. At most three queries, once the articles are read.
    """
    own = [
        one
        for one in commitments
        if one.intercommunality_id is None
        and (one.carried_to_id or one.electoral_list.commune_id) == commune.pk
    ]
    known = {article.pk: article for one in own for article in one.articles.all()}
    if commune.population is None or not known:
        return None
    low, high = band_of(commune.population)
    articles = sorted(known.values(), key=lambda one: (-one.pact_version_id, one.key))
    looked = MOST * MOST * len(articles)
    latest = _latest(list(known), _communes(commune, low, high), looked)
    about = _about(latest)
    found = [
        Measures(article, [one for one in latest if article.pk in about[one.commitment.pk]][:MOST])
        for article in articles
    ]
    return Inspiration(low, high, [one for one in found if one.examples])


def band_of(population: int) -> tuple[int, int | None]:
    """The first and the last number of inhabitants of the band (None: no last one)."""
    place = max(number for number, low in enumerate(BANDS) if low <= population)
    last = BANDS[place + 1] - 1 if place + 1 < len(BANDS) else None
    return BANDS[place], last


def _communes(territory: Commune, low: int, high: int | None) -> Q:
    commune = "commitment__electoral_list__commune"
    alike = Q(
        **{
            "commitment__level": "commune",
            f"{commune}__kind": territory.kind,
            f"{commune}__population__gte": low,
        }
    )
    if high is not None:
        alike &= Q(**{f"{commune}__population__lte": high})
    return alike & ~Q(commitment__electoral_list__commune=territory)


def _latest(articles: list[int], alike: Q, looked: int) -> list[Example]:
    """Newest first, one for each commitment, among the first `looked` of either kind."""
    alike &= Q(commitment__state="published")
    reports, assessments = published.public_reports(), published.public_assessments()
    examples = [
        *_examples(reports, articles, alike, "declared", UNDER_WAY, looked),
        *_examples(assessments, articles, alike, "fulfilment", DONE, looked),
    ]
    latest: dict[int, Example] = {}
    for one in sorted(examples, key=lambda one: (one.at, one.commitment.pk), reverse=True):
        latest.setdefault(one.commitment.pk, one)
    return list(latest.values())


def _about(examples: list[Example]) -> dict[int, set[int]]:
    """Keys of the articles of each commitment among these."""
    found: dict[int, set[int]] = defaultdict(set)
    if examples:
        rows = Commitment.articles.through.objects.filter(
            commitment__in=[one.commitment.pk for one in examples]
        )
        for commitment, article in rows.values_list("commitment", "article"):
            found[commitment].add(article)
    return found


def _examples(
    rows: QuerySet[Report] | QuerySet[Assessment],
    articles: list[int],
    alike: Q,
    said: str,
    states: tuple[str, ...],
    looked: int,
) -> list[Example]:
    last = rows.model.objects.filter(state="published").order_by("-state_at", "-pk")
    through = Commitment.articles.through.objects.filter(
        commitment=OuterRef("commitment"), article__in=articles
    )
    found = (
        rows.filter(alike, Exists(through), pk__in=last.values("pk")[:LOOKED])
        .filter(**{f"{said}__in": states}, state="published")
        .select_related(None)
        .select_related("commitment__electoral_list__commune", "commitment__intercommunality")
        .prefetch_related(None)
        .order_by("-state_at", "-pk")
    )
    return [
        Example(
            commitment=one.commitment,
            progress=getattr(one, f"get_{said}_display")(),
            at=one.state_at,
            assessed=said == "fulfilment",
            fictitious=one.fictitious or one.commitment.fictitious,
        )
        for one in found[:looked]
    ]
