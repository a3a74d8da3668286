"""The hot reads: pages, rows and files put together from copies, as text, without a serializer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache

import orjson
from django.db import connection
from django.http import Http404, HttpRequest
from rest_framework.response import Response

from ledger import prepared
from ledger.sequencing import with_committed
from pledges.api.paging import DEFAULT, after
from pledges.api.renderers import dialect_asked, only
from pledges.exports import copies
from pledges.exports.formats import DIALECTS
from pledges.exports.resources import RESOURCES

PART = 2000
# In a statement written once, these stand for the values that a page starts after.
STANDS_FOR = {"published_at": datetime(2000, 1, 1, microsecond=1, tzinfo=UTC), "pk": -1}


class Ready(Response):
    """An answer whose text is there already; negotiation and headers are those of any other."""

    def __init__(self, text: bytes, **kwargs):
        super().__init__(**kwargs)
        self.text = text

    @property
    def rendered_content(self) -> bytes:
        renderer = self.accepted_renderer
        # JSON says no charset, as DRF writes it.
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        self.headers["Content-Type"] = f"{self.accepted_media_type}{charset}"
        return self.text


def has_copies(resource: str, moment) -> bool:
    """Are the rows of `resource` kept ready, as they are today?"""
    return resource == copies.NAME and moment is None


def copied_page(view, request, names: list[str] | None) -> Response:
    """A page of `view` in the format asked for; names: the fields asked for, None for all."""
    wanted = request.accepted_renderer.format
    plain = names is None and dialect_asked(request) == DIALECTS[0]
    column = copies.CSV if plain and wanted == "csv" else copies.JSON
    keys = tuple(key.lstrip("-") for key in view.keyset)
    rows = view.filter_queryset(copies.read(column, *keys))
    if plain:
        text = _put_together(view.paginator, wanted, _page(view, rows, request, column))
        return Ready(text, headers=view.paginator.headers())
    ready = _page(view, rows, request, column)
    shown = [orjson.loads(copies.addressed(text)) for text in ready]
    return view.get_paginated_response(list(only(shown, names)))


def plain_page(page, request: HttpRequest, keyset: tuple[str, ...]) -> tuple[bytes, int] | None:
    """The JSON of a page of all that is public, and the state of the ledger that it is of; then
    `page`, a paginator, has its headers. None for an empty page, of which no row says the state.

    Its statement is written once for a limit, an order and a start: writing it took as long as the
    database needs to answer.
    """
    page.asked(request.GET, request.get_full_path(), keyset)
    statement, given, places = _statement(keyset, page.order, page.limit, page.values is not None)
    if places:
        names = _names(page.order)
        started = dict(zip(names, map(copies.as_stored, names, page.values), strict=True))
        given = [started.get(places.get(at), value) for at, value in enumerate(given)]
    # Each limit is another statement, and a program may ask for all of them.
    ask = prepared.rows if page.limit == DEFAULT else copies.asked
    found = ask(statement, given)
    if not found:
        return None
    texts = _texts(page, [row[:-1] for row in found], copies.JSON)
    return _put_together(page, "json", texts), found[0][-1]


@lru_cache(maxsize=64)
def _statement(keyset, order, limit: int, started: bool) -> tuple[str, tuple, dict[int, str]]:
    """The statement, its values, and which of these are where the page starts: place → name."""
    rows = with_committed(copies.read(copies.JSON, *_names(keyset))).order_by(*order)
    if not started:
        return *rows[: limit + 1].query.sql_with_params(), {}
    names = _names(order)
    rows = rows.filter(after(order, [STANDS_FOR[name] for name in names]))
    statement, given = rows[: limit + 1].query.sql_with_params()
    marks = {copies.as_stored(name, STANDS_FOR[name]): name for name in names}
    return statement, given, {at: marks[one] for at, one in enumerate(given) if one in marks}


def _page(view, rows, request, column: str) -> list[str]:
    found = copies.fetched(view.paginator.window(rows, request, view.keyset))
    return _texts(view.paginator, found, column)


def _texts(page, found: list[tuple], column: str) -> list[bytes]:
    """The texts of a page from its rows and one more, as `copies.read` gives them."""
    names = _names(page.keyset)
    kept = page.settle(found, lambda row: copies.restored(names, row[3:]))
    return copies.texts(kept, column)


def _names(keyset: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key.lstrip("-") for key in keyset)


def copied_one(ref: str, names: list[str] | None) -> Response:
    """One row by its reference. Raises Http404 when it is not public."""
    found = one_text(ref)
    if found is None:
        raise Http404
    text, _state = found
    if names is None:
        return Ready(text)
    return Response(next(iter(only([orjson.loads(text)], names))))


def one_text(ref: str) -> tuple[bytes, int] | None:
    """The JSON of one row as it is sent, and the state of the ledger that it is of; None when it is
    not public."""
    found = copies.text_of(ref)
    return None if found is None else (copies.addressed(found[0]), found[1])


def copied_lines(name: str, kind: str, rows, request) -> Iterator[bytes] | None:
    """The file of a whole resource, by parts; None when it must be made from the tables."""
    if name != copies.NAME or "fields" in request.query_params:
        return None
    if dialect_asked(request) != DIALECTS[0]:
        return None
    return _file(kind, rows, RESOURCES[name].keyset)


def _file(kind: str, rows, keyset: tuple[str, ...]) -> Iterator[bytes]:
    if kind == "csv":
        yield copies.csv_header()
    parts = _parts(kind, rows, keyset)
    # Inside a transaction, another thread would not see what this one sees.
    ahead = connection.vendor == "postgresql" and not connection.in_atomic_block
    yield from _ahead(parts) if ahead else parts


def _parts(kind: str, rows, keyset: tuple[str, ...]) -> Iterator[bytes]:
    """By parts of `PART` rows, each read after the last key of the one before.

    One long reading would hold a connection's statement for as long as a slow reader takes, and
    PostgreSQL would end it; every file is followed by `changes` anyway.
    """
    column, end = (copies.CSV, "") if kind == "csv" else (copies.JSON, "\n")
    rows = rows.select_related(None).prefetch_related(None).order_by(*keyset)
    rest, count = rows, PART
    while count == PART:
        text, count, last = copies.joined(rest[:PART], column, keyset, end)
        # Under one name: a part is large, and the next one is made while this one is sent.
        text = copies.addressed(text)
        yield text
        if last:
            rest = rows.filter(after(keyset, copies.restored(_names(keyset), last)))


def _ahead(parts: Iterator[bytes]) -> Iterator[bytes]:
    """`parts`, each read by another thread while the one before is sent: the database and the
    server work at once. That thread's connection takes the place of this one's.
    """
    connection.close()
    with ThreadPoolExecutor(1) as reading:
        try:
            waiting = reading.submit(next, parts, None)
            while (part := waiting.result()) is not None:
                waiting = reading.submit(next, parts, None)
                yield part
        finally:
            reading.submit(lambda: connection.close())  # Its own, not the one of here.


def _put_together(page, wanted: str, found: list[bytes]) -> bytes:
    if wanted == "csv":
        return copies.addressed(copies.csv_header() + b"".join(found))
    if wanted == "ndjson":
        return copies.addressed(b"".join(text + b"\n" for text in found))
    around = orjson.dumps(page.around())
    return copies.addressed(b'%b,"results":[%b]}' % (around[:-1], b",".join(found)))
