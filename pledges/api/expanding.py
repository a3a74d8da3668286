"""`expand=list,commune`: the rows a row names, beside it, one level deep, on request alone."""

from datetime import datetime

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communes.enums import CommuneKind
from pledges.api.dated import moment_asked, named_at
from pledges.api.paging import limit_asked
from pledges.api.renderers import fields_asked, only
from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES

# Resource → its fields that name a row of another resource, and which one.
EXPANSIONS: dict[str, dict[str, str]] = {
    "communes": {"codeDepartement": "departments", "codeRegion": "regions"},
    "departments": {"codeRegion": "regions"},
    "lists": {"commune": "communes", "election": "elections", "merged_into": "lists"},
    "signatures": {"list": "lists", "pact": "pacts"},
    "letters": {"list": "lists", "election": "elections"},
    "passages": {"letter": "letters", "list": "lists"},
    "commitments": {
        "list": "lists",
        "commune": "communes",
        "election": "elections",
        "intercommunality": "intercommunalities",
        "pact": "pacts",
    },
    "evidence": {"commitment": "commitments", "report": "reports", "reply": "replies"},
    "reports": {"commitment": "commitments"},
    "assessments": {"commitment": "commitments", "reply": "replies"},
    "replies": {"commitment": "commitments", "assessment": "assessments"},
}
# A page with whole rows beside it: as heavy as the longest page without.
MOST = 200


def parameter(resource: str) -> list[OpenApiParameter]:
    """The parameter of a resource that has something to expand."""
    names = ", ".join(f"`{name}`" for name in EXPANSIONS.get(resource, ()))
    words = f"Fields whose row is wanted too, in `expanded`, separated by commas: {names}."
    return [OpenApiParameter("expand", str, description=words)] if names else []


def expansions_asked(request, resource: str) -> list[str]:
    """The fields of `expand=`. Raises ValidationError, naming those that exist."""
    raw = request.query_params.get("expand")
    if raw is None:
        return []
    known, wanted = EXPANSIONS.get(resource, {}), raw.split(",")
    if unknown := [name for name in wanted if name not in known]:
        sentence = _("“%(name)s” cannot be expanded. These can: %(offered)s.") % {
            "name": unknown[0][:40],
            "offered": ", ".join(known),
        }
        raise ValidationError({"expand": [sentence]})
    if "dialect" in request.query_params or request.accepted_renderer.format == "csv":
        raise ValidationError({"expand": [_("Rows are expanded in JSON, not in a table.")]})
    return [name for name in known if name in wanted]


def expanded_page(view, request) -> Response:
    """A page of the list, its rows with what they name. One more query per field, or a few."""
    names = fields_asked(request, view.serializer_class)
    wanted = expansions_asked(request, view.basename)
    moment = moment_asked(request, view.basename)
    # Whatever the page holds: a program must not break the day there are more rows.
    if limit_asked(request.query_params) > MOST:
        sentence = _("With `expand`, %(most)s rows in a page at most.") % {"most": MOST}
        raise ValidationError({"limit": [sentence]})
    if moment is None:
        show = compiled(view.serializer_class)
        page = view.paginate_queryset(view.filter_queryset(view.get_queryset()))
        rows = [show(row) for row in page]
    else:
        rows = list(view.rows_then(moment))
    return view.get_paginated_response(_expanded(rows, wanted, names, view, moment))


def expanded_one(view, request) -> Response:
    """One row with what it names."""
    names = fields_asked(request, view.serializer_class)
    wanted = expansions_asked(request, view.basename)
    moment = moment_asked(request, view.basename)
    if moment is None:
        row = compiled(view.serializer_class)(view.get_object())
    else:
        row = view.shown_then(view.kwargs[view.lookup_field], moment)
    return Response(_expanded([row], wanted, names, view, moment)[0])


def _expanded(
    rows: list[dict], wanted: list[str], names, view, moment: datetime | None
) -> list[dict]:
    found = {
        name: _rows_of(
            EXPANSIONS[view.basename][name], {row[name] for row in rows} - {None}, moment
        )
        for name in wanted
    }
    kept = only(rows, names)
    return [
        shown | {"expanded": {name: found[name].get(row[name]) for name in wanted}}
        for row, shown in zip(rows, kept, strict=True)
    ]


def _rows_of(name: str, keys: set[str], moment: datetime | None) -> dict[str, dict]:
    """Public identifier → row of the resource, of those that are public; or were, at `moment`."""
    if moment is not None:
        return named_at(name, keys, moment)
    resource = RESOURCES[name]
    rows = resource.rows().filter(**{f"{resource.lookup}__in": keys})
    if name == "communes":
        rows = rows.filter(kind=CommuneKind.COM)
    show = compiled(resource.shape)
    return {shown[resource.key]: shown for shown in map(show, rows)}
