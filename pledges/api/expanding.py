"""`expand=list,commune`: the rows a row names, beside it, one level deep, on request alone."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communes.enums import CommuneKind
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
    for name in ("at", "dialect"):
        if name in request.query_params:
            raise ValidationError({"expand": [_("Rows are expanded as they are today, in JSON.")]})
    return [name for name in known if name in wanted]


def expanded_page(view, request) -> Response:
    """A page of the list, its rows with what they name. One more query per field, or a few."""
    names = fields_asked(request, view.serializer_class)
    wanted = expansions_asked(request, view.basename)
    if request.accepted_renderer.format == "csv":
        raise ValidationError({"expand": [_("Rows are expanded as they are today, in JSON.")]})
    page = view.paginate_queryset(view.filter_queryset(view.get_queryset()))
    if len(page) > MOST:
        sentence = _("With `expand`, %(most)s rows in a page at most.") % {"most": MOST}
        raise ValidationError({"limit": [sentence]})
    show = compiled(view.serializer_class)
    return view.get_paginated_response(_expanded([show(row) for row in page], wanted, names, view))


def expanded_one(view, request) -> Response:
    """One row with what it names."""
    names = fields_asked(request, view.serializer_class)
    wanted = expansions_asked(request, view.basename)
    row = compiled(view.serializer_class)(view.get_object())
    return Response(_expanded([row], wanted, names, view)[0])


def _expanded(rows: list[dict], wanted: list[str], names, view) -> list[dict]:
    found = {
        name: _rows_of(EXPANSIONS[view.basename][name], {row[name] for row in rows} - {None})
        for name in wanted
    }
    kept = only(rows, names)
    return [
        shown | {"expanded": {name: found[name].get(row[name]) for name in wanted}}
        for row, shown in zip(rows, kept, strict=True)
    ]


def _rows_of(name: str, keys: set[str]) -> dict[str, dict]:
    """Public identifier → row of the resource, of those that are public."""
    resource = RESOURCES[name]
    rows = resource.rows().filter(**{f"{resource.lookup}__in": keys})
    if name == "communes":
        rows = rows.filter(kind=CommuneKind.COM)
    show = compiled(resource.shape)
    return {shown[resource.key]: shown for shown in map(show, rows)}
