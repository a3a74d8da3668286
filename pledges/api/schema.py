"""The OpenAPI description: every operation says how it fails."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_media_type_object

from pledges.api.problem_shape import ProblemSerializer

_FAILURES = {
    "400": "A parameter or value does not exist; `errors` names each.",
    "404": "There is no public object at this address.",
    "406": "This format is not offered.",
}


class ResourceSchema(AutoSchema):
    """Adds the problems to each operation, and names operations after their resource."""

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        component = self.resolve_serializer(ProblemSerializer(), "response")
        media = {"application/problem+json": build_media_type_object(component.ref)}
        listing = "{" not in self.path
        for code, words in _FAILURES.items():
            if code != "404" or not listing:
                operation["responses"].setdefault(code, {"description": words, "content": media})
        return operation

    def get_tags(self):
        return [self.path.split("/")[3]]
