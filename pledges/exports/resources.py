"""Every public resource: its rows, its shape, its unique order. The API and the dump share it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from rest_framework.serializers import BaseSerializer

from communes.models import (
    Commune,
    Department,
    Election,
    Intercommunality,
    Membership,
    Region,
)
from communes.queries import lists_in
from ledger.steps import gettext_noop
from letters.models import Passage
from letters.queries import public_texts
from pledges.exports import pledges as show
from pledges.exports import territories as where
from pledges.exports.columns import of_columns
from pledges.exports.compiled import compiled
from pledges.models import Commitment, Pact, Report
from pledges.queries import published


@dataclass(frozen=True, slots=True)
class Resource:
    """One public resource.

    rows(): a queryset of public rows with all that `shape` reads, whatever the order;
    key: the public identifier in the shape; column: lookup of it from a row, when it is not the
    row's own column of that name; keyset: field names of a unique order.
    """

    name: str
    title: str
    rows: Callable[[], QuerySet]
    shape: type[BaseSerializer]
    key: str = "ref"
    keyset: tuple[str, ...] = ("pk",)
    column: str = ""

    @property
    def lookup(self) -> str:
        return self.column or self.key


def _columns(model) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _communes() -> QuerySet[Commune]:
    memberships = Membership.objects.select_related("intercommunality")
    return Commune.objects.select_related("department__region", "parent").prefetch_related(
        Prefetch("memberships", memberships)
    )


# What the shape of a commitment reads, its own columns apart: the cost of a page is in the
# columns that are fetched and not shown.
_OF_COMMITMENT = (
    *(name for name in show.CommitmentSerializer.Meta.fields if name in _columns(Commitment)),
    "version",
    "electoral_list__ref",
    "electoral_list__commune__code",
    "electoral_list__election__slug",
    "intercommunality__siren",
    "pact_version__label",
    "pact_version__pact__slug",
)


def _commitments() -> QuerySet[Commitment]:
    """Public commitments with what their shape reads, and no more: never a letter's whole text."""
    return (
        published.public_commitments()
        .select_related(None)
        .prefetch_related(None)
        .select_related(
            "electoral_list__commune",
            "electoral_list__election",
            "intercommunality",
            "pact_version__pact",
        )
        .only(*_OF_COMMITMENT)
        .prefetch_related("articles", Prefetch("quotes", published.quoted_words()))
    )


def _reports() -> QuerySet[Report]:
    """Public reports with what their shape reads: the commitment's reference alone."""
    names = [name for name in show.ReportSerializer.Meta.fields if name in _columns(Report)]
    rows = published.public_reports().select_related(None).select_related("commitment")
    return rows.only(*names, "version", "commitment__ref")


def _passages() -> QuerySet[Passage]:
    return published.public_passages().defer("letter_version__text")


RESOURCES: dict[str, Resource] = {
    one.name: one
    for one in (
        Resource(
            "communes",
            gettext_noop("Communes, and their parts by kind"),
            _communes,
            where.CommuneSerializer,
            "code",
            ("code", "kind"),
        ),
        Resource(
            "intercommunalities",
            gettext_noop("Intercommunalities"),
            Intercommunality.objects.all,
            where.IntercommunalitySerializer,
            "siren",
            ("siren",),
        ),
        Resource(
            "departments",
            gettext_noop("Departments"),
            lambda: Department.objects.select_related("region"),
            where.DepartmentSerializer,
            "code",
            ("code",),
        ),
        Resource(
            "regions",
            gettext_noop("Regions"),
            Region.objects.all,
            where.RegionSerializer,
            "code",
            ("code",),
        ),
        Resource(
            "elections",
            gettext_noop("Elections"),
            lambda: Election.objects.prefetch_related("rounds"),
            where.ElectionSerializer,
            "slug",
            ("slug",),
        ),
        Resource(
            "lists",
            gettext_noop("Lists presented"),
            lambda: lists_in().select_related("merged_into"),
            where.ListSerializer,
        ),
        Resource(
            "pacts",
            gettext_noop("Pacts, their versions and articles"),
            lambda: Pact.objects.prefetch_related("versions__articles"),
            show.PactSerializer,
            "slug",
            ("slug",),
        ),
        Resource(
            "signatures",
            gettext_noop("Published signatures"),
            published.public_signatures,
            show.SignatureSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "letters",
            gettext_noop("Letters whose text is public"),
            public_texts,
            show.LetterSerializer,
            keyset=("-pk",),
            column="letter__ref",
        ),
        Resource(
            "passages",
            gettext_noop("Passages quoted by public commitments"),
            _passages,
            show.PassageSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "commitments",
            gettext_noop("Commitments, published or withdrawn, newest first"),
            _commitments,
            show.CommitmentSerializer,
            keyset=("-published_at", "-pk"),
        ),
        Resource(
            "evidence",
            gettext_noop("Public evidence"),
            lambda: published.public_evidence().select_related("commitment", "report", "reply"),
            show.EvidenceSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "reports",
            gettext_noop("Reports published as the municipality declared them"),
            _reports,
            show.ReportSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "assessments",
            gettext_noop("Assessments by the association, in force or superseded"),
            published.public_assessments,
            show.AssessmentSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "replies",
            gettext_noop("Replies of communes beside assessments"),
            published.public_replies,
            show.ReplySerializer,
            keyset=("-pk",),
        ),
    )
}


def shown(resource: Resource, rows: QuerySet, chunk: int = 1000):
    """`rows` as dicts, in the unique order of `resource`, in constant memory."""
    rows = rows.order_by(*resource.keyset)
    plain = of_columns(resource.shape, rows.model)
    if plain:
        return plain.told(rows, chunk)
    return map(compiled(resource.shape), rows.iterator(chunk_size=chunk))


def rows_of(resource: Resource, chunk: int = 1000):
    """Every public row of a resource as a dict, in its unique order, in constant memory."""
    return shown(resource, resource.rows(), chunk)
