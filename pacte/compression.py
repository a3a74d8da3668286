"""Compressed answers of the API, for who asks; each form under its own strong ETag.

Django's GZipMiddleware would make the ETags weak, and If-Match must have strong ones. Only what is
the same for everyone is compressed: an answer that mixes a secret with what a stranger chose
would tell the secret by its length (BREACH).
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator

from django.utils.cache import patch_vary_headers

LEAST = 1000
LEVEL = 5
SUFFIX = "-gzip"
_TAGGED = re.compile(r'-gzip"')


class CompressionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        wanted = accepts_gzip(request.headers.get("Accept-Encoding", ""))
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if _TAGGED.search(known):
            # The view knows the tag of the plain form alone.
            request.META["HTTP_IF_NONE_MATCH"] = _TAGGED.sub('"', known)
        response = self.get_response(request)
        if "public" not in response.headers.get("Cache-Control", ""):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if wanted and response.status_code == 304 and _TAGGED.search(known):
            _retag(response)
        elif wanted and response.status_code == 200 and not response.has_header("Content-Encoding"):
            _compress(response)
        return response


def accepts_gzip(header: str) -> bool:
    """Does Accept-Encoding name gzip, or anything, without refusing it (q=0)?"""
    for one in header.lower().split(","):
        name, _semicolon, parameters = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameters)
    return False


def _compress(response) -> None:
    if response.streaming:
        response.streaming_content = _compressed(response.streaming_content)
        response.headers.pop("Content-Length", None)
    elif len(response.content) < LEAST:
        return
    else:
        # No date inside: the same rows give the same bytes.
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "gzip"
    _retag(response)


def _compressed(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for part in parts:
        packed = packer.compress(part)
        if packed:
            yield packed
    yield packer.flush()


def _retag(response) -> None:
    tag = response.headers.get("ETag", "")
    if tag.endswith('"'):
        response.headers["ETag"] = f'{tag[:-1]}{SUFFIX}"'
