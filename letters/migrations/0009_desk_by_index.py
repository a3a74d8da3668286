"""Filters of letters and of public texts at the desk, newest first, each read from an index."""

from django.db import migrations, models
from django.db.models import Q

from accounts.searching import words_index_again


class Migration(migrations.Migration):
    dependencies = [("letters", "0008_words_of_letters")]
    operations = [
        words_index_again("letters_letter", "search_words", triggers="letter_words"),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=Q(("duplicate_of__isnull", True)),
                fields=["state", "-id"],
                name="letter_of_state",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=Q(("duplicate_of__isnull", True)),
                fields=["kind", "-id"],
                name="letter_of_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="publictext",
            index=models.Index(fields=["state", "-id"], name="public_text_of_state"),
        ),
    ]
