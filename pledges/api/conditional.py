"""Strong ETags, and 304 for who already has the bytes, most often without making them again.

A tag is `"MARK-DIGEST"`. DIGEST is that of the very bytes. MARK says of which address, in which
format and at which state of the ledger they were made: nothing public changes without an entry,
so that a tag whose mark is today's needs no other proof. When something was published since, the
bytes are made, and a tag of the same digest still means 304: a change elsewhere costs the server
a page, and its reader nothing.
"""

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _

from accounts.spending import anonymous, spend
from ledger import prepared
from ledger.sequencing import committed, committed_is_next
from pledges.api.problems import plain_problem
from pledges.exports.copies import shape

PREFIX = "/api/v1/"
_KEPT = "public, max-age=60, s-maxage=60, stale-while-revalidate=600"


def conditional(request, response: HttpResponse, mark: str = "") -> HttpResponseBase:
    """Set the ETag of a rendered DRF response; a 304 when the reader already has these bytes.

    mark: of `mark_of`, taken before the first row was read; "" when the answer does not depend on
    the ledger alone.
    """
    tag = tag_of(response.content, mark)
    digest = tag[-33:-1]
    for held in parse_etags(request._request.META.get("HTTP_IF_NONE_MATCH", "")):
        if held.endswith(f'-{digest}"') and held.count("-") == 1:
            tag = held.removeprefix("W/")
    response.headers["ETag"] = tag
    return as_asked(request._request, tag, response)


def as_asked(request: HttpRequest, tag: str, response: HttpResponseBase) -> HttpResponseBase:
    """The response; 304 for who already has it; 412 for who wanted another one (`If-Match`)."""
    found = get_conditional_response(request, tag, None, response)
    if found.status_code == HTTPStatus.PRECONDITION_FAILED:
        return plain_problem(found.status_code, _("What you have is no longer what is there."))
    return found


def tag_of(content: bytes, mark: str = "") -> str:
    """The strong ETag of these bytes, made at `mark`."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    return quote_etag(f"{mark}-{digest}" if mark else digest)


def mark_of(request: HttpRequest, state: int | None = None) -> str:
    """Digest of what an answer to everyone is made from: address, format, code, ledger.

    state: of the ledger (`committed`), when the statement that read the rows gave it.
    """
    return _marked(_what_is_asked(request), committed() if state is None else state)


def _what_is_asked(request: HttpRequest):
    asked = request.META
    parts = asked["PATH_INFO"], asked.get("QUERY_STRING", ""), asked.get("HTTP_ACCEPT", ""), ""
    text = "\0".join(parts).encode()
    return hashlib.blake2b(text, digest_size=10, key=_release(settings.BASE_URL))


def _marked(what_is_asked, state: int) -> str:
    what_is_asked.update(b"%d" % state)
    return what_is_asked.hexdigest()


def kept_by_proxies(response: HttpResponse) -> None:
    """The same for everyone: a browser keeps it a minute, a proxy too, and ten more while it asks.

    Short on purpose: what is withdrawn must leave every cache within a minute of the next reader.
    """
    response.headers["Cache-Control"] = _KEPT


def tag_is_shown(environ: dict) -> None:
    """Ask the state of the ledger as a request comes: it is told while Django makes ready."""
    if _shows_a_tag(environ):
        committed_is_next()


def _shows_a_tag(environ: dict) -> bool:
    return (
        bool(environ.get("HTTP_IF_NONE_MATCH"))
        and environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and environ["PATH_INFO"].startswith(PREFIX)
        and "HTTP_AUTHORIZATION" not in environ
    )


class UnchangedMiddleware:
    """Answers 304 before any view, to who holds a tag whose mark is today's; counted as any other.

    Only answers that are the same for everyone carry marks. A token changes the quota: those who
    show one go on to the view.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        # No middleware outside of this one asks the database.
        prepared.ahead_of_requests(tag_is_shown)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._unchanged(request) or self.get_response(request)

    def _unchanged(self, request: HttpRequest) -> HttpResponse | None:
        if not _shows_a_tag(request.META):
            return None
        held = [_strong(one) for one in parse_etags(request.META["HTTP_IF_NONE_MATCH"])]
        asked = _what_is_asked(request)
        response = HttpResponseNotModified(headers={"Vary": "Accept, Accept-Language"})
        kept_by_proxies(response)
        # Collected last: the database answers while all of the above is made.
        start = f'"{_marked(asked, committed())}-'
        tag = next((one for one in held if one.startswith(start)), None)
        if tag is None:
            return None
        spent = spend(*anonymous(request))
        if not spent.allowed:
            return None  # The view says so, as a problem.
        for name, value in {"ETag": tag, **spent.headers}.items():
            response.headers[name] = value
        return response


def _strong(tag: str) -> str:
    return tag.removeprefix("W/")


@cache
def _release(base_url: str) -> bytes:
    """Key of the marks: another release, address or secret makes other bytes of the same rows."""
    digest = hashlib.sha256(f"{shape()} {base_url} {settings.SECRET_KEY}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
