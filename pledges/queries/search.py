"""Commitments by their words, through a full-text index on both databases; never a scan."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from communes.search import normalise
from pledges.models import Commitment

# The expressions are those of the indexes (migration 0005): another one would read every row.
_POSTGRESQL = (
    "SELECT id FROM pledges_commitment"
    " WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
)
_SQLITE = "SELECT rowid FROM pledges_commitment_words WHERE pledges_commitment_words MATCH %s"


def with_words(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Rows where every word of `text` begins a word; accents, case and hyphens are ignored."""
    words = normalise(text).split()
    if not words:
        return rows
    # Words are letters and digits alone once normalised: nothing in them is an operator.
    if connection.vendor == "postgresql":
        found = RawSQL(_POSTGRESQL, [" & ".join(f"'{word}':*" for word in words)])  # noqa: S611
    else:
        found = RawSQL(_SQLITE, [" ".join(f'"{word}"*' for word in words)])  # noqa: S611
    return rows.filter(pk__in=found)
