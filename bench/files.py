"""Whole files: rows a second through the server, memory it grew by, raw COPY beside."""

import http.client
import time
from collections.abc import Iterator

from bench.servers import HOST, Server

# What COPY would have to read to say what a line says, from the tables.
_FROM_TABLES = (
    "SELECT c.ref, c.state, c.kind, c.title, c.summary, l.ref, m.code, e.slug, c.level, p.slug,"
    " v.label, (SELECT string_agg(a.key, ' | ') FROM pledges_commitment_articles ca"
    " JOIN pledges_article a ON a.id = ca.article_id WHERE ca.commitment_id = c.id), c.firmness,"
    " c.condition, c.deadline, c.deadline_on, c.assessable, c.progress, c.progress_fictitious,"
    " c.assessed_on, c.verified_on, c.revision, (SELECT string_agg(q.text, ' | ')"
    " FROM pledges_quote q WHERE q.commitment_id = c.id), c.published_at, c.changed_at,"
    " c.fictitious FROM pledges_commitment c JOIN communes_electorallist l"
    " ON l.id = c.electoral_list_id JOIN communes_commune m ON m.id = l.commune_id"
    " JOIN communes_election e ON e.id = l.election_id JOIN pledges_pactversion v"
    " ON v.id = c.pact_version_id JOIN pledges_pact p ON p.id = v.pact_id"
    " ORDER BY c.published_at DESC, c.id DESC"
)
_FROM_COPIES = (
    "SELECT k.line FROM pledges_commitment c JOIN pledges_commitmentcopy k"
    " ON k.commitment_id = c.id ORDER BY c.published_at DESC, c.id DESC"
)
COPIES = {"raw COPY of the tables": _FROM_TABLES, "raw COPY of the copies": _FROM_COPIES}


def measured(server: Server, rounds: int = 3) -> Iterator[dict]:
    """Each file `rounds` times; the best, since only a slow moment can add to it."""
    paths = {
        "whole CSV": "/api/v1/exports/commitments.csv",
        "whole NDJSON": "/api/v1/exports/commitments.ndjson",
        "whole CSV, reports": "/api/v1/exports/reports.csv",
    }
    if server.name == "datasette":
        paths = {"datasette, whole CSV": "/bench/pledges_commitment.csv?_stream=on&_labels=off"}
        rounds = 1
    for name, path in paths.items():
        best = min((_read(server, path) for _ in range(rounds)), key=lambda one: one["seconds"])
        yield {"case": name, "server": server.name, **best}


def raw_copies(rounds: int = 3) -> Iterator[dict]:
    """COPY TO STDOUT read to its end by psycopg, nothing done with it."""
    from django.db import connection

    for name, statement in COPIES.items():
        best = None
        for _ in range(rounds):
            begin, size, rows = time.perf_counter(), 0, 0
            with connection.cursor() as cursor:
                with cursor.copy(f"COPY ({statement}) TO STDOUT WITH CSV") as copy:
                    for part in copy:
                        size += len(part)
                rows = cursor.rowcount
            seconds = time.perf_counter() - begin
            best = min(best or seconds, seconds)
        rate = round(rows / best)
        yield {"case": name, "server": "", "rows": rows, "seconds": round(best, 2)} | {
            "rows_per_second": rate,
            "megabytes": round(size / 1e6, 1),
        }


def _read(server: Server, path: str) -> dict:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=900)
    # Memory is compared with that of a server that has already answered the same once.
    before, peak, lines, size = server.memory(), 0.0, 0, 0
    cpu, begin, looked = server.cpu(), time.perf_counter(), 0.0
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    while part := answer.read(1 << 18):
        size += len(part)
        lines += part.count(b"\n")
        if time.perf_counter() - looked > 0.25:
            peak, looked = max(peak, server.memory()), time.perf_counter()
    seconds = time.perf_counter() - begin
    connection.close()
    rows = lines - (0 if path.endswith("ndjson") else 1)
    return {
        "rows": rows,
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows / seconds),
        "megabytes": round(size / 1e6, 1),
        "cpu_s": round(server.cpu() - cpu, 2),
        "grew_mb": round(max(peak - before, 0), 1),
    }
