"""How often one may knock at the door: counted in the database, the same for every address.

Counts are made before anything is looked up, so that an unknown address is refused like a known
one; where they cannot be made, nobody enters. Why the figures are these: docs/adr/0014.
"""

import math
import time

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.quota import count, digest, network_of

# Name → most, in how many seconds. A network may be a whole town hall.
PER_NETWORK = {"short": (60, 10 * 60)}
# For one address, from one network: a stranger who uses these up shuts themselves out, not the
# owner of the address, who asks from elsewhere.
FROM_ONE_NETWORK = {"short": (5, 10 * 60), "long": (30, 24 * 60 * 60)}
# For one address, from everywhere: what is left to who guesses from many networks.
FROM_EVERYWHERE = {"all": (150, 24 * 60 * 60)}
TRIES = 3
KEPT = 60 * 60


def knock(request: HttpRequest, address: str) -> HttpResponse | None:
    """Count an attempt to sign in as `address`; the page that refuses it, or None."""
    network = f"network {network_of(request)}"
    address = f"address {address.strip().lower()}"
    limits = [
        (f"knock {name} {who}", *most)
        for who, figures in (
            (network, PER_NETWORK),
            (f"{address} {network}", FROM_ONE_NETWORK),
            # Last: what is refused above is not counted here, or one network could use it up.
            (address, FROM_EVERYWHERE),
        )
        for name, most in figures.items()
    ]
    left = wait(limits)
    return too_many(request, left) if left else None


def wait(limits: list[tuple[str, int, int]]) -> int:
    """Count once for each (what, most, seconds) until one is passed; seconds to wait then, or 0."""
    now = int(time.time())
    for what, most, seconds in limits:
        ends = (now // seconds + 1) * seconds
        if count(digest(what), ends) > most:
            return ends - now
    return 0


def may_try(code: str, since: float) -> bool:
    """Count a try of a code sent then, and say whether it is among those allowed."""
    return count(digest(f"try {code}"), int(since) + KEPT) <= TRIES


def may_use(code: str, since: float) -> bool:
    """Is this the first time that this code, which is right, is used?"""
    return count(digest(f"use {code}"), int(since) + KEPT) == 1


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """When to come back, and what to do meanwhile; nothing of whose address it was."""
    context = {"minutes": math.ceil(seconds / 60)}
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return TemplateResponse(request, "429.html", context, status=429, headers=headers)
