"""Strong ETags: the digest of the very bytes, and 304 for who already has them."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag


def kept_by_proxies(response: HttpResponse) -> None:
    """The same for everyone: a browser keeps it a minute, a proxy too, and ten more while it asks.

    Short on purpose: what is withdrawn must leave every cache within a minute of the next reader.
    """
    patch_cache_control(response, public=True, max_age=60, s_maxage=60, stale_while_revalidate=600)


def conditional(request, response: HttpResponse) -> HttpResponse:
    """Set the ETag of a rendered DRF response; a 304 when the reader already has these bytes."""
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    response.headers["ETag"] = quote_etag(digest)
    return get_conditional_response(request._request, response.headers["ETag"], None, response)
