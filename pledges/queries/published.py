"""What anyone may read. Pages, API, feeds and dumps share these; none filters by itself."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from communes.models import ElectoralList, Intercommunality
from communes.queries import members_of
from letters.models import Passage
from pledges.enums import Position, Stance
from pledges.models import (
    Article,
    Assessment,
    Campaign,
    Commitment,
    Evidence,
    Quote,
    Reply,
    Report,
    Signature,
    Solicitation,
)
from pledges.queries.conditions import public


def public_commitments() -> QuerySet[Commitment]:
    """Published commitments and withdrawn ones (whose withdrawal and reason stay public)."""
    return (
        # Said by what they are not: `state IN (…)` draws SQLite to an index that cannot give the
        # order of pages, and every page would then sort every row.
        Commitment.objects.filter(published_at__isnull=False)
        .exclude(state__in=["draft", "in_review", "dropped"])
        .select_related(
            "electoral_list__commune__department__region",
            "electoral_list__election",
            "intercommunality",
            "pact_version__pact",
        )
        .prefetch_related(
            "articles",
            Prefetch(
                "quotes",
                Quote.objects.select_related("passage__letter_version__letter__public_text"),
            ),
        )
    )


def published_commitments() -> QuerySet[Commitment]:
    """Commitments in force on the site, newest first."""
    return public_commitments().filter(state="published").order_by("-published_at", "-pk")


def first_of(commitments: QuerySet[Commitment], number: int) -> list[Commitment]:
    """The first `number` of `commitments`, in their order, as `in_rows` (queries: one more).

    Their keys first, from the index that has the order: with eight tables to join, SQLite would
    begin by the smallest, read every commitment, then sort.
    """
    alone = commitments.select_related(None).prefetch_related(None)
    keys = list(alone.values_list("pk", flat=True)[:number])
    rows = in_rows(public_commitments().filter(pk__in=keys)) if keys else ()
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def in_rows(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """`commitments` with what a row of a page shows of each, and no more."""
    return (
        commitments.select_related(None)
        .prefetch_related(None)
        .select_related("electoral_list__commune", "intercommunality")
        .only(
            *("ref", "title", "kind", "firmness", "progress", "progress_fictitious", "mandate"),
            *("fictitious", "electoral_list__label", "electoral_list__commune__name"),
            "intercommunality__name",
        )
        .prefetch_related(Prefetch("quotes", quoted_words()))
    )


def quoted_words() -> QuerySet[Quote]:
    """Quotes with their words and what masks them: never a letter's whole text."""
    letter = "passage__letter_version__letter"
    return Quote.objects.select_related(f"{letter}__public_text").only(
        "commitment",
        "passage__ref",
        "passage__quote",
        "passage__start",
        "passage__end",
        f"{letter}__ref",
        f"{letter}__public_text__masks",
        f"{letter}__public_text__letter_version",
    )


def commitments_of_list(electoral_list: ElectoralList) -> QuerySet[Commitment]:
    """A list's published commitments, in the order of their publication."""
    return (
        published_commitments().filter(electoral_list=electoral_list).order_by("published_at", "pk")
    )


def commitments_of_communes(communes) -> QuerySet[Commitment]:
    """Published commitments of the lists presented in these communes."""
    return published_commitments().filter(electoral_list__commune__in=communes)


def commitments_of_intercommunality(
    group: Intercommunality, *, carried: bool = False
) -> QuerySet[Commitment]:
    """Published commitments at this very level (not those of member communes); carried: with those
    it carries on from another.
    """
    own = Q(intercommunality=group)
    return published_commitments().filter(own | Q(carried_to_group=group) if carried else own)


def commitments_of_members(group: Intercommunality) -> QuerySet[Commitment]:
    """Published commitments of the lists of its member communes, at any level."""
    return published_commitments().filter(
        electoral_list__commune__in=members_of(group).values("pk")
    )


def public_reports() -> QuerySet[Report]:
    """Reports published as declared, about commitments that are public."""
    return (
        Report.objects.filter(public(Report))
        .select_related("commitment__electoral_list__commune")
        .prefetch_related(Prefetch("evidence", public_evidence()))
        .order_by("-as_of", "-pk")
    )


