"""The words of senders and subjects, and a full-text index of them kept by the database."""

from django.db import migrations

from accounts.searching import SearchField, words_index
from accounts.spelling import normalise


def fill(apps, schema_editor):
    letters = apps.get_model("letters", "Letter").objects.exclude(sender="", subject="")
    for letter in letters.only("sender", "subject").iterator():
        words = normalise(f"{letter.sender} {letter.subject}")[:620]
        letters.filter(pk=letter.pk).update(search_words=words)


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
        words_index(
            "letters_letter", "search_words", index="letter_words", triggers="letter_words"
        ),
    ]
