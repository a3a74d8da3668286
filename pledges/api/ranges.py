"""Part of a file by its bytes, for a download that was cut: `Range`, `If-Range`, 206, 416.

Files are made while they are sent, and once more for each part asked for: first to measure, then
to send. Their tag is the state of the ledger: while it stands, the bytes are the same. When it
moves before the last byte of a part has left, the connection is cut: half of one file and half of
another would look like a whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from pledges.api.conditional import as_asked, mark_of
from pledges.api.problems import problem

# Parts joined, or several ranges, are not offered: such a header is as good as none.
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
PROBLEM = "application/problem+json"

Make = Callable[[], Iterable[bytes]]


class Changed(Exception):
    """What was being sent is no longer what it was: the rest of it does not exist."""


def whole_or_part(
    request: HttpRequest, make: Make, *, mark: str, language: str, content_type: str
) -> HttpResponseBase:
    """The file that `make` makes, or the part of it that is asked for.

    make: gives the bytes from its beginning each time. mark: of `mark_of`, taken before the first
    row is read; "" for a file that changes without the ledger, which is sent whole.
    """
    if not mark:
        return StreamingHttpResponse(make(), content_type=content_type)
    tag = f'"{mark}-{language}"'
    response = _part(request, make, mark, tag, content_type)
    if response is None:
        response = StreamingHttpResponse(make(), content_type=content_type)
    response.headers["ETag"] = tag
    response.headers["Accept-Ranges"] = "bytes"
    return as_asked(request, tag, response)


def _part(
    request: HttpRequest, make: Make, mark: str, tag: str, content_type: str
) -> HttpResponseBase | None:
    """The part asked for; None when none is, or when it is of a file that has changed since."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.method != "GET":
        return None
    if request.headers.get("If-Range", tag) != tag:
        return None
    first, last = (int(one) if one else None for one in asked.groups())
    if (first is None and last is None) or (
        first is not None and last is not None and last < first
    ):
        return None
    total = sum(map(len, make()))
    if mark_of(request) != mark:
        return None
    start, end = _bounds(first, last, total)
    if start >= end:
        detail = _("This file holds %(total)d bytes.") % {"total": total}
        body = problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, detail=detail)
        response = HttpResponse(orjson.dumps(body), status=416, content_type=PROBLEM)
        response.headers["Content-Range"] = f"bytes */{total}"
        return response
    parts = _between(make(), start, end, lambda: mark_of(request) == mark)
    part = StreamingHttpResponse(parts, status=206, content_type=content_type)
    part.headers["Content-Range"] = f"bytes {start}-{end - 1}/{total}"
    part.headers["Content-Length"] = str(end - start)
    return part


def _bounds(first: int | None, last: int | None, total: int) -> tuple[int, int]:
    """Where the part begins, and the byte after its last; the same twice when there is none."""
    if first is None:
        return max(total - (last or 0), 0), total
    return first, total if last is None else min(last + 1, total)


def _between(
    parts: Iterable[bytes], start: int, end: int, unchanged: Callable[[], bool]
) -> Iterator[bytes]:
    here = 0
    for part in parts:
        wanted = part[max(start - here, 0) : max(end - here, 0)]
        here += len(part)
        if wanted:
            if not unchanged():
                raise Changed
            yield wanted
        if here >= end:
            return
    if here < end:
        raise Changed
