"""Every public resource: its rows, its shape, its unique order. The API and the dump share it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from rest_framework.serializers import BaseSerializer

from communes.models import Commune, Department, Election, Intercommunality, Region
from communes.queries import lists_in
from letters.queries import public_texts
from pledges.exports import pledges as show
from pledges.exports import territories as where
from pledges.models import Pact
from pledges.queries import published


@dataclass(frozen=True, slots=True)
class Resource:
    """One public resource.

    rows(): a queryset of public rows with all that `shape` reads, whatever the order;
    key: the public identifier in the shape; keyset: field names of a unique order.
    """

    name: str
    title: str
    rows: Callable[[], QuerySet]
    shape: type[BaseSerializer]
    key: str = "ref"
    keyset: tuple[str, ...] = ("pk",)


def _communes() -> QuerySet[Commune]:
    return Commune.objects.select_related("department__region", "parent").prefetch_related(
        "memberships__intercommunality"
    )


RESOURCES: dict[str, Resource] = {
    one.name: one
    for one in (
        Resource(
            "communes",
            "Communes, and their parts by kind",
            _communes,
            where.CommuneSerializer,
            "code",
            ("code", "kind"),
        ),
        Resource(
            "intercommunalities",
            "Intercommunalities",
            Intercommunality.objects.all,
            where.IntercommunalitySerializer,
            "siren",
            ("siren",),
        ),
        Resource(
            "departments",
            "Departments",
            lambda: Department.objects.select_related("region"),
            where.DepartmentSerializer,
            "code",
            ("code",),
        ),
        Resource(
            "regions", "Regions", Region.objects.all, where.RegionSerializer, "code", ("code",)
        ),
        Resource(
            "elections",
            "Elections",
            lambda: Election.objects.prefetch_related("rounds"),
            where.ElectionSerializer,
            "slug",
            ("slug",),
        ),
        Resource(
            "lists",
            "Lists presented",
            lambda: lists_in().select_related("merged_into"),
            where.ListSerializer,
        ),
        Resource(
            "pacts",
            "Pacts, their versions and articles",
            lambda: Pact.objects.prefetch_related("versions__articles"),
            show.PactSerializer,
            "slug",
            ("slug",),
        ),
        Resource(
            "signatures",
            "Published signatures",
            published.public_signatures,
            show.SignatureSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "letters",
            "Letters whose text is public",
            public_texts,
            show.LetterSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "passages",
            "Passages quoted by public commitments",
            published.public_passages,
            show.PassageSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "commitments",
            "Commitments, published or withdrawn, newest first",
            published.public_commitments,
            show.CommitmentSerializer,
            keyset=("-published_at", "-pk"),
        ),
        Resource(
            "evidence",
            "Public evidence",
            lambda: published.public_evidence().select_related("commitment", "report"),
            show.EvidenceSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "reports",
            "Reports published as the municipality declared them",
            published.public_reports,
            show.ReportSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "assessments",
            "Assessments by the association, in force or superseded",
            published.public_assessments,
            show.AssessmentSerializer,
            keyset=("-pk",),
        ),
        Resource(
            "replies",
            "Replies of communes beside assessments",
            published.public_replies,
            show.ReplySerializer,
            keyset=("-pk",),
        ),
    )
}


def rows_of(resource: Resource, chunk: int = 1000):
    """Every public row of a resource as a dict, in its unique order, in constant memory."""
    shape = resource.shape()
    for row in resource.rows().order_by(*resource.keyset).iterator(chunk_size=chunk):
        yield shape.to_representation(row)
