"""How things stand: what must not have moved when a step was refused or broke."""

from django.db import connection

from letters.actions.steps import JOURNEYS
from pledges.actions._apply import MODELS as PLEDGES

MODELS = {kind: model for kind, (_table, model) in JOURNEYS.items()} | PLEDGES
COUNTED = (
    "(SELECT COUNT(*) FROM ledger_entry) AS all_entries,"
    " (SELECT COUNT(*) FROM pledges_outboxmail) AS all_mails"
)


def stored(query: str, *given) -> list[dict]:
    """Rows as the database holds them: asked around every attempt, thus in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def standing(obj) -> tuple:
    """The stored row of `obj`, and how many entries and mails there are in all."""
    table, key = obj._meta.db_table, obj._meta.pk.column
    [row] = stored(f"SELECT *, {COUNTED} FROM {table} WHERE {key} = %s", obj.pk)
    return row, row.pop("all_entries"), row.pop("all_mails")


def kind_of(obj) -> str:
    """The name of the table of steps `obj` follows."""
    return next(kind for kind, model in MODELS.items() if isinstance(obj, model))
