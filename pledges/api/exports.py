"""Whole resources in one request, streamed: CSV and NDJSON with the filters of the list."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from ledger.sequencing import number_entries
from pledges.api.conditional import kept_by_proxies, mark_of
from pledges.api.copied import copied_lines
from pledges.api.ranges import whole_or_part
from pledges.api.renderers import columns_asked, dialect_asked, fields_asked, only
from pledges.api.resuming import rest_of
from pledges.api.root import Open
from pledges.api.strictness import StrictFilterBackend, refuse_unknown
from pledges.exports.catalogue import catalogue
from pledges.exports.dump import table_schema
from pledges.exports.formats import DIALECTS, csv_lines, ndjson_lines
from pledges.exports.resources import RESOURCES, shown

MEDIA = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson; charset=utf-8"}
PARAMETERS = {
    "csv": frozenset({"dialect", "fields", "after"}),
    "ndjson": frozenset({"fields", "after"}),
}
NAME = OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(RESOURCES))
KIND = OpenApiParameter(
    "kind", str, OpenApiParameter.PATH, enum=list(MEDIA), description="Format of the file."
)
ASKED = [
    OpenApiParameter("fields", str),
    OpenApiParameter("dialect", str, enum=DIALECTS),
    OpenApiParameter("after", str, description="The last row received: the rest is sent."),
    OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="`bytes=N-`"),
    OpenApiParameter(
        "If-Range", str, OpenApiParameter.HEADER, description="The `ETag` of what you have."
    ),
]
# Lines are sent together: one system call per line costs more than making the line.
BATCH = 200


class FileSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    csv = serializers.CharField()
    ndjson = serializers.CharField()
    schema = serializers.CharField()


class FilesSerializer(serializers.Serializer):
    """`changes_since`: the number to follow from once the files are read."""

    changes_since = serializers.IntegerField()
    catalogue = serializers.CharField()
    results = FileSerializer(many=True)


class AsNamed(BaseContentNegotiation):
    """The address says the format: `Accept` is not asked. A problem is JSON."""

    refuses = False

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Exports(Open):
    """Which files there are, and their Table Schemas."""

    @extend_schema(
        responses=FilesSerializer,
        summary="The whole data set, by file",
        operation_id="exports_list",
    )
    def get(self, request):
        refuse_unknown(request.query_params, {"format"})
        base = f"{settings.BASE_URL}/api/v1/exports"
        return Response(
            {
                # Taken before any file is read: following from here misses nothing.
                "changes_since": number_entries(),
                "catalogue": f"{base}/catalogue.jsonld",
                "results": [
                    {
                        "name": one.name,
                        "title": _(one.title),
                        "csv": f"{base}/{one.name}.csv",
                        "ndjson": f"{base}/{one.name}.ndjson",
                        "schema": f"{base}/{one.name}.schema.json",
                    }
                    for one in RESOURCES.values()
                ],
            }
        )


class LinkedData(JSONRenderer):
    media_type, format = "application/ld+json", "jsonld"


class Catalogue(Open):
    """The files described for catalogues of open data (DCAT)."""

    renderer_classes = [LinkedData, JSONRenderer]

    @extend_schema(
        responses={(200, media): dict for media in ("application/ld+json", "application/json")},
        summary="The files, for catalogues",
        operation_id="exports_catalogue",
    )
    def get(self, request):
        refuse_unknown(request.query_params, {"format"})
        return Response(catalogue())


class ExportSchema(Open):
    """Frictionless Table Schema of a CSV file."""

    content_negotiation_class = AsNamed

    @extend_schema(
        parameters=[NAME],
        responses=dict,
        summary="The columns of a CSV file",
        operation_id="exports_schema",
    )
    def get(self, request, name):
        if name not in RESOURCES:
            raise Http404
        refuse_unknown(request.query_params, set())
        return Response(table_schema(RESOURCES[name]))


class Export(Open):
    """One resource as a file, with the filters of its list. A cut file is taken up by its bytes
    (`Range`, `If-Range`) or by its rows (`after`).
    """

    content_negotiation_class = AsNamed

    @extend_schema(
        parameters=[NAME, KIND, *ASKED],
        responses={
            (200, "text/csv"): str,
            (200, "application/x-ndjson"): str,
            (206, "text/csv"): str,
            (206, "application/x-ndjson"): str,
            416: None,
        },
        summary="One file of the data set",
        operation_id="exports_retrieve",
    )
    def get(self, request, name, kind):
        from pledges.api.urls import RESOURCES as VIEWS

        if name not in RESOURCES:
            raise Http404
        view = VIEWS[name](basename=name)
        refuse_unknown(request.query_params, set(_filters_of(view)) | PARAMETERS[kind])
        view.more = {"after"}
        mark = mark_of(request._request) if view.of_ledger else ""
        queryset = StrictFilterBackend().filter_queryset(request, view.get_queryset(), view)
        queryset = rest_of(RESOURCES[name], queryset, request.query_params.get("after"))
        # Everything that can be refused is refused before the first byte leaves.
        names = fields_asked(request, view.serializer_class)
        columns = columns_asked(request, view.serializer_class) if kind == "csv" else []
        dialect = dialect_asked(request)

        def lines() -> Iterable[bytes]:
            ready = copied_lines(name, kind, queryset, request)
            if ready is not None:
                return ready
            rows = only(shown(RESOURCES[name], queryset), names)
            made = csv_lines(rows, columns, dialect) if kind == "csv" else ndjson_lines(rows)
            return _batched(made)

        response = whole_or_part(
            request._request,
            lines,
            mark=mark,
            language=get_language() or "",
            content_type=MEDIA[kind],
        )
        if response.status_code not in (200, 206):
            return response
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        kept_by_proxies(response)
        return response


def _filters_of(view) -> list[str]:
    filterset = getattr(view, "filterset_class", None)
    return list(filterset.base_filters) if filterset else []


def _batched(lines: Iterable[str]) -> Iterator[bytes]:
    batch = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield "".join(batch).encode()
            batch.clear()
    yield "".join(batch).encode()
