"""A full-text index of the words of communes, kept by the database."""

from django.db import migrations

from accounts.searching import words_index


class Migration(migrations.Migration):
    dependencies = [("communes", "0004_words_of_lists")]
    operations = [
        words_index(
            "communes_commune", "search_name", index="commune_words", triggers="commune_words"
        )
    ]
