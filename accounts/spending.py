"""How many requests a client may make in a minute: counted exactly, said in headers."""

import logging
import sqlite3
import threading
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from accounts import quota
from accounts.quota import client_of

WINDOW = 60
ANONYMOUS = 600
WITH_TOKEN = 10 * ANONYMOUS
_LAYOUT = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS accounts_requestcount
  (client TEXT PRIMARY KEY, ends INTEGER, used INTEGER);
"""
_opened = threading.local()
logger = logging.getLogger(__name__)


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
    left = WINDOW - now % WINDOW
    used = count(quota.digest(client), round(now + left))
    headers = {
        "RateLimit-Policy": f'"{name}";q={most};w={WINDOW}',
        "RateLimit": f'"{name}";r={max(most - used, 0)};t={int(left)}',
    }
    return Spent(used <= most, headers, left)


def anonymous(request) -> tuple[str, int, str]:
    """The policy of who shows no token."""
    return "anonymous", ANONYMOUS, f"address {client_of(request)}"


def count(client: str, ends: int) -> int:
    """Count one more request of `client` in the minute that ends then; how many it made in it."""
    execute = quota.in_the_database if connection.vendor == "postgresql" else _in_a_file
    return quota.count(client, ends, execute)


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
