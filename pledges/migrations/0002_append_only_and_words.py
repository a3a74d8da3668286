"""Attestations refuse changes; full-text indexes of words: in the database itself."""

from django.db import migrations

from accounts.searching import words_index
from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    replaces = [
        ("pledges", "0002_refuse_changes"),
        ("pledges", "0003_authors_of_words"),
        ("pledges", "0004_access"),
        ("pledges", "0005_search"),
        ("pledges", "0006_webhooks"),
        ("pledges", "0007_copies"),
        ("pledges", "0008_evidence_and_typing"),
        ("pledges", "0009_merges"),
        ("pledges", "0010_outbox_in_hands"),
        ("pledges", "0011_counts_moved"),
        ("pledges", "0012_work_queue"),
        ("pledges", "0014_names_in_the_plural"),
        ("pledges", "0015_files_of_replies"),
        ("pledges", "0017_rhythms_of_mails"),
        ("pledges", "0018_extensions"),
        ("pledges", "0019_calendar_feeds"),
        ("pledges", "0020_access_requests"),
        ("pledges", "0021_queue_by_index"),
        ("pledges", "0022_contacted_on"),
        ("pledges", "0023_replies_by_letter"),
        ("pledges", "0024_withheld_replies"),
        ("pledges", "0025_hand_overs"),
        ("pledges", "0026_visits_and_notices"),
        ("pledges", "0027_mandate_changes"),
        ("pledges", "0028_hand_overs_taken_back"),
        ("pledges", "0029_mandates_of_intercommunalities"),
        ("pledges", "0030_desk_by_index"),
    ]
    dependencies = [("pledges", "0001_tables")]
    operations = [
        refuse_changes("pledges_attestation"),
        words_index(
            "pledges_commitment",
            "search_text",
            index="commitment_words",
            triggers="commitment_words",
        ),
        words_index(
            "pledges_evidence", "search_words", index="evidence_words", triggers="evidence_words"
        ),
        words_index(
            "pledges_outboxmail", "search_words", index="mail_words", triggers="mail_words"
        ),
        words_index(
            "pledges_signature", "search_words", index="signature_words", triggers="signature_words"
        ),
    ]
