"""The measures of one database: rows of the table as JSON, in the file named first."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

BURST = 5
# The API is asked so many times the rounds: each thread of a server has its own connection, and
# PostgreSQL plans a statement anew the first five times that one asks it.
SETTLED = 10


def main(answer: str, rounds: int, environments: list[dict[str, str]]) -> None:
    import django

    django.setup()
    rows = list(_rows(rounds, environments))
    Path(answer).write_text(json.dumps(rows))


def _rows(rounds: int, environments: list[dict[str, str]]) -> Iterator[dict]:
    from django.db import connection

    from bench import cases, files
    from bench.servers import serving

    yield from _in_the_database(rounds)
    full, *rest = environments
    # A smoke run has one store, and starts each server once.
    names = ["granian", "gunicorn"] if rest else ["gunicorn"]
    path = Path(full["DATA_DIR"]) / "bench.sqlite3"
    with ExitStack() as stack:
        ours = [stack.enter_context(serving(name, full)) for name in names]
        smaller = [stack.enter_context(serving("granian", one)) for one in rest]
        rivals = [case for server in ours for case in cases.reads(server)]
        limited = stack.enter_context(serving("granian", {**full, "RATE_LIMITS": "1"}))
        rivals.append(cases.counted(limited))
        if connection.vendor == "sqlite":
            datasette = stack.enter_context(serving("datasette", full, path))
            ref = json.loads(cases.Case("", ours[0], (cases.PAGE,)).ask()[0])["results"][0]["ref"]
            rivals += cases.datasette(datasette, ref)
        yield from _in_turn(rivals, rounds * SETTLED)
        yield from _in_turn([cases.naive(server) for server in ours], rounds)
        sessions = [_session_in(one) for one in environments]
        yield from _in_turn(cases.pages(ours[0], sessions[0]), rounds)
        yield from _against_smaller(ours[0], smaller, sessions, rounds)
        yield from files.measured(ours, rounds=3 if rest else 1)
        if connection.vendor == "sqlite":
            yield from _in_turn([cases.bare_table(datasette)], max(1, rounds // 10))
            yield from files.measured([datasette], files.DATASETTE, 1)


def _in_turn(rivals: list, rounds: int) -> Iterator[dict]:
    """Every case once per round, in turn; the first round warms, and is kept if it is the only one
    (0 rounds)."""
    for number in range(max(1, rounds // BURST) + 1 if rounds else 1):
        for case in rivals:
            case.burst(1 if number == 0 else BURST if rounds >= BURST else 1)
            if number == 0 and rounds:
                case.times.clear()
                case.cpu.clear()
    for case in rivals:
        yield case.row()


def _against_smaller(full, smaller: list, sessions: list[str], rounds: int) -> Iterator[dict]:
    """What must not grow with the data: the same requests to three sizes in turn. A smoke run has
    one, three times itself."""
    from bench import cases

    wanted = {"list", "list, by progress", "deep page"}
    groups = []
    for server, session in zip([full, *smaller], sessions, strict=True):
        api = [case for case in cases.reads(server) if case.name in wanted]
        groups.append([*api, *cases.desk(server, session)])
    rivals = [case for group in zip(*groups, strict=True) for case in group]
    rows = list(_in_turn(rivals, rounds))
    for start in range(0, len(rows), len(groups)):
        whole, tenth, hundredth = (rows[start : start + len(groups)] * 3)[:3]
        yield {
            "case": f"growth: {whole['case']}",
            "server": whole["server"],
            "ms": whole["ms"],
            "cpu_ms": whole["cpu_ms"],
            "of_tenth": round(whole["ms"] / tenth["ms"], 2),
            "of_hundredth": round(whole["ms"] / hundredth["ms"], 2),
            "cpu_of_hundredth": round(whole["cpu_ms"] / hundredth["cpu_ms"], 2),
        }


def _in_the_database(rounds: int) -> Iterator[dict]:
    """Search and autocomplete as the queries run them, without a server."""
    from communes.finding import search_communes
    from pledges.queries.pages import search_commitments
    from pledges.queries.published import public_commitments
    from pledges.queries.search import with_words

    newest = public_commitments().order_by("-published_at", "-pk")
    words = {"common": "logiciels", "two common": "logiciels écoles", "rare": "chantier0"}
    words |= {"absent": "introuvable", "one letter": "l", "common and rare": "logiciels chantier0"}
    asked: dict[str, Callable] = {
        f"database: {name} word": lambda text=text: list(
            with_words(newest, text).values_list("pk", flat=True)[:51]
        )
        for name, text in words.items()
    }
    asked["database: words of the site"] = lambda: list(
        search_commitments({"q": "logiciels"}).values_list("pk", flat=True)[:31]
    )
    for name in ("saint denis", "st-denis", "Saint Etien", "p", "introuvable"):
        asked[f"database: commune “{name}”"] = lambda name=name: list(search_communes(name)[:10])
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds + 1):
        for name, ask in asked.items():
            begin = time.perf_counter()
            ask()
            times[name].append(time.perf_counter() - begin)
    for name, taken in times.items():
        yield {
            "case": name,
            "server": "",
            "ms": round(statistics.median(taken[1:] or taken) * 1000, 2),
        }


def _session_in(environment: dict[str, str]) -> str:
    """The key of a session of somebody of the desk, in the store of `environment`."""
    import os
    import subprocess

    made = subprocess.run(
        [sys.executable, "-m", "bench.signing_in"],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [json.loads(one) for one in sys.argv[3:]])
