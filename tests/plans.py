"""How the databases read what is asked of them: each query with its plan."""

import re
from collections.abc import Callable
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# What a planner does when no index leads where the query goes.
_WHOLE = {
    "sqlite": re.compile(r"SCAN (?!subquery)(?!.*( USING (COVERING )?| VIRTUAL TABLE )INDEX)"),
    "postgresql": re.compile(r"Seq Scan"),
}
_SORT = {"sqlite": re.compile("USE TEMP B-TREE FOR"), "postgresql": re.compile(r"Sort ")}


@contextmanager
def noted():
    """The queries run inside, each with its own parameters: what the planner really gets."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def plan(sql, params) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            return "\n".join(row[3] for row in cursor.fetchall())
        # A table of three rows is read whole, or sorted, unless it costs too much to.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def reads_a_table_whole(found: str) -> bool:
    return bool(_WHOLE[connection.vendor].search(found))


def sorts(found: str) -> bool:
    return bool(_SORT[connection.vendor].search(found))


def plans_of_words(ask: Callable, explain: str = "EXPLAIN") -> str:
    """How PostgreSQL goes about the statements of `ask` that look for words. explain: "EXPLAIN
    ANALYZE" to know what was not needed."""
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
