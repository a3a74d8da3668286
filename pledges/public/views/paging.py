"""Older pages by the last row seen, named in the address."""

from django.http import Http404

from pledges.public.filters import PAGING
from pledges.queries import pages


def page_of(commitments, request) -> tuple[list, str]:
    """A page of commitments, and the query string of the older one ("" when there is none)."""
    try:
        rows, last = pages.page_after(commitments, request.GET.get(PAGING, ""))
    except LookupError:
        raise Http404 from None
    if not last:
        return rows, ""
    query = request.GET.copy()
    query[PAGING] = last
    return rows, query.urlencode()


def number_in(request, name: str = PAGING) -> int | None:
    """A positive number of the address, None when absent; Http404 when it is no number."""
    raw = request.GET.get(name, "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) < 19):
        raise Http404
    return int(raw)
