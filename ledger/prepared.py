"""Statements asked all day, prepared once by each connection.

They are few and written once: what Django and psycopg put around one, and its planning, took up to
ten times what PostgreSQL needs to answer, and twice what SQLite does. Wherever somebody listens to
statements or a transaction is open, they go the ordinary way.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, connections

# Connection → names of what it has prepared.
_known: WeakKeyDictionary[Any, set[bytes]] = WeakKeyDictionary()
# Connection → name and values of what it was asked ahead, and has not told yet.
_ahead: WeakKeyDictionary[Any, tuple[bytes, list]] = WeakKeyDictionary()
# What asks ahead (`ahead_of_requests`), in its order.
_asking: dict[Callable[[dict], None], None] = {}


def rows(statement: str, values: Sequence = ()) -> list[tuple]:
    """Rows of `statement` as the database's library gives them, none when it gives none; %s stands
    for each of `values`.

    Danger: each statement stays in the memory of each connection. Never one that requests write.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if _goes_straight(database):
        database.ensure_connection()
        answer = _of_postgresql if database.vendor == "postgresql" else _of_sqlite
        with database.wrap_database_errors:
            return answer(database.connection, statement, values)
    forget()
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def ahead_of_requests(asks: Callable[[dict], None]) -> None:
    """Have `asks(environ)` called as each request comes, to `ask_ahead`; what is not collected is
    forgotten as it ends. On PostgreSQL alone: SQLite answers sooner than a message is sent.
    """
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        _asking[asks] = None
        request_finished.connect(forget)


def a_request_comes(environ: dict) -> None:
    """To be said before anything else is done with a request: what is asked now is answered while
    Django makes ready."""
    for asks in _asking:
        asks(environ)


def ask_ahead(statement: str, values: Sequence = ()) -> None:
    """Send `statement` to PostgreSQL, which answers it while Python works; `rows` of the same
    statement and values collects the answer.

    Danger: until then, or until `forget`, the connection takes nothing but `rows`.
    """
    database = connections[DEFAULT_DB_ALIAS]
    held = database.connection
    if held is None or database.vendor != "postgresql" or not _goes_straight(database):
        return
    # Django is about to try a connection that failed it.
    if database.errors_occurred:
        return
    forget()
    name, _text = _named(statement)
    if name in _known.get(held, ()):
        from psycopg import Error

        _adapting, given = _as_text(held, values)
        # A connection that broke is met, and said, by who needs the rows.
        with suppress(Error), held.lock:
            held.pgconn.send_query_prepared(name, given)
            _ahead[held] = name, given


def forget(**_signal) -> None:
    """Let the connection take any statement again, whatever it was asked ahead."""
    held = connections[DEFAULT_DB_ALIAS].connection
    if _ahead and held in _ahead:
        from psycopg import Error

        with suppress(Error):
            _told(held)


def _told(held):
    """The answer to what was asked ahead."""
    from psycopg.generators import fetch_many

    del _ahead[held]
    held.pgconn.consume_input()  # Most often it is there: nothing to wait for.
    return held.wait(fetch_many(held.pgconn))[-1]


def _goes_straight(database) -> bool:
    """Their libraries open no transaction, and tell neither tests nor logs what they are asked."""
    return not (database.in_atomic_block or database.execute_wrappers or database.queries_logged)


def _of_sqlite(held, statement: str, values: Sequence) -> list[tuple]:
    # Python's sqlite3 keeps prepared what it was asked lately.
    return held.execute(_marked(statement), values).fetchall()


@cache
def _marked(statement: str) -> str:
    return statement.replace("%s", "?").replace("%%", "%")


def _of_postgresql(held, statement: str, values: Sequence) -> list[tuple]:
    from psycopg.errors import InvalidSqlStatementName

    adapting, given = _as_text(held, values)
    try:
        result = _run(held, statement, given)
    except InvalidSqlStatementName:
        # A pooler between the two gave the session to another, or emptied it.
        _known.pop(held, None)
        result = _run(held, statement, given)
    adapting.set_pgresult(result)
    return adapting.load_rows(0, result.ntuples, tuple)


def _as_text(held, values: Sequence) -> tuple[Any, list]:
    """What reads and writes the values of this connection, and `values` written: PostgreSQL knows
    what type each place wants."""
    from psycopg.adapt import PyFormat, Transformer

    adapting = Transformer(held)
    return adapting, list(adapting.dump_sequence(values, [PyFormat.TEXT] * len(values)))


def _run(held, statement: str, given: list):
    from psycopg.errors import DuplicatePreparedStatement

    name, text = _named(statement)
    if held in _ahead:
        if _ahead[held] == (name, given):
            return _checked(held, lambda: _told(held))
        forget()
    names = _known.setdefault(held, set())
    if name not in names:
        # By another client of the same pooler: the same name means the same statement.
        with suppress(DuplicatePreparedStatement):
            _checked(held, lambda: held.pgconn.prepare(name, text))
        names.add(name)
    return _checked(held, lambda: held.pgconn.exec_prepared(name, given))


def _checked(held, ask: Callable):
    from psycopg.errors import error_from_result
    from psycopg.pq import ExecStatus

    with held.lock:
        result = ask()
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result, encoding=held.info.encoding)
    return result


@cache
def _named(statement: str) -> tuple[bytes, bytes]:
    """The name of a statement, and its text with a number in each place."""
    first, *others = statement.split("%s")
    numbered = "".join(f"${place}{part}" for place, part in enumerate(others, 1))
    text = f"{first}{numbered}".replace("%%", "%").encode()
    return b"pacte_%b" % hashlib.sha256(text).hexdigest()[:16].encode(), text
