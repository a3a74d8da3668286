"""What makes the copy of a public row stale, told to the database: triggers on every table that
the row shows something of. Nothing that writes needs to think of copies, SQL by hand included.

Migrations run without them (SQLite cannot make a table anew while triggers name it): they are
dropped before, installed after, and every copy is stale then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections

COPIES = "pledges_commitmentcopy"
# A migration of these apps may change what is shown.
APPS = frozenset({"communes", "letters", "pledges"})


@dataclass(frozen=True, slots=True)
class Source:
    """A table that commitments show something of.

    owners: SQL of the commitments concerned, where {row} is NEW or OLD;
    columns: those shown, () when any change of a row counts; events: the others never concern.
    """

    table: str
    owners: str
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


_OF_VERSION = (
    "SELECT quote.commitment_id FROM pledges_quote quote JOIN letters_passage passage"
    " ON passage.id = quote.passage_id WHERE passage.letter_version_id = {row}.letter_version_id"
)
_OF_LISTS = (
    "SELECT commitment.id FROM pledges_commitment commitment JOIN communes_electorallist list"
    " ON list.id = commitment.electoral_list_id WHERE list.{key} = {{row}}.id"
)
_CHANGED = ("UPDATE",)
SOURCES = (
    Source("pledges_commitment", "SELECT {row}.id", events=("INSERT", "UPDATE")),
    Source("pledges_commitment_articles", "SELECT {row}.commitment_id"),
    Source("pledges_quote", "SELECT {row}.commitment_id"),
    Source(
        "letters_passage",
        "SELECT commitment_id FROM pledges_quote WHERE passage_id = {row}.id",
        ("ref", "quote", "start", "end", "letter_version_id"),
        _CHANGED,
    ),
    Source("letters_publictext", _OF_VERSION),
    Source(
        "letters_letter",
        "SELECT quote.commitment_id FROM pledges_quote quote JOIN letters_passage passage"
        " ON passage.id = quote.passage_id JOIN letters_letterversion version"
        " ON version.id = passage.letter_version_id WHERE version.letter_id = {row}.id",
        ("ref",),
        _CHANGED,
    ),
    Source(
        "communes_electorallist",
        "SELECT id FROM pledges_commitment WHERE electoral_list_id = {row}.id",
        ("ref", "commune_id", "election_id"),
        _CHANGED,
    ),
    Source("communes_commune", _OF_LISTS.format(key="commune_id"), ("code",), _CHANGED),
    Source("communes_election", _OF_LISTS.format(key="election_id"), ("slug",), _CHANGED),
    Source(
        "communes_intercommunality",
        "SELECT id FROM pledges_commitment WHERE intercommunality_id = {row}.id",
        ("siren",),
        _CHANGED,
    ),
    Source(
        "pledges_pact",
        "SELECT commitment.id FROM pledges_commitment commitment JOIN pledges_pactversion version"
        " ON version.id = commitment.pact_version_id WHERE version.pact_id = {row}.id",
        ("slug",),
        _CHANGED,
    ),
    Source(
        "pledges_pactversion",
        "SELECT id FROM pledges_commitment WHERE pact_version_id = {row}.id",
        ("label", "pact_id"),
        _CHANGED,
    ),
    Source(
        "pledges_article",
        "SELECT commitment_id FROM pledges_commitment_articles WHERE article_id = {row}.id",
        ("key",),
        _CHANGED,
    ),
)


def mark_stale(owners: str) -> str:
    """SQL that makes stale the copies of public commitments among `owners`, itself SQL."""
    # Drafts have no copy: the public table holds nothing that is not public. One that is a draft
    # again, its publication undone, keeps an empty one.
    return (
        f"INSERT INTO {COPIES} (commitment_id, body, line, shape, generation)"  # noqa: S608
        " SELECT id, '', '', '', 1 FROM pledges_commitment"
        f" WHERE id IN ({owners})"
        f" AND (published_at IS NOT NULL OR id IN (SELECT commitment_id FROM {COPIES}))"
        " ON CONFLICT (commitment_id) DO UPDATE SET body = '', line = '', shape = '',"
        f" generation = {COPIES}.generation + 1"
    )


def install(using: str = "default") -> None:
    """Make the triggers, those that are there already included."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for source in SOURCES:
            for event in source.events:
                for statement in _create(connection.vendor, source, event):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for source in SOURCES:
            for event in source.events if source.table in there else ():
                on = f" ON {source.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(source, event)}{on}")


def before_migrations(sender, using: str, plan=None, **kwargs) -> None:
    if plan:
        remove(using)


def after_migrations(sender, using: str, plan=None, **kwargs) -> None:
    if plan is None:
        return  # `flush` sends the signal too, and takes no trigger away.
    connection = connections[using]
    with connection.cursor() as cursor:
        if COPIES not in connection.introspection.table_names(cursor):
            return
        if any(migration.app_label in APPS for migration, _backwards in plan):
            cursor.execute(mark_stale("SELECT id FROM pledges_commitment"))
    install(using)


def _name(source: Source, event: str) -> str:
    return f"copies_{source.table}_{event.lower()}"


def _create(vendor: str, source: Source, event: str) -> Iterator[str]:
    name, rows = _name(source, event), {"INSERT": "NEW", "DELETE": "OLD"}.get(event)
    owners = " UNION ".join(
        source.owners.format(row=row) for row in ([rows] if rows else ["OLD", "NEW"])
    )
    different = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{one}" {different} NEW."{one}"' for one in source.columns)
    when = f" WHEN ({changed})" if changed else ""
    if vendor != "postgresql":
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {source.table} FOR EACH ROW{when}"
            f" BEGIN {mark_stale(owners)}; END"
        )
        return
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$"
        f" BEGIN {mark_stale(owners)}; RETURN NULL; END $body$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {source.table}"
    yield (
        f"CREATE TRIGGER {name} AFTER {event} ON {source.table}"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {name}()"
    )
