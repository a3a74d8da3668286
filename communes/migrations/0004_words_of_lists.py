"""A full-text index of the words of lists, kept by the database."""

from django.db import migrations

POSTGRESQL = (
    "CREATE INDEX electoral_list_words ON communes_electorallist"
    " USING gin (to_tsvector('simple', search_label))",
)
FORGET = (
    "INSERT INTO communes_electorallist_words (communes_electorallist_words, rowid, search_label)"
    " VALUES ('delete', old.id, old.search_label);"
)
LEARN = (
    "INSERT INTO communes_electorallist_words (rowid, search_label)"
    " VALUES (new.id, new.search_label);"
)
# Danger: SQLite drops the triggers of a table that a later migration makes anew (AlterField).
# tests/communes/test_words_of_lists.py fails then; the later migration calls `create` again.
SQLITE = (
    "CREATE VIRTUAL TABLE communes_electorallist_words USING fts5"
    " (search_label, content='communes_electorallist', content_rowid='id', prefix='2 3 4')",
    "INSERT INTO communes_electorallist_words (communes_electorallist_words) VALUES ('rebuild')",
    f"CREATE TRIGGER list_words_added AFTER INSERT ON communes_electorallist BEGIN {LEARN} END",
    f"CREATE TRIGGER list_words_gone AFTER DELETE ON communes_electorallist BEGIN {FORGET} END",
    "CREATE TRIGGER list_words_changed AFTER UPDATE OF search_label ON communes_electorallist"
    f" WHEN old.search_label IS NOT new.search_label BEGIN {FORGET} {LEARN} END",
)


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX electoral_list_words", params=None)
        return
    for trigger in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS list_words_{trigger}", params=None)
    schema_editor.execute("DROP TABLE communes_electorallist_words", params=None)


class Migration(migrations.Migration):
    dependencies = [("communes", "0003_names_in_the_plural")]
    operations = [migrations.RunPython(create, drop)]
