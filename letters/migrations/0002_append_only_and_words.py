"""Versions refuse changes; a full-text index of the words of letters: in the database itself."""

from django.db import migrations

from accounts.searching import words_index
from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    replaces = [
        ("letters", "0002_refuse_changes"),
        ("letters", "0003_merged_letters"),
        ("letters", "0004_work_queue"),
        ("letters", "0006_queue_by_index"),
        ("letters", "0007_kind_of_letters"),
        ("letters", "0008_words_of_letters"),
        ("letters", "0009_desk_by_index"),
    ]
    dependencies = [("letters", "0001_tables")]
    operations = [
        refuse_changes("letters_letterversion"),
        words_index(
            "letters_letter", "search_words", index="letter_words", triggers="letter_words"
        ),
    ]
