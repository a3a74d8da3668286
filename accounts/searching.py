"""Columns kept to be searched: always the normal spelling of others, ordered by code point.

Words that few rows hold are looked for in a full-text index. Common ones are not: the index would
give all of their rows before the first could be shown, where reading rows in the order of the
page finds enough of them at once.
"""

import json
from collections.abc import Iterable
from unicodedata import ucd_3_2_0

from django.db import connection, migrations, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.spelling import normalise

# More rows than this hold the words: they are common.
COMMON = 2000
# Where the newest are looked for, and PostgreSQL's index, which has no order, gives them all.
COMMON_NEWEST = 25_000
MOST_WORDS = 20
# PostgreSQL keeps what share of the rows holds each of the most common words: what to expect of all
# that are asked is known without looking, next to nothing when one is not among them; then that
# one alone is looked for, and the others in its rows. Its plans do not say it: fewer than a hundred
# common words, and they expect 2 % of the rows of any beginning of a word; a rare one was then read
# in every row. What is common depends on what else would be read: of words that a hundredth of the
# rows hold together, a page is found in some thousand rows; but the desk looks on for hundreds of
# the newest, and goes to the index for up to a ninetieth. The expression must be that of the index.
_ON_POSTGRESQL = """
WITH kept AS MATERIALIZED (
  SELECT word, share
  FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS w(word, share)
  WHERE tablename = ANY(ARRAY(
    SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid
    WHERE indrelid = '{table}'::regclass
  ))
), asked AS MATERIALIZED (
  SELECT word, (SELECT max(share) FROM kept WHERE starts_with(kept.word, a.word)) AS share
  FROM unnest(%s::text[]) AS a(word)
), known AS (
  SELECT exp(sum(ln(coalesce(share, 1e-9)))) * max(rows) > {common} AS common
  FROM asked, (
    SELECT greatest(reltuples, 0) AS rows FROM pg_class WHERE oid = '{table}'::regclass
  ) AS counted
), sought AS (
  SELECT string_agg(quote_literal(word) || ':*', ' & ') AS words FROM asked
  WHERE share IS NULL OR NOT EXISTS (SELECT FROM asked WHERE share IS NULL)
), others AS MATERIALIZED (
  SELECT word FROM asked
  WHERE share IS NOT NULL AND EXISTS (SELECT FROM asked WHERE share IS NULL)
), found AS MATERIALIZED (
  SELECT id FROM (
    SELECT id FROM {table}
    WHERE to_tsvector('simple', {column}) @@ to_tsquery('simple', (SELECT words FROM sought))
    AND NOT EXISTS (SELECT FROM others WHERE strpos(' ' || {column}, ' ' || word) = 0)
    LIMIT {enough} + 1
  ) AS told WHERE NOT (SELECT common FROM known)
)
SELECT NULL FROM known WHERE common OR (SELECT count(*) FROM found) > {enough}
UNION ALL
(SELECT id FROM found ORDER BY id DESC LIMIT {most} + 1)
"""
_ALL_ON_POSTGRESQL = (
    "SELECT id FROM {table} WHERE to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)"
)
_ON_SQLITE = "SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"


