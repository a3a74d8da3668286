"""Who asks, and how often: counted exactly, whatever number of workers is asked at once."""

import ipaddress
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.utils.crypto import salted_hmac

from ledger import prepared

PURGE_ONE_IN = 200
# One statement, atomic on both databases: whoever comes first in a period begins it at 1.
# The table is that of models.RequestCount.
_COUNT = """
INSERT INTO accounts_requestcount (client, ends, used) VALUES (?, ?, 1)
ON CONFLICT (client) DO UPDATE SET
  used = CASE WHEN accounts_requestcount.ends = excluded.ends
    THEN accounts_requestcount.used + 1 ELSE 1 END,
  ends = excluded.ends
RETURNING used
"""
_PURGE = "DELETE FROM accounts_requestcount WHERE ends <= ?"
Execute = Callable[[str, tuple], list[tuple]]


def in_the_database(statement: str, values: tuple) -> list[tuple]:
    """Run a statement in the main database: where it fails, so does what was to be counted."""
    return prepared.rows(statement.replace("?", "%s"), values)


def count(client: str, ends: int, execute: Execute = in_the_database) -> int:
    """Count once more for `client` in the period that ends then; how many that makes in it."""
    used = execute(_COUNT, (client, ends))[0][0]
    if used == 1 and secrets.randbelow(PURGE_ONE_IN) == 0:
        execute(_PURGE, (int(time.time()),))
    return used


def digest(client: str) -> str:
    """What is kept of a client: a keyed digest, never an address."""
    return salted_hmac("quota", client, algorithm="sha256").hexdigest()


def client_of(request) -> str:
    """The address of who asks, as the outermost trusted proxy saw it; IPv6 by its /64.

    Only the last TRUSTED_PROXIES entries of X-Forwarded-For were written by proxies of ours:
    what comes before is the client's own claim.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < proxies <= len(seen):
        address = seen[-proxies]
    with suppress(OSError, ValueError):  # Most often IPv4: `ipaddress` takes ten times as long.
        return socket.inet_ntop(socket.AF_INET, socket.inet_pton(socket.AF_INET, address))
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


def network_of(request) -> str:
    """The network of who asks: the /24 of IPv4, the /48 of IPv6, of which anyone may hold one."""
    client = client_of(request)
    try:
        known = ipaddress.ip_network(client)
    except ValueError:
        return client
    return str(known.supernet(new_prefix=24 if known.version == 4 else 48))
