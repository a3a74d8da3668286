"""Commitments by their words: the first of a page at once, whether a word is rare or common."""

from django.db.models import QuerySet

from accounts.searching import rows_with
from accounts.spelling import normalise
from ledger.references import may_be_ref
from pledges.models import Commitment

MOST_WORDS = 20


def with_words(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Rows where every word of `text` begins a word; accents, case and hyphens are ignored.

    The first `MOST_WORDS`, each once: every one is looked for in what the others leave.
    """
    return rows_with(rows, "search_text", list(dict.fromkeys(normalise(text).split()))[:MOST_WORDS])


def with_words_or_ref(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """The row whose reference was typed, else those of `with_words`."""
    ref = text.strip().lower()
    named = rows.filter(ref=ref)
    return named if may_be_ref(ref) and named.exists() else with_words(rows, text)
