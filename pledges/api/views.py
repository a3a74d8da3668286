"""The resources: each is a queryset of `queries`, a serializer, filters and a unique order."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import permissions, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from communes.enums import CommuneKind
from communes.queries import list_merged_as, resolve_commune
from letters.queries import letter_merged_as
from pledges.api import filters
from pledges.api.authentication import TokenAuthentication
from pledges.api.conditional import conditional, kept_by_proxies, mark_of
from pledges.api.copied import copied_one, copied_page, has_copies
from pledges.api.dated import commune_at, moment_asked, one_at, order_at, rows_at, shown_at
from pledges.api.expanding import EXPANSIONS, expanded_one, expanded_page
from pledges.api.paging import KeysetPagination, order_asked
from pledges.api.renderers import (
    CSVRenderer,
    NDJSONRenderer,
    StatedNegotiation,
    dialect_asked,
    fields_asked,
    only,
)
from pledges.api.strictness import PAGE_PARAMETERS, StrictFilterBackend, refuse_unknown
from pledges.exports import pledges as show
from pledges.exports import territories as where
from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES as PUBLIC


class Resource(viewsets.GenericViewSet):
    """Public reading: strict filters, keyset pages, strong ETags, answers a proxy may keep."""

    permission_classes = [permissions.AllowAny]
    # Reading is the same for everyone: no session is opened, so that proxies may keep answers.
    # A token changes the quota alone.
    authentication_classes: list = [TokenAuthentication]
    content_negotiation_class = StatedNegotiation
    renderer_classes = [JSONRenderer, CSVRenderer, NDJSONRenderer]
    pagination_class = KeysetPagination
    filter_backends = [StrictFilterBackend]
    lookup_field = "ref"
    lookup_value_regex = "[0-9a-z]{8}"
    keyset: tuple[str, ...] = ("pk",)
    # Does an entry of the ledger tell of every change of these rows, in its very transaction?
    of_ledger = True
    mark = ""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        # Before the first row is read: what changes while the answer is made belongs to the next.
        if self.of_ledger and request.method in ("GET", "HEAD"):
            self.mark = mark_of(request._request)

    # merged_as(ref): the row that a merged one leads to, None when it was not merged.
    merged_as: Callable[[str], Any] | None = None

    def get_renderers(self):
        return super().get_renderers() if self.action == "list" else [JSONRenderer()]

    def list(self, request, *args, **kwargs):
        self.keyset = order_asked(request, self.keyset)
        if "expand" in request.query_params:
            self._check_dialect(request)
            return expanded_page(self, request)
        names = fields_asked(request, self.serializer_class)
        self._check_dialect(request)
        moment = moment_asked(request, self.basename)
        if has_copies(self.basename, moment):
            return copied_page(self, request, names)
        if moment is None:
            show = compiled(self.serializer_class)
            page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
            rows = [show(row) for row in page]
        else:
            rows = self.rows_then(moment)
        return self.get_paginated_response(list(only(rows, names)))

    def retrieve(self, request, *args, **kwargs):
        try:
            return self.shown_one(request, **kwargs)
        except Http404:
            merged = self.merged_as and self.merged_as(kwargs[self.lookup_field])
            if not merged:
                raise
        return self.elsewhere(merged.ref)

    def elsewhere(self, key: str) -> Response:
        """308 to the row that stands for this one, with what was asked."""
        asked = self.request.query_params.urlencode()
        address = f"{settings.BASE_URL}/api/v1/{self.basename}/{key}/"
        return Response(
            status=308, headers={"Location": f"{address}?{asked}" if asked else address}
        )

    def shown_one(self, request, **kwargs) -> Response:
        refuse_unknown(request.query_params, {"format", "fields", "at", "expand"})
        if "expand" in request.query_params:
            return expanded_one(self, request)
        names = fields_asked(request, self.serializer_class)
        moment = moment_asked(request, self.basename)
        if has_copies(self.basename, moment):
            return copied_one(kwargs["ref"], names)
        if moment is None:
            row = compiled(self.serializer_class)(self.get_object())
        else:
            row = self.shown_then(kwargs[self.lookup_field], moment)
        return Response(next(iter(only([row], names))))

    def shown_then(self, key: str, moment: datetime) -> dict:
        return one_at(self.basename, key, moment)

    def rows_then(self, moment: datetime) -> Iterable[dict]:
        self.keyset = order_at(self.basename)
        rows = self.filter_queryset(rows_at(self.basename, moment))
        return shown_at(self.basename, self.paginate_queryset(rows), moment)

    @property
    def own_parameters(self) -> frozenset[str]:
        expanded = {"expand"} if self.basename in EXPANSIONS else set()
        return PAGE_PARAMETERS | {"ordering", "at"} | expanded

    def get_object(self):
        key = {self.lookup_field: self.kwargs[self.lookup_field]}
        return get_object_or_404(self.get_queryset(), **key)

    def _check_dialect(self, request) -> None:
        dialect_asked(request)
        if "dialect" in request.query_params and request.accepted_renderer.format != "csv":
            raise ValidationError({"dialect": [_("Only a CSV file has a dialect.")]})

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            kept_by_proxies(response)
            response.add_post_render_callback(_say_kind)
            response.add_post_render_callback(lambda done: conditional(request, done, self.mark))
        return response


def _say_kind(response: Response) -> None:
    """A page without a line has its type too: DRF takes it away from what is empty."""
    renderer = response.accepted_renderer
    if "Content-Type" not in response.headers:
        response.headers["Content-Type"] = f"{renderer.media_type}; charset={renderer.charset}"


@extend_schema_view(
    list=extend_schema(summary="Regions"), retrieve=extend_schema(summary="One region")
)
class RegionResource(Resource):
    queryset = PUBLIC["regions"].rows()
    serializer_class = where.RegionSerializer
    lookup_field, lookup_value_regex, keyset = "code", "[0-9A-Z]{2,3}", ("code",)


@extend_schema_view(
    list=extend_schema(summary="Departments"), retrieve=extend_schema(summary="One department")
)
class DepartmentResource(Resource):
    queryset = PUBLIC["departments"].rows()
    serializer_class = where.DepartmentSerializer
    lookup_field, lookup_value_regex, keyset = "code", "[0-9A-Z]{2,3}", ("code",)


@extend_schema_view(
    list=extend_schema(summary="Intercommunalities"),
    retrieve=extend_schema(summary="One intercommunality, by SIREN"),
)
class IntercommunalityResource(Resource):
    queryset = PUBLIC["intercommunalities"].rows()
    serializer_class = where.IntercommunalitySerializer
    filterset_class = filters.IntercommunalityFilters
    lookup_field, lookup_value_regex, keyset = "siren", "[0-9]{9}", ("siren",)


class Succeeded(Exception):
    """The code asked for was already a former one on the day asked."""


@extend_schema_view(
    list=extend_schema(summary="Communes, and their parts by kind"),
    retrieve=extend_schema(summary="One commune, by INSEE code; a former code answers 308"),
)
class CommuneResource(Resource):
    queryset = PUBLIC["communes"].rows()
    serializer_class = where.CommuneSerializer
    filterset_class = filters.CommuneFilters
    lookup_field, lookup_value_regex, keyset = "code", "[0-9AB]{5}", ("code", "kind")

    def retrieve(self, request, *args, **kwargs):
        resolution = resolve_commune(kwargs["code"])
        if resolution is None:
            raise Http404
        self.former = resolution.succession is not None
        self.found = resolution.commune
        if self.former and "at" not in request.query_params:
            return self.elsewhere(self.found.code)
        try:
            return super().retrieve(request, *args, **kwargs)
        except Succeeded:
            return self.elsewhere(self.found.code)

    def shown_then(self, key: str, moment: datetime) -> dict:
        """A code that was a commune's on that day is that commune, whatever became of it since."""
        told = commune_at(key, moment)
        stood = told and told["kind"] == CommuneKind.COM and told["closed_on"] is None
        if self.former and not stood:
            raise Succeeded
        if told is None:
            raise Http404
        return told

    def get_object(self):
        return self.get_queryset().get(pk=self.found.pk)


