"""Errors as RFC 9457 problems (`application/problem+json`), in the reader's language."""

from django.conf import settings
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    SuspiciousOperation,
)
from django.http import Http404, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ledger.refusals import IllegalStep, Invalid, NotAllowed, Refusal, Stale
from ledger.steps import gettext_noop

MEDIA_TYPE = "application/problem+json"
# Slug of the problem → its title; each is explained at /api/v1/problems/SLUG/.
TITLES = {
    "invalid": gettext_noop("The request cannot be understood"),
    "not-authenticated": gettext_noop("Sign in first"),
    "not-allowed": gettext_noop("You may not do this"),
    "not-found": gettext_noop("Nothing here"),
    "method-not-allowed": gettext_noop("This method is not allowed here"),
    "not-acceptable": gettext_noop("This format is not offered"),
    "gone": gettext_noop("This number is not one of ours: start again from the whole data set"),
    "illegal-step": gettext_noop("This step does not exist from the present state"),
    "stale": gettext_noop("Someone else changed this in the meantime"),
    "precondition-required": gettext_noop("Say which version you saw (If-Match)"),
    "too-large": gettext_noop("What was sent is too large"),
    "key-reused": gettext_noop("This Idempotency-Key was used for another request"),
    "unsupported-media-type": gettext_noop("This kind of content is not accepted"),
    "range": gettext_noop("This part is not in the file"),
    "too-many-requests": gettext_noop("Too many requests"),
    "server-error": gettext_noop("The server failed"),
}
# What each means and what to do about it.
ADVICE = {
    "invalid": gettext_noop(
        "A parameter, a value or a field does not exist or is missing: `errors` names each and"
        " says what exists. Sent again unchanged, it will be refused again."
    ),
    "not-authenticated": gettext_noop(
        "Send `Authorization: Bearer TOKEN` with a token in force, or sign in. Reading public"
        " data needs neither."
    ),
    "not-allowed": gettext_noop("`detail` says which rule forbids it to this person."),
    "not-found": gettext_noop(
        "There never was such an object, or it is not public, or not yours to see: the answer is"
        " the same."
    ),
    "method-not-allowed": gettext_noop("`Allow` names the methods of this address."),
    "not-acceptable": gettext_noop("Ask for one of the formats that the description names."),
    "gone": gettext_noop(
        "This site has not come to that number: it is another site's, or a backup was restored."
        " Read the whole data set again at /api/v1/exports/, then follow the changes."
    ),
    "illegal-step": gettext_noop(
        "Read the object again: `steps` lists those that leave from here."
    ),
    "stale": gettext_noop(
        "Nothing was saved. Read the object again and decide with what it says now."
    ),
    "precondition-required": gettext_noop("Send in `If-Match` the `ETag` of what you read."),
    "too-large": gettext_noop("JSON holds 1 MB at most; files have limits of their own."),
    "key-reused": gettext_noop("Take a new key for a new request."),
    "unsupported-media-type": gettext_noop("Send JSON, or multipart/form-data where files go."),
    "range": gettext_noop(
        "`Content-Range` says how many bytes the file holds. It may have changed: send `If-Range`"
        " with the `ETag` of what you have."
    ),
    "too-many-requests": gettext_noop(
        "`Retry-After` says in how many seconds to come back. A token allows ten times more."
    ),
    "server-error": gettext_noop("The failure was logged. Nothing was half-written: try again."),
}
SLUGS = {
    400: "invalid",
    401: "not-authenticated",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "illegal-step",
    410: "gone",
    412: "stale",
    413: "too-large",
    415: "unsupported-media-type",
    416: "range",
    422: "key-reused",
    428: "precondition-required",
    429: "too-many-requests",
}
_REFUSALS = {Stale: 412, IllegalStep: 409, NotAllowed: 403, Invalid: 400}


class PreconditionRequired(exceptions.APIException):
    status_code = 428
    default_detail = gettext_noop("Send If-Match with the ETag you read.")


class ProblemResponse(Response):
    """A problem is JSON, whatever format was asked for and refused."""

    @property
    def rendered_content(self) -> bytes:
        self.headers["Content-Type"] = MEDIA_TYPE
        return JSONRenderer().render(self.data)


def problem(code: int, *, detail: str = "", errors: list | None = None) -> dict:
    """The body of a problem: type, title, status, detail, errors (a list, maybe empty)."""
    slug = SLUGS.get(code, "server-error" if code >= 500 else "invalid")
    return {
        "type": address_of(slug),
        "title": _(TITLES[slug]),
        "status": code,
        "detail": detail,
        "errors": errors or [],
    }


def address_of(slug: str) -> str:
    """The address of a kind of problem, absolute as every link of the API."""
    return f"{settings.BASE_URL}/api/v1/problems/{slug}/"


def problem_response(exc: Exception, context: dict) -> Response | None:
    """DRF's EXCEPTION_HANDLER. Unknown exceptions go on to Django's 500 page and the log."""
    headers = {}
    errors: list = []
    if isinstance(exc, Refusal):
        code = next(number for kind, number in _REFUSALS.items() if isinstance(exc, kind))
        detail = _(str(exc.reason))
        errors = _flatten(getattr(exc, "errors", {}))
    elif isinstance(exc, Http404 | ObjectDoesNotExist):
        code, detail = status.HTTP_404_NOT_FOUND, _("There is no public object at this address.")
    elif isinstance(exc, PermissionDenied):
        code, detail = status.HTTP_403_FORBIDDEN, _("You may not do this.")
    elif isinstance(exc, SuspiciousOperation):
        # Thousands of fields or files, a body too large: Django gives up before our own checks.
        code, detail = status.HTTP_400_BAD_REQUEST, _("This request holds too many things.")
    elif isinstance(exc, UnreadablePostError):
        code, detail = (
            status.HTTP_400_BAD_REQUEST,
            _("This request did not come whole, or too slowly."),
        )
    elif isinstance(exc, exceptions.APIException):
        code = exc.status_code
        if getattr(exc, "auth_header", None):
            headers["WWW-Authenticate"] = exc.auth_header
        if getattr(exc, "wait", None):
            headers["Retry-After"] = str(int(exc.wait) + 1)
        detail, errors = _words_of(exc)
    else:
        return None
    set_rollback()
    body = problem(code, detail=detail, errors=errors)
    return ProblemResponse(body, status=code, headers=headers)


def plain_problem(code: int, detail: str) -> JsonResponse:
    """A problem outside DRF's views: unknown addresses under /api/, failures."""
    return JsonResponse(problem(code, detail=detail), status=code, content_type=MEDIA_TYPE)


def _words_of(exc: exceptions.APIException) -> tuple[str, list]:
    if isinstance(exc, exceptions.ValidationError) and isinstance(exc.detail, dict):
        errors = _flatten(exc.detail)
        return _("Some parameters or fields cannot be used."), errors
    if isinstance(exc, exceptions.NotAcceptable) and exc.available_renderers:
        offered = ", ".join(one.media_type for one in exc.available_renderers)
        return _("These exist: %(offered)s.") % {"offered": offered}, []
    detail = exc.detail
    return (_(str(detail[0])) if isinstance(detail, list) else _(str(detail))), []


def _flatten(errors: dict) -> list[dict]:
    """Field → sentences, as a list of {"field", "detail"}."""
    found = []
    for field, sentences in errors.items():
        for sentence in sentences if isinstance(sentences, list) else [sentences]:
            found.append({"field": field, "detail": _(str(sentence))})
    return found
