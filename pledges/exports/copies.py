"""Copies of public rows: made once, read by lists, details and whole files, never when stale.

A copy that is missing or stale costs time and nothing else: the row is then shown from the tables.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import orjson
from django.apps import apps
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Func, Q, QuerySet

from ledger import prepared
from ledger.sequencing import with_committed
from pledges.exports.compiled import compiled
from pledges.exports.formats import columns_of, csv_lines
from pledges.exports.resources import RESOURCES
from pledges.exports.staleness import mark_stale
from pledges.models import Commitment, CommitmentCopy
from pledges.queries import published

NAME = "commitments"
# Stands for the site's own address: neither JSON nor our CSV ever holds this character as it is.
HERE = "\x01"
# The same while a line of CSV is being made; its last two columns are the links.
_LINKS, _ANYWHERE = ("url", "page"), "https://here.invalid"
BATCH = 1000
# Copies that PostgreSQL joins in one text: longer ones take it as long to send as to read.
PIECE = 100
JSON, CSV = "copy__body", "copy__line"
_MADE_OF = ("pledges/exports", "pledges/models", "letters/models", "communes/models")
# These decide when a copy is made and read, not what it says.
_APART = {"copies.py", "staleness.py", "dump.py"}


@cache
def shape() -> str:
    """Digest of the code that makes copies: those of another release are stale."""
    digest = hashlib.sha256()
    root = Path(apps.get_app_config("pledges").path).parent
    for folder in _MADE_OF:
        for path in sorted((root / folder).glob("*.py")):
            if path.name not in _APART:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class _AsKept(Func):
    """A column as the database holds it. SQLite's library would read each text as characters, to be
    turned into bytes again, and each moment as a date: half the time of a page. PostgreSQL's reads
    moments in Python, and of a page two are needed.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler, connection, **more):
        kind = "BLOB" if isinstance(self.output_field, models.TextField) else "TEXT"
        return super().as_sql(
            compiler, connection, template=f"CAST(%(expressions)s AS {kind})", **more
        )

    def as_postgresql(self, compiler, connection, **more):
        is_moment = isinstance(self.output_field, models.DateField)
        template = "(%(expressions)s)::text" if is_moment else self.template
        return super().as_sql(compiler, connection, template=template, **more)


def texts(rows: list[tuple], column: str) -> list[bytes]:
    """The text of `column` (JSON or CSV) for each (commitment, shape, text, …), in their order."""
    now = shape()
    stale = [row[0] for row in rows if row[1] != now or not row[2]]
    found = [row[2] for row in rows]
    if stale:
        anew = {pk: line if column == CSV else body for pk, body, line in _made(stale)}
        found = [anew.get(row[0], row[2]) for row in rows]
    return [text if isinstance(text, bytes) else text.encode() for text in found]


@cache
def read(column: str, *keys: str) -> QuerySet:
    """Public commitments as (commitment, shape, text of `column`, *keys): to filter and order."""
    rows = published.public_commitments().select_related(None).prefetch_related(None)
    return told(rows, column, *keys)


def told(rows: QuerySet, column: str, *keys: str) -> QuerySet:
    """`rows` of commitments as (commitment, shape, text of `column`, *keys), for `fetched`."""
    dated = (isinstance(_field(key), models.DateField) for key in keys)
    kept = (_AsKept(key) if is_date else key for key, is_date in zip(keys, dated, strict=True))
    return rows.values_list("pk", "copy__shape", _AsKept(column), *kept)


def fetched(rows: QuerySet) -> list[tuple]:
    """Rows of a `values_list` as the database gives them: converting what is not read took longer
    than reading."""
    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    return asked(statement, values)


def joined(
    rows: QuerySet, column: str, keyset: tuple[str, ...], end: str
) -> tuple[bytes, int, tuple]:
    """The texts of `rows` joined, each with `end`; how many there are; the keys of the last.

    rows: of commitments, in the order of `keyset`, cut to a part of a file. PostgreSQL joins texts
    itself: taking them one by one halved the speed of a file.
    """
    if connection.vendor == "postgresql" and (found := _joined_there(rows, column, keyset, end)):
        return found
    taken = fetched(told(rows, column, *_names(keyset)))
    text = b"".join(one + end.encode() for one in texts(taken, column))
    return text, len(taken), taken[-1][3:] if taken else ()


