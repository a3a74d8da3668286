"""Copies of public commitments; after this, the database marks those it must make anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pledges", "0006_webhooks")]
    operations = [
        migrations.CreateModel(
            name="CommitmentCopy",
            fields=[
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="copy",
                        serialize=False,
                        to="pledges.commitment",
                        verbose_name="commitment",
                    ),
                ),
                ("body", models.TextField(default="")),
                ("line", models.TextField(default="")),
                ("shape", models.CharField(db_index=True, default="", max_length=16)),
                ("generation", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "copy of a commitment",
                "verbose_name_plural": "copies of commitments",
            },
        ),
    ]
