"""Words of evidence, mails and signatures in full-text indexes; filters of the desk from indexes."""

from django.conf import settings
from django.db import migrations, models

from accounts.searching import SearchField, words_index, words_index_again, write_words


class Migration(migrations.Migration):
    dependencies = [
        ("communes", "0006_desk_by_index"),
        ("letters", "0009_desk_by_index"),
        ("pledges", "0029_mandates_of_intercommunalities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        words_index_again("pledges_commitment", "search_text", triggers="commitment_words"),
        migrations.RemoveIndex(
            model_name="outboxmail",
            name="mail_about",
        ),
        migrations.AddField(
            model_name="evidence",
            name="search_words",
            field=SearchField(max_length=220, sources=("title",)),
        ),
        migrations.AddField(
            model_name="outboxmail",
            name="search_words",
            field=SearchField(max_length=220, sources=("subject",)),
        ),
        migrations.AddField(
            model_name="signature",
            name="search_words",
            field=SearchField(max_length=170, sources=("signer_name",)),
        ),
        *(
            step
            for model, table, triggers in (
                ("Evidence", "pledges_evidence", "evidence_words"),
                ("OutboxMail", "pledges_outboxmail", "mail_words"),
                ("Signature", "pledges_signature", "signature_words"),
            )
            for step in (
                write_words("pledges", model),
                words_index(table, "search_words", index=triggers, triggers=triggers),
            )
        ),
        migrations.AddIndex(
            model_name="accessrequest",
            index=models.Index(fields=["state", "-id"], name="access_request_of_state"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["state", "-id"], name="assessment_of_state"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["fulfilment", "-id"], name="assessment_of_conclusion"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["state", "-id"], name="commitment_of_state"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["level", "-id"], name="commitment_of_level"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["firmness", "-id"], name="commitment_of_firmness"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["progress", "-id"], name="commitment_of_progress"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["state", "-id"], name="correction_of_state"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["kind", "-id"], name="evidence_of_kind"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("public", False)), fields=["-id"], name="evidence_not_public"
            ),
        ),
        migrations.AddIndex(
            model_name="extension",
            index=models.Index(fields=["state", "-id"], name="extension_of_state"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["kind", "-id"], name="merge_of_kind"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["kept_ref"], name="merge_kept"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["gone_ref"], name="merge_gone"),
        ),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(fields=["object_ref", "object_kind"], name="mail_about_object"),
        ),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(
                condition=models.Q(("asker__isnull", False)),
                fields=["asker"],
                name="mail_of_asker",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["state", "-id"], name="reply_of_state"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["state", "-id"], name="report_of_state"),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(fields=["state", "-id"], name="signature_of_state"),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(fields=["in_name_of", "-id"], name="signature_in_name_of"),
        ),
        migrations.AddIndex(
            model_name="solicitation",
            index=models.Index(fields=["campaign", "-id"], name="solicitation_of_campaign"),
        ),
        migrations.AddIndex(
            model_name="solicitation",
            index=models.Index(fields=["state", "-id"], name="solicitation_of_state"),
        ),
    ]