def _joined_there(
    rows: QuerySet, column: str, keyset: tuple[str, ...], end: str
) -> tuple[bytes, int, tuple] | None:
    """None when there is nothing, or one of them is stale or has no copy."""
    try:
        statement, values = rows.values_list("pk", *_names(keyset)).query.sql_with_params()
    except EmptyResultSet:
        return None
    with connection.cursor() as cursor:
        # Read as characters, they would have to be turned into bytes again.
        cursor.adapters.register_loader("text", _as_bytes())
        cursor.execute(_joining(statement, column, keyset), (end, shape(), *values))
        found = cursor.fetchall()
    if not found or not all(fresh for _count, fresh, *_others in found):
        return None
    text = end.encode().join([*(text for _count, _fresh, text, *_keys in found), b""])
    return text, sum(count for count, *_others in found), found[-1][3:]


def _joining(statement: str, column: str, keyset: tuple[str, ...]) -> str:
    """SQL of (how many, are all fresh, texts, *keys of the last) by pieces of a part.

    statement: SQL of (commitment, *keys) of the part. Its copies are joined to it and not inside:
    PostgreSQL then sorted all the rest of the file with its texts when it was short, or shared the
    part between processes that took longer to start than it takes to read.
    """
    column = column.removeprefix("copy__")
    names = [f"key{place}" for place in range(len(keyset))]
    order = ", ".join(
        f"{name} DESC" if key.startswith("-") else name
        for name, key in zip(names, keyset, strict=True)
    )
    keys = ", ".join(names)
    last = ", ".join(f"(array_agg({name} ORDER BY place))[count(*)::int]" for name in names)
    return (
        f"SELECT count(*), bool_and(fresh), string_agg(text, %s ORDER BY place), {last} FROM ("  # noqa: S608
        f"SELECT row_number() OVER (ORDER BY {order}) - 1 AS place, {keys},"
        f" coalesce(shape = %s AND {column} <> '', false) AS fresh, {column} AS text"
        f" FROM ({statement}) AS part(pk, {keys}) LEFT JOIN pledges_commitmentcopy"
        f" ON commitment_id = pk) AS told GROUP BY place / {PIECE} ORDER BY min(place)"
    )


@cache
def _as_bytes() -> type:
    from psycopg.adapt import Loader

    class AsBytes(Loader):
        def load(self, data) -> bytes:
            return bytes(data)

    return AsBytes


def text_of(ref: str) -> tuple[bytes, int] | None:
    """The JSON of a public commitment by its reference, as `texts` gives it, and the state of the
    ledger that it is of (`committed`); None when there is none. Its statement is written once:
    writing it took as long as the database needs to answer.
    """
    found = prepared.rows(*_by_ref(ref))
    return (texts(found, JSON)[0], found[0][-1]) if found else None


def text_is_next(ref: str) -> None:
    """Have the database look for what `text_of` will be asked. Danger: of `prepared.ask_ahead`."""
    prepared.ask_ahead(*_by_ref(ref))


def _by_ref(ref: str) -> tuple[str, list]:
    statement, values = _by_any_ref()
    return statement, [ref if value == HERE else value for value in values]


@cache
def _by_any_ref() -> tuple[str, tuple]:
    """The statement of `text_of`; HERE, which no reference holds, among its values."""
    return with_committed(read(JSON).filter(ref=HERE)).query.sql_with_params()


