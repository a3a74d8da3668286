"""The OpenAPI description: every operation says its formats and how it fails."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_media_type_object
from drf_spectacular.utils import OpenApiParameter

from pledges.api.problem_shape import ProblemSerializer
from pledges.exports.formats import DIALECTS

_FAILURES = {
    "400": "A parameter or value does not exist; `errors` names each.",
    "404": "There is no public object at this address.",
    "406": "This format is not offered.",
}
_FIELDS = OpenApiParameter(
    "fields", str, description="Names of the fields to keep, separated by commas."
)
_DIALECT = OpenApiParameter(
    "dialect",
    str,
    enum=DIALECTS,
    description="Of a CSV file: `excel-fr` has semicolons and a byte order mark.",
)


class ResourceSchema(AutoSchema):
    """Adds the problems to each operation, and names operations after their resource."""

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        component = self.resolve_serializer(ProblemSerializer(), "response")
        media = {"application/problem+json": build_media_type_object(component.ref)}
        for code, words in _FAILURES.items():
            if code != "404" or not self._listing():
                operation["responses"].setdefault(code, {"description": words, "content": media})
        self._lines_are_text(operation)
        return operation

    def get_override_parameters(self):
        if not hasattr(self.view, "keyset"):
            return super().get_override_parameters()
        return [_FIELDS, _DIALECT] if self._listing() else [_FIELDS]

    def get_tags(self):
        return [self.path.split("/")[3]]

    def _listing(self) -> bool:
        return "{" not in self.path

    def _lines_are_text(self, operation: dict) -> None:
        content = operation["responses"].get("200", {}).get("content", {})
        for media in ("text/csv", "application/x-ndjson"):
            if media in content:
                content[media] = {"schema": {"type": "string"}}
