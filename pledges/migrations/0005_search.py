"""Pages of commitments in index order, and a full-text index of their words kept by the database."""

from django.db import migrations, models
from django.db.models import Q

INDEX = "CREATE INDEX commitment_words ON pledges_commitment USING gin (to_tsvector('simple', search_text))"
FORGET = (
    "INSERT INTO pledges_commitment_words (pledges_commitment_words, rowid, search_text)"
    " VALUES ('delete', old.id, old.search_text);"
)
LEARN = (
    "INSERT INTO pledges_commitment_words (rowid, search_text) VALUES (new.id, new.search_text);"
)
# Danger: SQLite drops the triggers of a table that a later migration makes anew (AlterField).
# tests/pledges/queries/test_search.py fails then; the later migration calls `create` again.
SQLITE = (
    "CREATE VIRTUAL TABLE pledges_commitment_words USING fts5"
    " (search_text, content='pledges_commitment', content_rowid='id', prefix='2 3 4')",
    "INSERT INTO pledges_commitment_words (pledges_commitment_words) VALUES ('rebuild')",
    f"CREATE TRIGGER commitment_words_added AFTER INSERT ON pledges_commitment BEGIN {LEARN} END",
    f"CREATE TRIGGER commitment_words_gone AFTER DELETE ON pledges_commitment BEGIN {FORGET} END",
    "CREATE TRIGGER commitment_words_changed AFTER UPDATE OF search_text ON pledges_commitment"
    f" WHEN old.search_text IS NOT new.search_text BEGIN {FORGET} {LEARN} END",
)


def create(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in [INDEX] if postgresql else SQLITE:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX commitment_words", params=None)
        return
    for trigger in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS commitment_words_{trigger}", params=None)
    schema_editor.execute("DROP TABLE pledges_commitment_words", params=None)


class Migration(migrations.Migration):
    dependencies = [("pledges", "0004_access")]
    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=Q(("published_at__isnull", False)),
                fields=["-published_at", "-id"],
                name="commitment_pages",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=Q(("published_at__isnull", False)),
                fields=["progress", "-published_at", "-id"],
                name="commitment_pages_of_progress",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