def asked(statement: str, values: Iterable) -> list[tuple]:
    """Rows of a statement as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def as_stored(name: str, value):
    """A value of the field `name` of a commitment, or its text, as statements take it."""
    field = _field(name)
    return field.get_db_prep_value(field.to_python(value), connection)


def restored(names: Iterable[str], values: tuple) -> list:
    """Values of the fields `names` of a commitment as Python knows them, from those `fetched`."""
    found = []
    for name, value in zip(names, values, strict=True):
        field = _field(name)
        for convert in connection.ops.get_db_converters(field.cached_col):
            value = convert(value, field.cached_col, connection)
        found.append(field.to_python(value))
    return found


def _names(keyset: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key.lstrip("-") for key in keyset)


def _field(name: str):
    return Commitment._meta.pk if name == "pk" else Commitment._meta.get_field(name)


def addressed(text: bytes) -> bytes:
    """`text` with links to this site; of one copy, or of many joined."""
    return text.replace(HERE.encode(), settings.BASE_URL.encode())


def csv_header() -> bytes:
    return next(iter(csv_lines((), columns_of(RESOURCES[NAME].shape)))).encode()


def waiting() -> QuerySet[CommitmentCopy]:
    """Copies that are stale."""
    return CommitmentCopy.objects.filter(Q(shape__lt=shape()) | Q(shape__gt=shape()))


def make_copies(limit: int | None = None) -> int:
    """Make stale copies anew, at most `limit`; returns how many were written."""
    written, last = 0, 0
    while limit is None or written < limit:
        batch = waiting().filter(pk__gt=last).order_by("pk").values_list("pk", "generation")
        seen = dict(batch[: min(BATCH, limit or BATCH)])
        if not seen:
            break
        last = max(seen)
        # Read after the generations: what changes from here on moves them.
        written += _write(seen, list(_made(list(seen))))
    return written


def know_sizes() -> None:
    """Have PostgreSQL count what waits, which it does by itself minutes later: until then, it read
    every copy to find that none is stale (70 ms for 50,000)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE pledges_commitmentcopy")


def start_again() -> None:
    """Make every copy stale; public commitments that have none get one."""
    with connection.cursor() as cursor:
        cursor.execute(mark_stale("SELECT id FROM pledges_commitment"))


def differences() -> Iterator[int]:
    """Commitments whose copy is not what the tables say, though it is not marked stale."""
    kept = CommitmentCopy.objects.filter(shape=shape()).order_by("pk")
    found = kept.values_list("pk", "body", "line").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        made = {pk: (body, line) for pk, body, line in _made([pk for pk, *_texts in batch])}
        yield from (pk for pk, *stored in batch if made.get(pk) != tuple(stored))


def _write(seen: dict[int, int], made: list[tuple[int, str, str]]) -> int:
    with transaction.atomic():
        # Rows that a writer holds are left to him: waiting for one while holding others would
        # end his transaction or this one.
        free = CommitmentCopy.objects.select_for_update(skip_locked=True).filter(pk__in=seen)
        same = {pk for pk, number in free.values_list("pk", "generation") if seen[pk] == number}
        rows = [(body, line, shape(), pk) for pk, body, line in made if pk in same]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE pledges_commitmentcopy SET body = %s, line = %s, shape = %s"
                " WHERE commitment_id = %s",
                rows,
            )
    return len(rows)


def _made(keys: list[int]) -> Iterator[tuple[int, str, str]]:
    """(commitment, JSON, line of CSV) from the tables, for those of `keys` that are public."""
    resource = RESOURCES[NAME]
    show, columns = compiled(resource.shape, HERE), columns_of(resource.shape)
    for start in range(0, len(keys), BATCH):
        rows = list(resource.rows().filter(pk__in=keys[start : start + BATCH]).order_by("pk"))
        shown = [show(row) for row in rows]
        linked = ({**one, **{name: _ANYWHERE + one[name][1:] for name in _LINKS}} for one in shown)
        lines = islice(csv_lines(linked, columns), 1, None)
        for row, content, line in zip(rows, shown, lines, strict=True):
            yield row.pk, _body(content), HERE.join(line.rsplit(_ANYWHERE, len(_LINKS)))


def _body(content: dict) -> str:
    """The JSON of a row; only its own links hold the mark: in words it stays escaped."""
    text = orjson.dumps(content).decode()
    for name in _LINKS:
        text = text.replace(f'"{name}":"\\u0001', f'"{name}":"{HERE}')
    return text
