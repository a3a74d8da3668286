from django.db import migrations, models

import ledger.tables


class Migration(migrations.Migration):
    replaces = [("ledger", "0001_entry")]

    initial = True

    dependencies = []

    operations = [
        ledger.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "seq",
                            models.BigAutoField(
                                primary_key=True, serialize=False, verbose_name="entry"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "actor_ref",
                            models.CharField(blank=True, max_length=8, verbose_name="actor"),
                        ),
                        ("role", models.CharField(blank=True, max_length=20, verbose_name="role")),
                        ("object_kind", models.CharField(max_length=30, verbose_name="kind")),
                        ("object_ref", models.CharField(max_length=40, verbose_name="reference")),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("step", models.CharField(max_length=40, verbose_name="step")),
                        (
                            "from_state",
                            models.CharField(blank=True, max_length=30, verbose_name="from"),
                        ),
                        (
                            "to_state",
                            models.CharField(blank=True, max_length=30, verbose_name="to"),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("snapshot", models.JSONField(default=dict, verbose_name="content")),
                        ("previous", models.CharField(blank=True, max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "verbose_name_plural": "ledger entries",
                        "ordering": ["seq"],
                        "indexes": [
                            models.Index(fields=["at"], name="ledger_at"),
                            models.Index(fields=["object_ref", "-seq"], name="ledger_of_object"),
                            models.Index(fields=["object_kind", "-seq"], name="ledger_of_kind"),
                            models.Index(fields=["actor_ref", "-seq"], name="ledger_of_actor"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("object_kind", "object_ref", "version"),
                                name="ledger_one_entry_per_version",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unnumbered",
                    fields=[
                        (
                            "seq",
                            models.BigIntegerField(
                                primary_key=True, serialize=False, verbose_name="entry"
                            ),
                        ),
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
                migrations.CreateModel(
                    name="Undoable",
                    fields=[
                        (
                            "seq",
                            models.BigIntegerField(
                                primary_key=True, serialize=False, verbose_name="entry"
                            ),
                        ),
                        ("until", models.DateTimeField(verbose_name="can be undone until")),
                        ("rows", models.JSONField(default=list, verbose_name="rows before")),
                        ("aside", models.JSONField(default=dict, verbose_name="set aside")),
                    ],
                    options={
                        "verbose_name": "decision that can be undone",
                        "verbose_name_plural": "decisions that can be undone",
                        "indexes": [models.Index(fields=["until"], name="undoable_until")],
                    },
                ),
            ],
        ),
    ]
