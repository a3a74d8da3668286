"""Say on a person that their address refuses mails."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_refused_on",
            field=models.DateTimeField(editable=False, null=True, verbose_name="mail refused on"),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_refused_why",
            field=models.CharField(
                blank=True, editable=False, max_length=300, verbose_name="why mail was refused"
            ),
        ),
    ]
