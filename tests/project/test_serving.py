"""Clients that send slowly, or not all: refused in a bounded time, and others are answered."""

import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory

from ledger.models import Entry
from pacte.wsgi import application
from tests.pledges.api.caller import Caller

ROOT = Path(__file__).resolve().parents[2]
SERVED = "tests.project.slow_server"


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"{SERVED}:reads_all", "--threads", "2"]
    command += ["--worker-class", f"{SERVED}.Hurried", "--bind", f"127.0.0.1:{port}"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        running.terminate()
        running.wait(30)


def said(port: int, sent: bytes) -> socket.socket:
    """A connection on which these bytes were sent, and no more will be."""
    for _ in range(400):
        try:
            one = socket.create_connection(("127.0.0.1", port), timeout=30)
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            one.sendall(sent)
            return one
    raise AssertionError("the server did not start")


def answered(one: socket.socket) -> bytes:
    with one:
        return b"".join(iter(lambda: one.recv(65536), b""))


@pytest.mark.once
def test_slow_clients_do_not_hold_the_threads(port):
    """One thread waits for the rest of the headers, the other for that of a body: neither comes."""
    head = said(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
    body = said(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nslowly")
    other = said(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answered(other).startswith(b"HTTP/1.1 200 ")
    assert answered(head).startswith(b"HTTP/1.1 408 ")
    assert answered(body).endswith(b"\r\n\r\n6"), "what came goes on to the application"


def test_gunicorn_runs_it_wherever_it_is_started(monkeypatch):
    from gunicorn.app.wsgiapp import WSGIApplication

    from pacte.serving import PatientWorker

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["gunicorn", "pacte.wsgi", "--threads", "4"])
    assert WSGIApplication("").cfg.worker_class is PatientWorker


@pytest.mark.parametrize("lacking", [1, 60])
@pytest.mark.parametrize("path", ["/api/v1/reports/", "/langue/"])
def test_a_request_that_did_not_come_whole_is_refused(kept_connection, camille, path, lacking):
    """Otherwise a form cut short by a network would be one with other words in it."""
    whole = b'{"words": "' + b"a" * 100 + b'"}'
    if path == "/langue/":
        whole = b"language=en&next=/" + b"a" * 100
    kind = "application/json" if "api" in path else "application/x-www-form-urlencoded"
    environ = RequestFactory().post(path, whole, content_type=kind).environ
    environ["wsgi.input"] = io.BytesIO(whole[:-lacking])
    environ["HTTP_AUTHORIZATION"] = Caller(camille).token["Authorization"]
    before = Entry.objects.count()
    told = []
    b"".join(application(environ, lambda status, headers: told.append((status, dict(headers)))))
    assert told[0][0][:3] in ("400", "403")
    assert "Set-Cookie" not in told[0][1]
    assert Entry.objects.count() == before
