"""Commitments by their words, newest first in a few milliseconds whether a word is rare or common.

Rare words are looked for in the full-text index. Words that half of the rows hold are not: the
index would give them all before the first could be shown, where reading rows in the order of the
page finds enough of them at once. The databases say beforehand which is which.
"""

import json

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from communes.models.searching import keys_by_words
from communes.search import normalise
from ledger.references import LENGTH
from pledges.models import Commitment

# More rows than this hold the words: they are common.
COMMON = 2000


def with_words(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Rows where every word of `text` begins a word; accents, case and hyphens are ignored."""
    words = normalise(text).split()
    # The index has no list of what begins with one letter, which is common anyway.
    indexed = [word for word in words if len(word) > 1]
    statement, value = keys_by_words(Commitment, "search_text", indexed)
    if not indexed or _is_common(statement, value):
        return rows.filter(*(_begins_a_word(word) for word in words))
    found = rows.filter(pk__in=RawSQL(statement, [value]))  # noqa: S611
    return found.filter(*(_begins_a_word(word) for word in words if len(word) == 1))


def with_words_or_ref(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """The row whose reference was typed, else those of `with_words`."""
    ref = text.strip().lower()
    named = rows.filter(ref=ref)
    return named if len(ref) == LENGTH and named.exists() else with_words(rows, text)


def _is_common(statement: str, value: str) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", [value])
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            return plan[0]["Plan"]["Plan Rows"] > COMMON
        cursor.execute(f"SELECT COUNT(*) FROM ({statement} LIMIT {COMMON + 1})", [value])  # noqa: S608
        return cursor.fetchone()[0] > COMMON


def _begins_a_word(word: str) -> Q:
    return Q(search_text__startswith=word) | Q(search_text__contains=f" {word}")
