"""Reads of the public pages, built on `published`; each costs a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from communes.models import Commune, Department, ElectoralList, Intercommunality, Region
from communes.queries import known_lists, lists_in, members_of, resolve_commune
from ledger.models import Entry
from ledger.reading import history_of, standing
from letters.models import Passage, PublicText
from letters.queries import public_texts
from pledges.enums import Position
from pledges.models import Article, Campaign, Commitment, Pact, PactVersion, Solicitation
from pledges.queries import published
from pledges.queries.search import with_words

PAGE = 30
# Steps of a commitment anyone may read about.
PUBLIC_STEPS = ("publish", "correct", "withdraw", "restore", "mandate", "mandate_lifted")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a list stands towards a campaign; `reason`: why it was not asked, when it was not."""

    campaign: Campaign
    position: Position
    reason: str = ""


@dataclass
class ListPage:
    """A list, where it stands towards each campaign, and its published commitments."""

    electoral_list: ElectoralList
    stands: list[Stand] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)


def lists_of_commune(commune: Commune, carried: Iterable[Commune] = ()) -> list[ListPage]:
    """Lists presented in a commune, by election and panel number, never ranked.

    carried: communes it carries on for, whose own page leads here once they are no more.
    """
    lists = lists_in().filter(commune__in={commune, *carried})
    return _with_positions(
        list(lists.order_by("-election__slug", "panel_number", "search_label", "pk"))
    )


def list_page(electoral_list: ElectoralList) -> ListPage:
    return _with_positions([electoral_list])[0]


def _with_positions(lists: list[ElectoralList]) -> list[ListPage]:
    pages = {one.pk: ListPage(one) for one in lists}
    theirs = published.published_commitments().filter(electoral_list__in=pages)
    for commitment in published.in_rows(theirs):
        pages[commitment.electoral_list_id].commitments.insert(0, commitment)
    elections = {one.election_id for one in lists}
    campaigns = Campaign.objects.filter(election__in=elections).select_related("pact_version__pact")
    for campaign in campaigns.order_by("pk"):
        concerned = [one for one in lists if one.election_id == campaign.election_id]
        reasons = _reasons(campaign, concerned)
        for pk, position in published.positions_of(concerned, campaign).items():
            pages[pk].stands.append(Stand(campaign, position, reasons.get(pk, "")))
    return list(pages.values())


def _reasons(campaign: Campaign, lists: list[ElectoralList]) -> dict[int, str]:
    skipped = Solicitation.objects.filter(
        campaign=campaign, electoral_list__in=lists, state="not_solicited"
    )
    return dict(skipped.values_list("electoral_list_id", "public_reason"))


def one_list(ref: str) -> ElectoralList | None:
    return lists_in().select_related("merged_into").filter(ref=ref).first()


def one_commitment(ref: str) -> Commitment | None:
    """A public commitment, withdrawn ones included."""
    return published.public_commitments().filter(ref=ref).first()


def one_department(code: str) -> Department | None:
    return Department.objects.select_related("region").filter(code=code).first()


def one_intercommunality(siren: str) -> Intercommunality | None:
    return Intercommunality.objects.filter(siren=siren).first()


def departments() -> QuerySet[Department]:
    return Department.objects.order_by("code")


def pacts() -> QuerySet[Pact]:
    return Pact.objects.order_by("name")


def one_pact(slug: str) -> Pact | None:
    return Pact.objects.filter(slug=slug).first()


def versions_of(pact: Pact) -> list[PactVersion]:
    """Versions of a pact, latest edition first, with articles and campaigns."""
    return list(pact.versions.prefetch_related("articles", "campaigns__election"))


def one_article(slug: str, edition: str, key: str) -> Article | None:
    """An article by its pact, the edition of its text and its number."""
    articles = Article.objects.select_related("pact_version__pact")
    return articles.filter(
        pact_version__pact__slug=slug, pact_version__label=edition, key=key
    ).first()


def article_exists(key: str) -> bool:
    """Whether some edition of some pact has an article of this number."""
    return Article.objects.filter(key=key).exists()