def public_assessments() -> QuerySet[Assessment]:
    """Assessments in force or superseded; the reply beside each."""
    return (
        Assessment.objects.filter(public(Assessment))
        .select_related("commitment__electoral_list__commune", "reply__letter_version__letter")
        .prefetch_related(
            Prefetch("sources", public_evidence()), Prefetch("reply__evidence", public_evidence())
        )
        # Of the letter a reply came by, its day is shown; its whole text stays where it is.
        .defer("reply__letter_version__text")
        .order_by("-published_at", "-pk")
    )


def public_replies() -> QuerySet[Reply]:
    """Replies beside assessments that are public."""
    return (
        Reply.objects.filter(public(Reply))
        .select_related("assessment__commitment", "letter_version__letter")
        .defer("letter_version__text")
        .prefetch_related(Prefetch("evidence", public_evidence()))
    )


def public_evidence() -> QuerySet[Evidence]:
    """Evidence marked public: about a territory, a public commitment, or with what is public of a
    report or a reply.
    """
    return Evidence.objects.filter(public(Evidence))


def public_signatures() -> QuerySet[Signature]:
    """Signatures published, and those withdrawn since."""
    return (
        Signature.objects.filter(public(Signature))
        .select_related("electoral_list__commune", "campaign__pact_version__pact")
        .prefetch_related("stances__article")
        .order_by("-signed_on", "-pk")
    )


def public_passages() -> QuerySet[Passage]:
    """Passages quoted by public commitments."""
    return Passage.objects.filter(public(Passage)).select_related(
        "letter_version__letter__electoral_list__commune",
        "letter_version__letter__public_text",
    )


def campaigns_of(election) -> QuerySet[Campaign]:
    return Campaign.objects.filter(election=election).select_related("pact_version__pact")


def positions_of(lists: Iterable[ElectoralList], campaign: Campaign) -> dict[int, Position]:
    """Position of each list towards a campaign: list pk → Position (three queries in all).

    A published signature is worth "signed", "partial" with a reserve or refusal on an article.
    Without one, what the list answered; "no answer" only once the deadline has passed.
    """
    ids = [electoral_list.pk for electoral_list in lists]
    # An announced signature is one person's reading: a moderator says "announced" by the
    # solicitation, so that no position is public by one pair of eyes.
    signatures = (
        Signature.objects.filter(campaign=campaign, electoral_list__in=ids, state="published")
        .prefetch_related("stances")
        .order_by("pk")
    )
    solicitations = Solicitation.objects.filter(campaign=campaign, electoral_list__in=ids)
    states = dict(solicitations.values_list("electoral_list_id", "state"))
    late = bool(campaign.answer_by and campaign.answer_by < timezone.localdate())
    found = {pk: _position_without_signature(states.get(pk, ""), late) for pk in ids}
    for signature in signatures:
        full = all(stance.stance == Stance.ACCEPTED for stance in signature.stances.all())
        found[signature.electoral_list_id] = Position.SIGNED if full else Position.PARTIAL
    return found


def _position_without_signature(state: str, late: bool) -> Position:
    if state == "announced":
        return Position.ANNOUNCED
    if state == "refused":
        return Position.REFUSED
    if state in ("contacted", "reminded"):
        return Position.NO_ANSWER if late else Position.AWAITED
    if state in ("acknowledged", "answered"):
        return Position.AWAITED
    return Position.NOT_SOLICITED


def signature_counts(campaign: Campaign) -> dict[str, int]:
    """Three different counts, never added up: persons, lists with a signer, lists as lists."""
    published = Signature.objects.filter(campaign=campaign, state="published")
    return {
        "persons": published.filter(in_name_of="individual").count(),
        "lists_with_a_signer": published.values("electoral_list").distinct().count(),
        "lists_as_lists": published.filter(in_name_of="list")
        .values("electoral_list")
        .distinct()
        .count(),
    }


def articles_of(pact_version) -> QuerySet[Article]:
    return pact_version.articles.order_by("key")
