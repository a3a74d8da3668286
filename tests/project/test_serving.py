"""Clients that send slowly, or not all: refused in a bounded time, and others are answered."""

import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import RequestFactory

from ledger.models import Entry
from pacte.serving import Answering
from pacte.wsgi import application
from tests.pledges.api.caller import Caller
from tests.project.slow_server import Attentive

ROOT = Path(__file__).resolve().parents[2]
SERVED = "tests.project.slow_server"


@contextmanager
def served(application: str, worker: str) -> Iterator[int]:
    """gunicorn with two threads; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"{SERVED}:{application}", "--threads", "2"]
    command += ["--worker-class", f"{SERVED}.{worker}", "--bind", f"127.0.0.1:{port}"]
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
def test_slow_clients_do_not_hold_the_threads():
    """One thread waits for the rest of the headers, the other for that of a body: neither comes."""
    with served("reads_all", "Hurried") as port:
        head = said(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        body = said(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nslowly")
        other = said(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert answered(other).startswith(b"HTTP/1.1 200 ")
        assert answered(head).startswith(b"HTTP/1.1 408 ")
        assert answered(body).endswith(b"\r\n\r\n6"), "what came goes on to the application"


ASKED = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def threads(one: socket.socket, *, asked: int = 1) -> set[bytes]:
    """Who answers so many requests, sent at once."""
    one.sendall(ASKED * asked)
    said = b""
    while said.count(b"\r\n\r\n") < asked or len(said.rpartition(b"\r\n\r\n")[2]) < 20:
        came = one.recv(65536)
        assert came, "the server went away"
        said += came
    return {part[:20] for part in said.split(b"\r\n\r\n")[1:]}


@pytest.mark.once
def test_who_asks_one_thing_after_another_is_answered_by_one_thread():
    """Half of the threads wait so, and no other: whoever comes meanwhile is answered at once."""
    with served("names_its_thread", "Attentive") as port, said(port, b"") as one:
        in_a_row, begun = 0, time.monotonic()
        for _time in range(60):
            first = threads(one)
            # It waits unless somebody queues: until then, nobody comes.
            time.sleep(0.05)
            with said(port, b"") as other:
                is_free = threads(other) != first
            in_a_row = in_a_row + 1 if is_free and threads(one) == first else 0
            if in_a_row == 6:
                break
        assert in_a_row == 6
        assert len(threads(one, asked=3)) <= 2, "those sent together are all answered"
        assert time.monotonic() - begun < Attentive.moment, "nobody waited for who waits"


def test_headers_leave_with_the_body_that_follows():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        answering = Answering(ours)
        answering.sendall(b"headers ")
        with pytest.raises(BlockingIOError):
            theirs.recv(100)
        answering.sendall(b"body ")
        assert theirs.recv(100) == b"headers body "
        answering.sendall(b"more")
        answering.flush()
        assert theirs.recv(100) == b"more"


def test_headers_that_nothing_follows_leave_before_a_file_or_at_the_end(tmp_path):
    (tmp_path / "file").write_bytes(b"content")
    ours, theirs = socket.socketpair()
    with ours, theirs, (tmp_path / "file").open("rb") as file:
        alone, before = Answering(ours), Answering(ours)
        alone.sendall(b"alone ")
        alone.flush()
        alone.flush()
        before.sendall(b"headers ")
        before.sendfile(file)
        before.flush()
        assert theirs.recv(100) == b"alone headers content"


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
