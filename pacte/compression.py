"""Compressed answers of the API, for who asks; each form under its own strong ETag.

Django's GZipMiddleware would make the ETags weak, and If-Match must have strong ones. Only what is
the same for everyone is compressed: an answer that mixes a secret with what a stranger chose
would tell the secret by its length (BREACH).
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import zstandard
from django.utils.cache import patch_vary_headers

LEAST = 1000
# By the order of preference: zstd makes smaller answers in half the time.
PACKERS = {
    "zstd": lambda: zstandard.ZstdCompressor(level=3).compressobj(),
    # No date inside: the same rows give the same bytes.
    "gzip": lambda: zlib.compressobj(5, zlib.DEFLATED, zlib.MAX_WBITS | 16),
}
_TAGGED = re.compile(rf'-({"|".join(PACKERS)})"')


class CompressionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        wanted = wanted_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if _TAGGED.search(known):
            # The view knows the tag of the plain form alone.
            request.META["HTTP_IF_NONE_MATCH"] = _TAGGED.sub('"', known)
        response = self.get_response(request)
        if "public" not in response.headers.get("Cache-Control", ""):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if wanted and response.status_code == 304 and f'-{wanted}"' in known:
            _retag(response, wanted)
        elif wanted and response.status_code == 200 and not response.has_header("Content-Encoding"):
            _compress(response, wanted)
        return response


@lru_cache(maxsize=256)
def wanted_coding(header: str) -> str:
    """The best coding of PACKERS that Accept-Encoding names without refusing it (q=0); "" for none.

    Among those named with the same q, the first of PACKERS. `*` is gzip, which everyone reads.
    """
    weights: dict[str, float] = {}
    for one in header.lower().split(","):
        name, _semicolon, parameters = one.partition(";")
        found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", parameters)
        name = "gzip" if name.strip() == "*" else name.strip()
        if name in PACKERS:
            weights.setdefault(name, float(found[1]) if found else 1.0)
    best = max(PACKERS, key=lambda name: weights.get(name, 0.0))
    return best if weights.get(best, 0.0) > 0 else ""


def _compress(response, coding: str) -> None:
    if response.streaming:
        response.streaming_content = _compressed(response.streaming_content, coding)
        response.headers.pop("Content-Length", None)
    elif len(response.content) < LEAST:
        return
    else:
        response.content = b"".join(_compressed([response.content], coding))
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding
    _retag(response, coding)


def _compressed(parts: Iterable[bytes], coding: str) -> Iterator[bytes]:
    packer = PACKERS[coding]()
    for part in parts:
        packed = packer.compress(part)
        if packed:
            yield packed
    yield packer.flush()


def _retag(response, coding: str) -> None:
    tag = response.headers.get("ETag", "")
    if tag.endswith('"'):
        response.headers["ETag"] = f'{tag[:-1]}-{coding}"'