class SearchField(models.CharField):
    """The normalised text of the columns in `sources`, written by every save and bulk insert.

    `bulk_update` and `update()` never ask a field for its value: whoever changes a name that way
    writes this column too (see `search_columns`).
    """

    def __init__(self, *args, sources: tuple[str, ...] = ("name",), **kwargs):
        self.sources = tuple(sources)
        kwargs |= {"editable": False, "blank": True, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for settled in ("editable", "blank", "default"):
            kwargs.pop(settled, None)
        return name, path, args, kwargs | {"sources": self.sources}

    def db_parameters(self, connection) -> dict:
        """Sorted by code point on PostgreSQL as on SQLite: a language's collation ignores spaces,
        which would order lists otherwise and keep a prefix from being a range of the index."""
        given = super().db_parameters(connection)
        return given | {"collation": "C"} if connection.vendor == "postgresql" else given

    def pre_save(self, model_instance, add: bool) -> str:
        text = normalise(" ".join(getattr(model_instance, name) or "" for name in self.sources))
        value = text[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


def words_in(text: str) -> list[str]:
    """The first `MOST_WORDS` of `text` in their normal spelling, each once: every one is looked for
    in what the others leave."""
    return list(dict.fromkeys(normalise(text).split()))[:MOST_WORDS]


def search_columns(obj: models.Model) -> dict[str, str]:
    """Bring the search columns of `obj` up to date before a `bulk_update` or an `update`: their
    names and values."""
    fields = [field for field in obj._meta.concrete_fields if isinstance(field, SearchField)]
    return {field.attname: field.pre_save(obj, add=False) for field in fields}


def forget_words(model: type[models.Model]) -> None:
    """Take what rows no longer say out of the full-text index of `model`.

    SQLite only crosses out a word until parts of its index are merged; PostgreSQL's goes with the
    row, at its next vacuum.
    """
    if connection.vendor == "sqlite":
        words = f"{model._meta.db_table}_words"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")  # noqa: S608


@SearchField.register_lookup
class Prefix(models.Lookup):
    """`search_name__prefix="saint d"`: starts with, as a range that both databases find in an
    index (SQLite never reads one for LIKE … ESCAPE, which is what `startswith` sends)."""

    lookup_name = "prefix"

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        left, left_params = self.process_lhs(compiler, connection)
        params = (*left_params, self.rhs, *left_params, f"{self.rhs}\U0010ffff")
        return f"({left} >= %s AND {left} < %s)", params


def words_index(table: str, column: str, *, index: str, triggers: str) -> migrations.RunPython:
    """The full-text index of `column`, a SearchField, kept by the database, as a step of a
    migration. index: its name on PostgreSQL; triggers: how those of SQLite begin.

    Danger: SQLite drops the triggers of a table that a later migration makes anew (AlterField).
    The test of the words of each table fails then; the later migration takes
    `words_index_again`.
    """
    make, drop = _words_on_sqlite(table, column, triggers)
    gin = f"CREATE INDEX {index} ON {table} USING gin (to_tsvector('simple', {column}))"
    return migrations.RunPython(_run([gin], make), _run([f"DROP INDEX {index}"], drop))


def words_index_again(table: str, column: str, *, triggers: str) -> migrations.RunPython:
    """The index of SQLite as it is made today, in place of the one that is there."""
    make, drop = _words_on_sqlite(table, column, triggers)
    return migrations.RunPython(_run([], [*drop, *make]), migrations.RunPython.noop)


def _words_on_sqlite(table: str, column: str, triggers: str) -> tuple[list[str], list[str]]:
    """Statements that make the index, and those that drop it."""
    words = f"{table}_words"
    forget = (
        f"INSERT INTO {words} ({words}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
    )
    learn = f"INSERT INTO {words} (rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608
    # What begins with so many letters is kept in its order, however many rows that is; positions
    # inside a row, which nobody asks for, would take twice the room.
    options = "prefix='2 3 4 5 6 7 8 9 10 11 12 13 14', detail=none"
    make = [
        f"CREATE VIRTUAL TABLE {words} USING fts5"
        f" ({column}, content='{table}', content_rowid='id', {options})",
        f"INSERT INTO {words} ({words}) VALUES ('rebuild')",  # noqa: S608
        f"CREATE TRIGGER {triggers}_added AFTER INSERT ON {table} BEGIN {learn} END",
        f"CREATE TRIGGER {triggers}_gone AFTER DELETE ON {table} BEGIN {forget} END",
        f"CREATE TRIGGER {triggers}_changed AFTER UPDATE OF {column} ON {table}"
        f" WHEN old.{column} IS NOT new.{column} BEGIN {forget} {learn} END",
    ]
    drop = [
        *(f"DROP TRIGGER IF EXISTS {triggers}_{when}" for when in ("added", "gone", "changed")),
        f"DROP TABLE {words}",
    ]
    return make, drop


def _run(on_postgresql: list[str], on_sqlite: list[str]):
    def step(apps, schema_editor):
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in on_postgresql if is_postgresql else on_sqlite:
            schema_editor.execute(statement, params=None)

    return step


def keys_with(model: type[models.Model], column: str, words: list[str]) -> RawSQL | None:
    """Keys of the rows where every one of `words` begins a word, to be read inside other queries;
    None when the words are common."""
    keys = some_keys(model, column, words)
    return None if keys is None or len(keys) > COMMON else among(keys)


def some_keys(
    model: type[models.Model], column: str, words: list[str], newest: int | None = None
) -> list[int] | None:
    """Keys of the rows where every one of `words` begins a word; COMMON + 1 of them when the words
    are common, or None. Neither database knows how many there are before it has looked: once is
    enough. newest: the greatest keys, greatest first, and one more than so many when there are.

    From the full-text index that a migration made of `column`, a SearchField. `words` are
    normalised, hence letters and digits alone: nothing in them is an operator. SQLite's index has
    no words of one letter.
    """
    most = COMMON if newest is None else newest
    names = {"table": model._meta.db_table, "column": column, "most": most}
    if connection.vendor == "postgresql":
        statement, value = _ON_POSTGRESQL, words
        if newest is not None:
            enough = max(COMMON, COMMON_NEWEST)
            names |= {"enough": enough, "common": f"greatest({COMMON}, max(rows) / 90)"}
        else:
            names |= {"enough": COMMON, "common": f"least({COMMON}, max(rows) / 100)"}
    elif not all(map(_is_one_word_on_sqlite, words)):
        return None
    else:
        order = "" if newest is None else " ORDER BY rowid DESC"
        statement, value = f"{_ON_SQLITE}{order} LIMIT {{most}} + 1", _begun_on_sqlite(words)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), [value])
        keys = [key for (key,) in cursor.fetchall()]
    return None if None in keys else keys


