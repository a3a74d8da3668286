"""How PostgreSQL would go about what is asked of it."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def plans_of_words(ask: Callable, explain: str = "EXPLAIN") -> str:
    """Plans of the statements of `ask` that look for words; explain: "EXPLAIN ANALYZE" to know what
    was not needed."""
    with connection.cursor() as cursor:
        # A table of a few rows is read whole unless the planner is told not to.
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as asked:
            ask()
        plans = []
        for one in asked.captured_queries:
            if "to_tsquery" in one["sql"]:
                cursor.execute(f"{explain} {one['sql']}")
                plans += [line for (line,) in cursor.fetchall()]
    return "\n".join(plans)
