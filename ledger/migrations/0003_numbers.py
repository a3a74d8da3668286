"""Public numbers of entries; those already written wait for theirs in the order they came."""

import django.db.models.deletion
from django.db import migrations, models

from ledger.immutability import refuse_changes

TO_ENTRY = {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.PROTECT,
    "to": "ledger.entry",
}


def let_wait(apps, schema_editor):
    schema_editor.execute(
        "INSERT INTO ledger_unnumbered (entry_id) SELECT seq FROM ledger_entry", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_refuse_changes")]
    operations = [
        migrations.CreateModel(
            name="Unnumbered",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        primary_key=True, related_name="+", serialize=False, **TO_ENTRY
                    ),
                )
            ],
            options={
                "verbose_name": "entry without a number",
                "verbose_name_plural": "entries without a number",
            },
        ),
        migrations.CreateModel(
            name="Numbered",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("entry", models.OneToOneField(related_name="numbered", **TO_ENTRY)),
            ],
            options={
                "verbose_name": "public number",
                "verbose_name_plural": "public numbers",
                "ordering": ["number"],
            },
        ),
        migrations.RunPython(let_wait, migrations.RunPython.noop),
        refuse_changes("ledger_numbered"),
    ]
