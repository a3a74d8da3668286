"""The OpenAPI description: every operation says its formats and how it fails."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_media_type_object
from drf_spectacular.utils import OpenApiParameter
from rest_framework.viewsets import GenericViewSet

from pledges.api import expanding
from pledges.api.paging import orders
from pledges.api.problem_shape import ProblemSerializer
from pledges.exports.formats import DIALECTS
from pledges.queries.as_of import KINDS

_FAILURES = {
    "400": "A parameter or value does not exist; `errors` names each.",
    "404": "There is no public object at this address.",
    "406": "This format is not offered.",
}
_LIMITED = {"429": "Too many requests: `Retry-After` says when to come back."}
_FOR_SIGNED_IN = {
    "401": "Sign in, or send a token that is in force.",
    "403": "The caller may not do this; `detail` says why.",
}
_FOR_WRITES = {
    "409": "This step does not exist from the present state.",
    "412": "The version seen is no longer the present one.",
    "413": "What was sent is too large.",
    "415": "This kind of content is not accepted.",
    "422": "The Idempotency-Key was used for another request.",
    "428": "If-Match is missing.",
}
_FIELDS = OpenApiParameter(
    "fields", str, description="Names of the fields to keep, separated by commas."
)
_AT = OpenApiParameter(
    "at", str, description="A day or minute in the past, Paris time: 2026-03-22, 2026-03-22T18:30."
)
_DIALECT = OpenApiParameter(
    "dialect",
    str,
    enum=DIALECTS,
    description="Of a CSV file: `excel-fr` has semicolons and a byte order mark.",
)


def _ordering(keyset: tuple[str, ...]) -> OpenApiParameter:
    offered = list(orders(keyset))
    words = "The stated order or its reverse."
    return OpenApiParameter("ordering", str, enum=offered, default=offered[0], description=words)


class ResourceSchema(AutoSchema):
    """Adds the problems to each operation, and names operations after their resource."""

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        component = self.resolve_serializer(ProblemSerializer(), "response")
        media = {"application/problem+json": build_media_type_object(component.ref)}
        for code, words in self._failures().items():
            if code != "404" or not self._listing():
                operation["responses"].setdefault(code, {"description": words, "content": media})
        self._lines_are_text(operation)
        return operation

    def get_override_parameters(self):
        if not isinstance(self.view, GenericViewSet):
            return super().get_override_parameters()
        dated = [_AT] if self.view.basename in KINDS else []
        more = [*dated, *expanding.parameter(self.view.basename)]
        if not self._listing():
            return [_FIELDS, *more]
        return [_FIELDS, *more, _ordering(self.view.keyset), _DIALECT]

    def get_tags(self):
        resource = self.path.split("/")[3]
        return ["steps" if resource.startswith("{") else resource]

    def _failures(self) -> dict[str, str]:
        reads = self.method == "GET"
        guards = {guard.__name__ for guard in self.view.permission_classes}
        signed_in = not reads or "SignedIn" in guards
        found = _FAILURES | _LIMITED | (_FOR_SIGNED_IN if signed_in else {})
        found |= getattr(self.view, "failures", {})
        return found if reads else found | _FOR_WRITES

    def _listing(self) -> bool:
        return "{" not in self.path

    def _lines_are_text(self, operation: dict) -> None:
        content = operation["responses"].get("200", {}).get("content", {})
        for media in ("text/csv", "application/x-ndjson", "application/atom+xml"):
            if media in content:
                content[media] = {"schema": {"type": "string"}}


# The greatest integer of a column differs from one database to the other: it is no promise.
_BOUNDS_OF_COLUMNS = {2**15 - 1, 2**31 - 1, 2**63 - 1}


def without_bounds_of_columns(result: dict, **_) -> dict:
    """The description without what SQLite and PostgreSQL would say differently."""
    for schema in result["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            if field.get("maximum") in _BOUNDS_OF_COLUMNS:
                del field["maximum"]
                field.pop("format", None)
    return result
