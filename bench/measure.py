"""A server on the loopback, the same requests to each rival in turn, medians."""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"


@contextmanager
def server(environment: dict[str, str], workers: int = 1) -> Iterator[int]:
    """Serve `bench.settings` by gunicorn on a free port; yields the port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "pacte.wsgi", "--bind", f"{HOST}:{port}"]
    command += ["--workers", str(workers), "--threads", "2", "--worker-class", "gthread"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--log-level", "error"], env={**os.environ, **environment}
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


class Case:
    """One request, repeated: name, path, headers, and the status it must answer."""

    def __init__(self, name: str, path: str, status: int = 200, headers: dict | None = None):
        self.name, self.path, self.status, self.headers = name, path, status, headers or {}
        self.times: list[float] = []
        self.size = 0

    def ask(self, connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        """Send the request once and keep its time. Raises RuntimeError on another status."""
        begin = time.perf_counter()
        connection.request("GET", self.path, headers=self.headers)
        answer = connection.getresponse()
        self.body = answer.read()
        self.times.append(time.perf_counter() - begin)
        self.size = len(self.body)
        if answer.status != self.status:
            raise RuntimeError(f"{self.path}: {answer.status} {self.body[:200]!r}")
        return answer


def cases(connection: http.client.HTTPConnection) -> list[Case]:
    """The cases of the table; some need an address or an ETag that only the server knows."""
    page = "/api/v1/commitments/?limit=50"
    first = Case("", page)
    tag = first.ask(connection).headers["ETag"]
    shown = json.loads(first.body)["results"][0]
    ref, commune = shown["ref"], shown["commune"]
    return [
        Case("hello world", "/hello/"),
        Case("naive list", "/naive/"),
        Case("list", page),
        Case("list of a commune", f"/api/v1/commitments/?commune={commune}"),
        Case("deep page", _deep(connection, page)),
        Case("one commitment", f"/api/v1/commitments/{ref}/"),
        Case("304", page, 304, {"If-None-Match": tag}),
        Case("page as CSV", f"{page}&format=csv"),
        Case("search, common", "/api/v1/commitments/?q=logiciels"),
        Case("search, rare", "/api/v1/commitments/?q=chantier0"),
        Case("communes by name", "/api/v1/communes/?q=ville%201&limit=10"),
    ]


def _deep(connection: http.client.HTTPConnection, page: str) -> str:
    """The address of a page far from the first: as deep as twenty pages of a thousand rows."""
    address = page.replace("limit=50", "limit=1000")
    for _ in range(20):
        reached = Case("", address)
        reached.ask(connection)
        following = json.loads(reached.body)["next"]
        if not following:
            break
        address = "/" + following.split("/", 3)[3]
    return address.replace("limit=1000", "limit=50")


def run(port: int, rounds: int) -> list[dict]:
    """Every case once per round, in turn, so that a slow moment falls on all; medians in ms."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    rivals = cases(connection)
    for _ in range(rounds):
        for case in rivals:
            case.ask(connection)
    connection.close()
    medians = {case.name: statistics.median(case.times) * 1000 for case in rivals}
    return [
        {
            "case": case.name,
            "ms": round(medians[case.name], 2),
            "per_second": round(1000 / medians[case.name], 1),
            "of_hello": round(medians["hello world"] / medians[case.name], 3),
            "of_naive": round(medians["naive list"] / medians[case.name], 1),
            "bytes": case.size,
        }
        for case in rivals
    ]


def whole_csv(port: int) -> dict:
    """The whole resource of commitments as CSV: rows per second."""
    case = Case("whole CSV", "/api/v1/exports/commitments.csv")
    case.ask(http.client.HTTPConnection(HOST, port, timeout=600))
    rows = case.body.count(b"\r\n") - 1
    return {"case": case.name, "rows": rows, "rows_per_second": round(rows / case.times[0])}