def find_territory(name: str, code: str):
    """The territory a filter of the address means; a commune's former code, its successor."""
    if name == "commune":
        resolution = resolve_commune(code)
        return resolution.commune if resolution else None
    if name == "intercommunality":
        return one_intercommunality(code)
    model = {"department": Department, "region": Region}[name]
    return model.objects.filter(code=code).first()


# Where each territory is, seen from a commitment.
_PLACES = {
    "commune": "electoral_list__commune",
    "department": "electoral_list__commune__department",
    "region": "electoral_list__commune__department__region",
}


def search_commitments(chosen: dict, territories: dict | None = None) -> QuerySet[Commitment]:
    """Published commitments, newest first, for the filters of the page: values already checked.

    An intercommunality means the lists of its communes, whatever the level they commit at.
    """
    found = published.published_commitments()
    direct = {"progress", "firmness", "level"} & chosen.keys()
    found = found.filter(**{name: chosen[name] for name in direct})
    if "pact" in chosen:
        found = found.filter(pact_version__pact__slug=chosen["pact"])
    if "article" in chosen:
        # Not a join: one commitment about two editions' article would be counted twice.
        about = Commitment.articles.through.objects.filter(article__key=chosen["article"])
        found = found.filter(pk__in=about.values("commitment"))
    for name, territory in (territories or {}).items():
        if name == "intercommunality":
            members = members_of(territory).order_by().values("pk")
            found = found.filter(electoral_list__commune__in=members)
        else:
            found = found.filter(**{_PLACES[name]: territory})
    return with_words(found, chosen.get("q", ""))


def page_after(
    commitments: QuerySet[Commitment], ref: str, size: int = PAGE
) -> tuple[list[Commitment], str]:
    """Rows older than commitment `ref` ("": from the newest), and the reference to go on from.

    By the last row seen, never by counting: a deep page costs what the first one costs.
    Raises LookupError when `ref` is no public commitment.
    """
    if ref:
        public = published.public_commitments().order_by().filter(ref=ref)
        seen = public.values_list("published_at", "pk").first()
        if seen is None:
            raise LookupError(ref)
        older = Q(published_at=seen[0], pk__lt=seen[1]) | Q(published_at__lt=seen[0])
        commitments = commitments.filter(older, published_at__lte=seen[0])
    rows = published.first_of(commitments, size + 1)
    return rows[:size], rows[size - 1].ref if len(rows) > size else ""


def wordings_of(commitment: Commitment) -> list[Entry]:
    """Public steps of a commitment, oldest first: what its words were, and when."""
    return list(standing(history_of("commitment", commitment.ref).filter(step__in=PUBLIC_STEPS)))


def letters_of_list(electoral_list: ElectoralList) -> QuerySet[PublicText]:
    return public_texts().filter(letter__electoral_list=electoral_list)


def public_letter(ref: str) -> PublicText | None:
    return public_texts().filter(letter__ref=ref).first()


def quoted_in(text: PublicText) -> list[tuple[Passage, list[Commitment]]]:
    """Passages of a letter's version in reading order, with the public commitments quoting each."""
    quoting: dict[int, list[Commitment]] = {}
    passages: dict[int, Passage] = {}
    commitments = published.published_commitments().filter(
        quotes__passage__letter_version=text.letter_version
    )
    for commitment in commitments.order_by("pk").distinct():
        for quote in commitment.quotes.all():
            passages[quote.passage_id] = quote.passage
            quoting.setdefault(quote.passage_id, []).append(commitment)
    here = [one for one in passages.values() if one.letter_version_id == text.letter_version_id]
    return [(one, quoting[one.pk]) for one in sorted(here, key=lambda one: (one.start, -one.end))]


def communes_of_department(department: Department) -> QuerySet[Commune]:
    """Communes of a department where a list is known, in alphabetical order."""
    lists = known_lists().filter(commune__department=department)
    return Commune.objects.filter(pk__in=lists.values("commune")).order_by("search_name", "pk")
