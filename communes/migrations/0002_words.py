"""Full-text indexes of the words of communes and lists, kept by the database."""

from django.db import migrations

from accounts.searching import words_index


class Migration(migrations.Migration):
    replaces = [
        ("communes", "0004_words_of_lists"),
        ("communes", "0005_words_of_communes"),
        ("communes", "0006_desk_by_index"),
    ]
    dependencies = [("communes", "0001_tables")]
    operations = [
        words_index(
            "communes_commune", "search_name", index="commune_words", triggers="commune_words"
        ),
        words_index(
            "communes_electorallist",
            "search_label",
            index="electoral_list_words",
            triggers="list_words",
        ),
    ]
