"""Public numbers of entries; those already written wait for theirs in the order they came."""

from django.db import migrations, models

from ledger.immutability import refuse_changes


def let_wait(apps, schema_editor):
    schema_editor.execute(
        "INSERT INTO ledger_unnumbered (seq) SELECT seq FROM ledger_entry", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_refuse_changes")]
    operations = [
        migrations.CreateModel(
            name="Unnumbered",
            fields=[
                (
                    "seq",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="entry"),
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
                ("seq", models.BigIntegerField(unique=True, verbose_name="entry")),
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
