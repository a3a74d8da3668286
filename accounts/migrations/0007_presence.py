"""Who has which page of the desk open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_mail_refused"),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_kind", models.CharField(max_length=30)),
                ("object_ref", models.CharField(max_length=8)),
                ("user_ref", models.CharField(max_length=8)),
                ("seen_on", models.DateTimeField(verbose_name="seen on")),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "indexes": [models.Index(fields=["seen_on"], name="presence_seen")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("object_kind", "object_ref", "user_ref"),
                        name="presence_once",
                        violation_error_message="This presence is already noted.",
                    )
                ],
            },
        ),
    ]
