"""Commitments by their words: the first of a page at once, whether a word is rare or common."""

from django.db.models import QuerySet

from accounts.searching import rows_with, words_in
from pledges.models import Commitment


def with_words(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Rows where every word of `text` begins a word; accents, case and hyphens are ignored."""
    return rows_with(rows, "search_text", words_in(text))
