"""Filters of lists at the desk, newest first, each read from an index."""

from django.conf import settings
from django.db import migrations, models

from accounts.searching import words_index_again


class Migration(migrations.Migration):
    dependencies = [
        ("communes", "0005_words_of_communes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        words_index_again("communes_commune", "search_name", triggers="commune_words"),
        words_index_again("communes_electorallist", "search_label", triggers="list_words"),
        migrations.AddIndex(
            model_name="electorallist",
            index=models.Index(fields=["election", "-id"], name="list_of_election"),
        ),
        migrations.AddIndex(
            model_name="electorallist",
            index=models.Index(fields=["outcome", "-id"], name="list_of_outcome"),
        ),
    ]
