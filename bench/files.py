"""Whole files: rows a second through the server, memory it grew by, raw COPY beside."""

import http.client
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.servers import HOST, Server

# What COPY has to read to say what a line says, from the tables: the same rows, columns and order.
# It does not hide what a mask hides, and the address of a page is without its words.
_FROM_TABLES = (
    "SELECT c.ref, c.state, c.kind, c.title, c.summary, l.ref, m.code, e.slug, c.level, i.siren,"
    " p.slug, v.label, (SELECT string_agg(a.key, ' | ') FROM pledges_commitment_articles ca"
    " JOIN pledges_article a ON a.id = ca.article_id WHERE ca.commitment_id = c.id), c.firmness,"
    " c.condition, c.deadline, c.deadline_on, c.assessable, c.progress, c.progress_fictitious,"
    " c.assessed_on, c.verified_on, c.revision, c.mandate, (SELECT string_agg(json_build_object("
    "'text', q.text, 'passage', s.ref, 'letter', t.ref)::text, ' | ') FROM pledges_quote q"
    " JOIN letters_passage s ON s.id = q.passage_id JOIN letters_letterversion w"
    " ON w.id = s.letter_version_id JOIN letters_letter t ON t.id = w.letter_id"
    " WHERE q.commitment_id = c.id), c.published_at, c.changed_at, c.fictitious,"
    " '{base}/api/v1/commitments/' || c.ref || '/', '{base}/engagements/' || c.ref || '/'"
    " FROM pledges_commitment c JOIN communes_electorallist l"
    " ON l.id = c.electoral_list_id JOIN communes_commune m ON m.id = l.commune_id"
    " JOIN communes_election e ON e.id = l.election_id JOIN pledges_pactversion v"
    " ON v.id = c.pact_version_id JOIN pledges_pact p ON p.id = v.pact_id"
    " LEFT JOIN communes_intercommunality i ON i.id = c.intercommunality_id{public}"
)
# Lines that are made already: nothing is left to do but to send them.
_FROM_COPIES = (
    "SELECT k.line FROM pledges_commitment c JOIN pledges_commitmentcopy k"
    " ON k.commitment_id = c.id{public}"
)
_PUBLIC = (
    " WHERE c.published_at IS NOT NULL AND c.state NOT IN ('draft', 'in_review', 'dropped')"
    " ORDER BY c.published_at DESC, c.id DESC"
)
COPIES = {"raw COPY of the tables": _FROM_TABLES, "raw COPY of the copies": _FROM_COPIES}
FILES = {
    "whole CSV": "/api/v1/exports/commitments.csv",
    "whole NDJSON": "/api/v1/exports/commitments.ndjson",
    "whole CSV, reports": "/api/v1/exports/reports.csv",
}
DATASETTE = {"datasette, whole CSV": "/bench/pledges_commitment.csv?_stream=on&_labels=off"}


def measured(
    servers: list[Server], paths: dict[str, str] = FILES, rounds: int = 3
) -> Iterator[dict]:
    """Each file `rounds` times, in turn with its rivals; the best, since only a slow moment can
    add to it."""
    from django.db import connection

    database = _database() if connection.vendor == "postgresql" else None
    rivals: dict[tuple[str, str], Callable] = {}
    for name, path in paths.items():
        for server in servers:
            rivals[name, server.name] = partial(_read, server, path)
        if database and name == "whole CSV":
            rivals |= {(raw, ""): partial(_raw, COPIES[raw]) for raw in COPIES}
    found: dict[tuple[str, str], list[dict]] = {one: [] for one in rivals}
    for _ in range(rounds):
        for one, read in rivals.items():
            before = database.cpu() if database else 0
            row = read()
            spent = {"database_cpu_s": round(database.cpu() - before, 2)} if database else {}
            found[one].append(row | spent)
    for (name, server), rows in found.items():
        yield {"case": name, "server": server, **min(rows, key=lambda row: row["seconds"])}


def _database() -> Server:
    """The PostgreSQL of the measures, for what its processes spend."""
    folder = parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]
    pid = (Path(folder) / "postmaster.pid").read_text().split()[0]
    return Server("postgresql", 0, int(pid))


def _raw(statement: str) -> dict:
    """COPY TO STDOUT read to its end by psycopg, nothing done with it."""
    from django.conf import settings
    from django.db import connection

    statement = statement.format(base=settings.BASE_URL, public=_PUBLIC)
    cpu, begin, size = time.process_time(), time.perf_counter(), 0
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY ({statement}) TO STDOUT WITH CSV") as copy:
            for part in copy:
                size += len(part)
        rows = cursor.rowcount
    seconds = time.perf_counter() - begin
    return _told(rows, seconds, size) | {"cpu_s": round(time.process_time() - cpu, 2)}


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
    return _told(rows, seconds, size) | {
        "cpu_s": round(server.cpu() - cpu, 2),
        "grew_mb": round(max(peak - before, 0), 1),
    }


def _told(rows: int, seconds: float, size: int) -> dict:
    return {
        "rows": rows,
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows / seconds),
        "megabytes": round(size / 1e6, 1),
    }
