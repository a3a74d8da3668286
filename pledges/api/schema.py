"""The OpenAPI description: every operation says its formats and how it fails."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.viewsets import GenericViewSet

from pledges.api import expanding
from pledges.api.examples import answers, operations_of
from pledges.api.paging import orders
from pledges.api.problem_shape import ProblemSerializer
from pledges.api.problems import MEDIA_TYPE, SLUGS
from pledges.exports.formats import DIALECTS

# Status → when it is answered. Its kind of problem is that of `problems.SLUGS`.
WHEN = {
    400: "A parameter, a value or a field does not exist or is missing; `errors` names each.",
    401: "Nobody signed in, or the token is unknown, expired or revoked.",
    403: "The caller may not do this; `detail` says why.",
    404: "There is no such object, or the caller may not see it.",
    406: "This format is not offered.",
    409: "This step does not exist from the present state.",
    410: "This number is not one of this site's: read the whole data set again.",
    412: "The version seen is no longer the present one.",
    413: "What was sent is too large.",
    415: "This kind of content is not accepted.",
    416: "This part is not in the file.",
    422: "The Idempotency-Key was used for another request.",
    428: "If-Match is missing.",
    429: "Too many requests: `Retry-After` says when to come back.",
}
_HEADERS = {
    401: {"WWW-Authenticate": ("string", "`Bearer`: a token is what is asked for.")},
    416: {"Content-Range": ("string", "`bytes */N`: how many bytes the file holds.")},
    429: {"Retry-After": ("integer", "Seconds to wait.")},
}
_RESPONSES = "#/components/responses/"
_FIELDS = OpenApiParameter(
    "fields", str, description="Names of the fields to keep, separated by commas."
)
_AT = "A day or minute in the past, Paris time: 2026-03-22, 2026-03-22T18:30."
# What is told otherwise than it was shown.
_TOLD = {
    "replies": "Words withheld since, for their content was unlawful, are not told.",
    "evidence": "What its town hall took away, or came with a reply withheld since, is not told.",
    "letters": "What is hidden today is hidden; all of it when the text is no longer public, or"
    " when that of another version is.",
    "passages": "What is hidden today in the letter is hidden.",
    "commitments": "What is hidden today in a letter is hidden in its quotes.",
    "lists": "The head is told as today.",
    **dict.fromkeys(
        ("regions", "departments", "intercommunalities", "communes"),
        "As the vintages of the official code loaded until then said; none before the first.",
    ),
}


def _at(resource: str) -> OpenApiParameter:
    return OpenApiParameter("at", str, description=f"{_AT} {_TOLD.get(resource, '')}".strip())


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
        self.resolve_serializer(ProblemSerializer(), "response")
        for code in sorted(self._failures(operation)):
            operation["responses"][str(code)] = {"$ref": f"{_RESPONSES}{SLUGS[code]}"}
        self._lines_are_text(operation)
        return operation

    def get_override_parameters(self):
        if not isinstance(self.view, GenericViewSet):
            return super().get_override_parameters()
        more = [_at(self.view.basename), *expanding.parameter(self.view.basename)]
        if not self._listing():
            return [_FIELDS, *more]
        return [_FIELDS, *more, _ordering(self.view.keyset), _DIALECT]

    def get_tags(self):
        resource = self.path.split("/")[3]
        return ["steps" if resource.startswith("{") else resource]

    def _failures(self, operation: dict) -> set[int]:
        """The statuses of problems that may be answered: what is asked for may be missing."""
        asked = {one["name"] for one in operation.get("parameters", ())}
        found = {400, 429, *(int(code) for code in operation["responses"] if code >= "400")}
        if getattr(self.view.content_negotiation_class, "refuses", True):
            found.add(406)
        if not self._listing():
            found.add(404)
        if "SignedIn" in {guard.__name__ for guard in self.view.permission_classes}:
            found |= {401, 403}
        elif self.view.get_authenticators():
            found |= {401} if self.method == "GET" else {401, 403}
        if self.method in ("POST", "PATCH"):
            found |= {413, 415}
        if "If-Match" in asked:
            found |= {412, 428}
        if "Idempotency-Key" in asked:
            found.add(422)
        return found

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


def with_problems(result: dict, **_) -> dict:
    """Each kind of problem once, under its own name, with one that was really answered."""
    used = {
        answer["$ref"].removeprefix(_RESPONSES)
        for operation in operations_of(result)
        for answer in operation["responses"].values()
        if "$ref" in answer
    }
    result["components"]["responses"] = {
        slug: _problem(code, slug) for code, slug in sorted(SLUGS.items()) if slug in used
    }
    return result


def _problem(code: int, slug: str) -> dict:
    said = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": answers()["problems"].get(str(code)),
    }
    headers = {
        name: {"description": words, "required": True, "schema": {"type": kind}}
        for name, (kind, words) in _HEADERS.get(code, {}).items()
    }
    described = {"description": f"`{slug}`: {WHEN[code]}", "content": {MEDIA_TYPE: said}}
    return described | ({"headers": headers} if headers else {})
