"""How the first page's queries are read: each through an index, in order, on either database."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.pacts import make_campaign

pytestmark = pytest.mark.django_db

# A few rows for each election: whatever the rest holds, they are read as they are.
SMALL = ("communes_round", "pledges_campaign", "auth_group")
# An index gives those whose reply is awaited, or was until a day: three weeks' worth, then sorted.
SORTED = ("pledges_assessment",)
# What a planner does when no index leads where the query goes.
WHOLE = {
    "sqlite": re.compile(r"SCAN (?!.* USING (COVERING )?INDEX)"),
    "postgresql": re.compile(r"Seq Scan"),
}
SORT = {"sqlite": re.compile("USE TEMP B-TREE"), "postgresql": re.compile(r"Sort ")}


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
        # A table of three rows is read whole unless it costs too much to.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("which", ["", "mine", "late", "unclaimed"])
@pytest.mark.parametrize("who", ["moderator", "volunteer"])
def test_every_line_of_the_queue_is_read_by_an_index(desk, request, who, which):
    make_campaign(answer_by=timezone.localdate() - timedelta(days=1))
    client = desk(request.getfixturevalue(who))
    asked = {"which": which} if which else {}
    client.get("/admin/", asked)
    with noted() as seen:
        assert client.get("/admin/", asked).status_code == 200
    reads = [one for one in seen if one[0].startswith("SELECT")]
    assert len(reads) > 5
    for sql, params in reads:
        if any(f'FROM "{table}"' in sql for table in SMALL):
            continue
        found = plan(sql, params)
        assert not WHOLE[connection.vendor].search(found), f"{sql}\n{params}\n{found}"
        if not any(f'FROM "{table}"' in sql for table in SORTED):
            assert not SORT[connection.vendor].search(found), f"{sql}\n{params}\n{found}"
