"""How many requests a client may make in a minute: counted exactly, said in headers."""

import ipaddress
import logging
import secrets
import sqlite3
import threading
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

WINDOW = 60
ANONYMOUS = 600
WITH_TOKEN = 10 * ANONYMOUS
PURGE_ONE_IN = 200
# One statement, atomic on both databases: whoever comes first in a minute begins it at 1.
# The table is that of models.quota.RequestCount.
_COUNT = """
INSERT INTO pledges_requestcount (client, minute, used) VALUES (?, ?, 1)
ON CONFLICT (client) DO UPDATE SET
  used = CASE WHEN pledges_requestcount.minute = excluded.minute
    THEN pledges_requestcount.used + 1 ELSE 1 END,
  minute = excluded.minute
RETURNING used
"""
_PURGE = "DELETE FROM pledges_requestcount WHERE minute < ?"
_LAYOUT = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS pledges_requestcount
  (client TEXT PRIMARY KEY, minute INTEGER, used INTEGER);
"""
_opened = threading.local()
logger = logging.getLogger(__name__)


class PerMinute(BaseThrottle):
    """600 a minute by address, 6,000 by token; `RateLimit` headers on every answer."""

    left = 0.0

    def allow_request(self, request, view) -> bool:
        spent = spend(*_policy(request))
        self.left = spent.left
        # DRF puts these headers on the answer of the view, refusals included.
        view.headers |= spent.headers
        return spent.allowed

    def wait(self) -> float:
        """Seconds until the next minute."""
        return self.left


class Spent(NamedTuple):
    """May this request be answered, the headers that say so, seconds until the next minute."""

    allowed: bool
    headers: dict[str, str]
    left: float


def spend(name: str, most: int, client: str) -> Spent:
    """Count one request of `client`, who may make `most` in a minute by the policy `name`."""
    if not settings.RATE_LIMITS:
        return Spent(True, {}, 0.0)
    now = time.time()
    minute, left = int(now // WINDOW), WINDOW - now % WINDOW
    used = count(salted_hmac("quota", client, algorithm="sha256").hexdigest(), minute)
    headers = {
        "RateLimit-Policy": f'"{name}";q={most};w={WINDOW}',
        "RateLimit": f'"{name}";r={max(most - used, 0)};t={int(left)}',
    }
    return Spent(used <= most, headers, left)


def anonymous(request) -> tuple[str, int, str]:
    """The policy of who shows no token."""
    return "anonymous", ANONYMOUS, f"address {client_of(request)}"


def count(client: str, minute: int) -> int:
    """Count one more request of `client` in `minute`; how many it made in it, this one included."""
    execute = _in_postgresql if connection.vendor == "postgresql" else _in_a_file
    used = execute(_COUNT, (client, minute))[0][0]
    if used == 1 and secrets.randbelow(PURGE_ONE_IN) == 0:
        execute(_PURGE, (minute,))
    return used


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
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


def _policy(request) -> tuple[str, int, str]:
    token = getattr(request.auth, "ref", None)
    if token is not None:
        return "token", WITH_TOKEN, f"token {token}"
    return anonymous(request)


def _in_postgresql(statement: str, values: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("?", "%s"), values)
        return cursor.fetchall() if cursor.description else []


def _in_a_file(statement: str, values: tuple) -> list[tuple]:
    """Beside the SQLite database, not in it: a reader must never wait for a writer to finish."""
    path = Path(settings.DATA_DIR) / "limits.sqlite3"
    try:
        if getattr(_opened, "path", None) != path:
            _opened.file = sqlite3.connect(path, timeout=5, isolation_level=None)
            _opened.file.executescript(_LAYOUT)
            _opened.path = path
        return _opened.file.execute(statement, values).fetchall()
    except sqlite3.Error as failure:
        # A full disk must not close the public site: the request goes on, uncounted.
        logger.error("Requests are not counted: %s", failure)
        return [(0,)]
