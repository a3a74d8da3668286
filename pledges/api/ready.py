"""The plainest readings of commitments, answered before sessions, routes and DRF (ADR 15).

One commitment, or a page in the stated order, as JSON, to who shows no token and no tag: what
most programs ask. Everything else, and all that must be refused or explained, goes on to the
view. Both answers are the same to the byte, headers included: a test compares them.
"""

import re

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ValidationError

from accounts.spending import anonymous, spend
from ledger import prepared
from pledges.api import deprecation
from pledges.api.conditional import kept_by_proxies, mark_of, tag_of
from pledges.api.copied import one_text, plain_page
from pledges.api.paging import KeysetPagination
from pledges.api.views import CommitmentResource
from pledges.exports.copies import text_is_next

_ADDRESS = re.compile(r"/api/v1/commitments/(?:([0-9a-z]{8})/)?")
_ROUTES = {"api:commitments-list", "api:commitments-detail"}
_ACCEPTED = frozenset({"", "*/*", "application/json"})
# Who shows one of these is answered by the view.
_SAID = ("HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_SAID += ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class ReadyMiddleware:
    """Stands inside whatever adds headers to the answers of the API."""

    def __init__(self, get_response):
        self.get_response = get_response
        prepared.ahead_of_requests(one_is_asked)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if answer := self._ready(request):
            return answer
        prepared.forget()  # Not asked for after all: the view speaks to the database as it likes.
        return self.get_response(request)

    def _ready(self, request: HttpRequest) -> HttpResponse | None:
        found = _ADDRESS.fullmatch(request.path_info)
        if found is None or not _is_plain(request.META):
            return None
        ref = found[1]
        # Nothing is read, not even the state of the ledger, for what is the view's anyway.
        if not _asks_little(request, ref):
            return None
        try:
            request.get_host()  # Refused when it is not one of ours, as CommonMiddleware does.
            made = _one(ref) if ref else _page(request)
        except (DatabaseError, SuspiciousOperation, ValidationError):
            return None  # The view meets it again, and says it.
        if made is None:
            return None
        spent = spend(*anonymous(request))
        if not spent.allowed:
            return None
        text, state, headers = made
        return _answer(text, mark_of(request, state), headers | spent.headers)


def one_is_asked(environ: dict) -> None:
    """Ask for a commitment as its request comes: it is told while Django makes ready."""
    found = _ADDRESS.fullmatch(environ["PATH_INFO"])
    if found and found[1] and not environ.get("QUERY_STRING") and _is_plain(environ):
        text_is_next(found[1])


def _is_plain(said: dict) -> bool:
    if said["REQUEST_METHOD"] != "GET" or said.get("HTTP_ACCEPT", "") not in _ACCEPTED:
        return False
    if any(name in said for name in _SAID):
        return False
    return not any(one.route in _ROUTES for one in deprecation.DEPRECATED)


def _asks_little(request: HttpRequest, ref: str | None) -> bool:
    if ref:
        return not request.META.get("QUERY_STRING")
    try:
        asked = request.GET
    except SuspiciousOperation:
        return False
    return asked.keys() <= {"limit", "cursor"} and all(
        len(one) == 1 and one[0] for _, one in asked.lists()
    )


def _one(ref: str) -> tuple[bytes, int, dict[str, str]] | None:
    found = one_text(ref)
    return None if found is None else (*found, {})


def _page(request: HttpRequest) -> tuple[bytes, int, dict[str, str]] | None:
    paginator = KeysetPagination()
    found = plain_page(paginator, request, CommitmentResource.keyset)
    return None if found is None else (*found, paginator.headers())


def _answer(content: bytes, mark: str, headers: dict[str, str]) -> HttpResponse:
    headers |= {
        "Allow": "GET, HEAD, OPTIONS",
        "Content-Length": str(len(content)),
        "ETag": tag_of(content, mark),
        "Vary": "Accept",
    }
    response = HttpResponse(content, content_type="application/json", headers=headers)
    kept_by_proxies(response)
    return response
