"""A full-text index of the words of lists, kept by the database."""

from django.db import migrations

from accounts.searching import words_index


class Migration(migrations.Migration):
    dependencies = [("communes", "0003_names_in_the_plural")]
    operations = [
        words_index(
            "communes_electorallist",
            "search_label",
            index="electoral_list_words",
            triggers="list_words",
        )
    ]