@extend_schema_view(
    list=extend_schema(summary="Elections"), retrieve=extend_schema(summary="One election")
)
class ElectionResource(Resource):
    queryset = PUBLIC["elections"].rows()
    serializer_class = where.ElectionSerializer
    lookup_field, lookup_value_regex, keyset = "slug", "[-a-z0-9]+", ("slug",)


@extend_schema_view(
    list=extend_schema(summary="Lists presented"), retrieve=extend_schema(summary="One list")
)
class ListResource(Resource):
    # An official file brings lists by batches; its one entry comes with the last.
    of_ledger = False
    queryset = PUBLIC["lists"].rows()
    serializer_class = where.ListSerializer
    filterset_class = filters.ListFilters
    merged_as = staticmethod(list_merged_as)


@extend_schema_view(
    list=extend_schema(summary="Pacts"),
    retrieve=extend_schema(summary="One pact, its versions and articles"),
)
class PactResource(Resource):
    queryset = PUBLIC["pacts"].rows()
    serializer_class = show.PactSerializer
    lookup_field, lookup_value_regex, keyset = "slug", "[-a-z0-9]+", ("slug",)


@extend_schema_view(
    list=extend_schema(summary="Published signatures"),
    retrieve=extend_schema(summary="One signature"),
)
class SignatureResource(Resource):
    queryset = PUBLIC["signatures"].rows()
    serializer_class = show.SignatureSerializer
    filterset_class = filters.SignatureFilters
    keyset = ("-pk",)