def rows_by_words(model: type[models.Model], column: str, words: list[str]) -> RawSQL:
    """All of these keys, common words or not, to be read inside other queries: for tables that
    never hold more than tens of thousands of rows."""
    names = {"table": model._meta.db_table, "column": column}
    if connection.vendor == "postgresql":
        value = " & ".join(f"'{word}':*" for word in words)
        return RawSQL(_ALL_ON_POSTGRESQL.format(**names), [value])  # noqa: S611
    known = [word for word in words if _is_one_word_on_sqlite(word)]
    return RawSQL(_ON_SQLITE.format(**names), [_begun_on_sqlite(known or [""])])  # noqa: S611


def _begun_on_sqlite(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _is_one_word_on_sqlite(word: str) -> bool:
    """Letters that Unicode has had for long: SQLite may take newer ones for what parts words, and
    refuses two words in the place of one."""
    return word.isascii() or all(ucd_3_2_0.category(sign)[0] in "LN" for sign in word)


def few(keys: QuerySet) -> frozenset[int] | None:
    """`keys`, a flat query of them; None when they are more than is worth gathering."""
    gathered = [*keys[: COMMON + 1]]
    return None if len(gathered) > COMMON else frozenset(gathered)


def among(keys: Iterable[int]) -> RawSQL:
    """`keys` as one parameter, to be read inside queries: thousands cost the same to say as one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [_array(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(sorted(keys))])


def _array(keys: Iterable[int]) -> str:
    """`keys` as PostgreSQL writes an array: psycopg, given a list, quotes each."""
    return f"{{{','.join(map(str, sorted(keys)))}}}"


class Among(models.Lookup):
    """Rows of these keys, read from the index of the column in its order: of keys that another
    statement gives, PostgreSQL reads the index until it has met enough of them, wherever they are.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, before = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s::bigint[])", [*before, _array(self.rhs)]
        given = json.dumps(sorted(self.rhs))
        return f"{column} IN (SELECT value FROM json_each(%s))", [*before, given]  # noqa: S608


models.AutoField.register_lookup(Among)
models.BigAutoField.register_lookup(Among)


class BeginsAWord(models.Lookup):
    """Is the value the beginning of a word of the column, a SearchField? Told of each row as it is
    read.

    By a function: of LIKE, PostgreSQL expects next to no row, and reads and sorts the whole table
    where a page is found among the first in its order.
    """

    lookup_name = "begins_a_word"

    def as_sql(self, compiler, connection):
        column, before = self.process_lhs(compiler, connection)
        word, given = self.process_rhs(compiler, connection)
        function = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{function}(' ' || {column}, ' ' || {word}) > 0", [*before, *given]


for kind in (models.CharField, models.TextField):
    kind.register_lookup(BeginsAWord)


def begun_by(column: str, words: list[str]) -> Q:
    """Rows where every one of `words` begins a word of `column`, told of each row as it is read."""
    return Q(*(Q(**{f"{column}__begins_a_word": word}) for word in words))


def rows_with(rows: QuerySet, column: str, words: list[str]) -> QuerySet:
    """Those where every one of `words` begins a word of `column`, to be shown in the order of an
    index; `words` of one letter narrow what the others find."""
    # The index has no list of what begins with one letter, which is common anyway.
    indexed = [word for word in words if len(word) > 1]
    keys = keys_with(rows.model, column, indexed) if indexed else None
    if keys is None:
        return rows.filter(begun_by(column, words))
    letters = [word for word in words if len(word) == 1]
    return rows.filter(begun_by(column, letters), pk__in=keys)
