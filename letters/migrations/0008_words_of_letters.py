"""The words of senders and subjects, and a full-text index of them kept by the database."""

from django.db import migrations

from communes.models.searching import SearchField
from communes.search import normalise

POSTGRESQL = (
    "CREATE INDEX letter_words ON letters_letter USING gin (to_tsvector('simple', search_words))",
)
FORGET = (
    "INSERT INTO letters_letter_words (letters_letter_words, rowid, search_words)"
    " VALUES ('delete', old.id, old.search_words);"
)
LEARN = "INSERT INTO letters_letter_words (rowid, search_words) VALUES (new.id, new.search_words);"
# Danger: SQLite drops the triggers of a table that a later migration makes anew (AlterField).
# tests/letters/test_words_of_letters.py fails then; the later migration calls `create` again.
SQLITE = (
    "CREATE VIRTUAL TABLE letters_letter_words USING fts5"
    " (search_words, content='letters_letter', content_rowid='id', prefix='2 3 4')",
    "INSERT INTO letters_letter_words (letters_letter_words) VALUES ('rebuild')",
    f"CREATE TRIGGER letter_words_added AFTER INSERT ON letters_letter BEGIN {LEARN} END",
    f"CREATE TRIGGER letter_words_gone AFTER DELETE ON letters_letter BEGIN {FORGET} END",
    "CREATE TRIGGER letter_words_changed AFTER UPDATE OF search_words ON letters_letter"
    f" WHEN old.search_words IS NOT new.search_words BEGIN {FORGET} {LEARN} END",
)


def fill(apps, schema_editor):
    letters = apps.get_model("letters", "Letter").objects.exclude(sender="", subject="")
    for letter in letters.only("sender", "subject").iterator():
        words = normalise(f"{letter.sender} {letter.subject}")[:620]
        letters.filter(pk=letter.pk).update(search_words=words)


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX letter_words", params=None)
        return
    for trigger in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS letter_words_{trigger}", params=None)
    schema_editor.execute("DROP TABLE letters_letter_words", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("communes", "0004_words_of_lists"),
        ("letters", "0007_kind_of_letters"),
    ]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="search_words",
            field=SearchField(max_length=620, sources=("sender", "subject")),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
