"""What a reference, a kind or a person has in the ledger, newest first, from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_undoable"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["object_ref", "-seq"], name="ledger_of_object"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["object_kind", "-seq"], name="ledger_of_kind"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["actor_ref", "-seq"], name="ledger_of_actor"),
        ),
    ]