@extend_schema_view(
    list=extend_schema(summary="Letters whose text is public"),
    retrieve=extend_schema(summary="One letter, its public text"),
)
class LetterResource(Resource):
    queryset = PUBLIC["letters"].rows()
    serializer_class = show.LetterSerializer
    filterset_class = filters.LetterFilters
    keyset = ("-pk",)
    merged_as = staticmethod(letter_merged_as)

    def get_object(self):
        return get_object_or_404(self.get_queryset(), letter__ref=self.kwargs["ref"])


@extend_schema_view(
    list=extend_schema(summary="Passages quoted by public commitments"),
    retrieve=extend_schema(summary="One passage"),
)
class PassageResource(Resource):
    queryset = PUBLIC["passages"].rows()
    serializer_class = show.PassageSerializer
    filterset_class = filters.PassageFilters
    keyset = ("-pk",)


@extend_schema_view(
    list=extend_schema(summary="Commitments, newest first"),
    retrieve=extend_schema(summary="One commitment; a withdrawn one says so in its state"),
)
class CommitmentResource(Resource):
    queryset = PUBLIC["commitments"].rows()
    serializer_class = show.CommitmentSerializer
    filterset_class = filters.CommitmentFilters
    keyset = ("-published_at", "-pk")


@extend_schema_view(
    list=extend_schema(summary="Public evidence"), retrieve=extend_schema(summary="One evidence")
)
class EvidenceResource(Resource):
    queryset = PUBLIC["evidence"].rows()
    serializer_class = show.EvidenceSerializer
    filterset_class = filters.EvidenceFilters
    keyset = ("-pk",)


@extend_schema_view(
    list=extend_schema(summary="Reports published as the municipality declared them"),
    retrieve=extend_schema(summary="One report"),
)
class ReportResource(Resource):
    queryset = PUBLIC["reports"].rows()
    serializer_class = show.ReportSerializer
    filterset_class = filters.ReportFilters
    keyset = ("-pk",)


@extend_schema_view(
    list=extend_schema(summary="Assessments by the association, in force or superseded"),
    retrieve=extend_schema(summary="One assessment"),
)
class AssessmentResource(Resource):
    queryset = PUBLIC["assessments"].rows()
    serializer_class = show.AssessmentSerializer
    filterset_class = filters.AssessmentFilters
    keyset = ("-pk",)


@extend_schema_view(
    list=extend_schema(summary="Replies of communes beside assessments"),
    retrieve=extend_schema(summary="One reply"),
)
class ReplyResource(Resource):
    queryset = PUBLIC["replies"].rows()
    serializer_class = show.ReplySerializer
    filterset_class = filters.ReplyFilters
    keyset = ("-pk",)
