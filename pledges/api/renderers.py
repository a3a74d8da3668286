"""The formats of a list: JSON, CSV for a spreadsheet, NDJSON for a program; 406 for any other."""

from collections.abc import Iterable

from django.http.request import MediaType
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from pledges.exports.formats import DIALECTS, columns_of, csv_lines, ndjson_lines

REFUSED = (0.0, 0)


class StatedNegotiation(DefaultContentNegotiation):
    """What the address says (`format=`), else what the reader likes best (`Accept`, `q`); 406."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.query_params.get("format"):
            chosen = self.filter_renderers(renderers, request.query_params["format"])[0]
        else:
            asked = [MediaType(one) for one in self.get_accept_list(request) or ["*/*"]]
            # The first of those liked as much: the order of `renderers` decides.
            chosen = max(renderers, key=lambda one: _liking(one, asked))
            if _liking(chosen, asked) == REFUSED:
                raise NotAcceptable(available_renderers=renderers)
        # Its own name: what else `Accept` said (`q=0.8`) is no part of it.
        return chosen, chosen.media_type

    def filter_renderers(self, renderers, format):
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            raise NotAcceptable(available_renderers=renderers)
        return found


def _liking(renderer: BaseRenderer, asked: list[MediaType]) -> tuple[float, int]:
    """How much `Accept` likes it: the quality of the most precise range it is in, how precise."""
    main, _slash, sub = renderer.media_type.partition("/")
    found = [
        ((one.main_type != "*") + (one.sub_type != "*"), one.quality)
        for one in asked
        if one.main_type in ("*", main) and one.sub_type in ("*", sub)
    ]
    precise, quality = max(found, default=(0, 0.0))
    return (quality, precise) if quality else REFUSED


class _RowsRenderer(BaseRenderer):
    """Writes the rows of a page as lines; a problem stays JSON whatever was asked for."""

    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None) -> bytes:
        context = renderer_context or {}
        if context["response"].exception or data is None:
            return JSONRenderer().render(data, accepted_media_type, renderer_context)
        return "".join(self.lines(data["results"], context)).encode()

    def lines(self, rows: list[dict], context: dict) -> Iterable[str]:
        raise NotImplementedError


class CSVRenderer(_RowsRenderer):
    media_type, format = "text/csv", "csv"

    def lines(self, rows, context):
        request, shape = context["request"], context["view"].serializer_class
        return csv_lines(rows, columns_asked(request, shape), dialect_asked(request))


class NDJSONRenderer(_RowsRenderer):
    media_type, format = "application/x-ndjson", "ndjson"

    def lines(self, rows, context):
        return ndjson_lines(rows)


def dialect_asked(request) -> str:
    """`dialect=` of a CSV file. Raises ValidationError for an unknown one."""
    dialect = request.query_params.get("dialect", DIALECTS[0])
    if dialect not in DIALECTS:
        sentence = _("These exist: %(offered)s.") % {"offered": ", ".join(DIALECTS)}
        raise ValidationError({"dialect": [sentence]})
    return dialect


def fields_asked(request, shape) -> list[str] | None:
    """`fields=a,b`: names of the shape, in its order; None for all. Raises ValidationError."""
    raw = request.query_params.get("fields")
    if raw is None:
        return None
    wanted, known = set(raw.split(",")), list(shape().fields)
    if unknown := sorted(wanted - set(known)):
        sentence = _("No field “%(field)s”. These exist: %(offered)s.") % {
            "field": unknown[0][:40],
            "offered": ", ".join(known),
        }
        raise ValidationError({"fields": [sentence]})
    return [name for name in known if name in wanted]


def columns_asked(request, shape) -> list[str]:
    """Columns of the CSV for the fields that were asked for."""
    names, columns = fields_asked(request, shape), columns_of(shape)
    if names is None:
        return columns
    return [column for column in columns if column.partition(".")[0] in names]


def only(rows: Iterable[dict], names: list[str] | None) -> Iterable[dict]:
    """Each row with the fields of `names` alone; None keeps every field."""
    if names is None:
        return rows
    return ({name: row[name] for name in names} for row in rows)
