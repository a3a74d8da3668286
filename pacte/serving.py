"""gunicorn's worker with threads, which waits for a request for a bounded time, not for ever.

A thread that reads a request waits for its client. A few clients that send a byte now and then
would hold every thread, and the site with them: a proxy that keeps requests until they are whole
spares it, a site without one is not to depend on that.
"""

import contextlib
import socket
import threading
import time

from gunicorn.workers.gthread import ThreadWorker

TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
    b"Content-Type: application/problem+json\r\nContent-Length: 74\r\n\r\n"
    b'{"type":"about:blank","title":"This request came too slowly","status":408}'
)


class Deadlines:
    """Shuts the reading side of sockets from which a request did not come in time.

    Whoever reads then finds the end of what was sent; an answer under way still goes out.
    """

    def __init__(self):
        self.ends: dict[socket.socket, tuple[float, bool]] = {}
        self.lock = threading.Lock()
        self.watching = False

    def set(self, one: socket.socket, seconds: float, *, nothing_answers: bool) -> None:
        """nothing_answers: no view will say it, a problem is sent from here."""
        with self.lock:
            self.ends[one] = time.monotonic() + seconds, nothing_answers
            # Begun by the first request: a thread does not survive the fork of the worker.
            if not self.watching:
                self.watching = True
                threading.Thread(target=self._watch, daemon=True).start()

    def forget(self, one: socket.socket) -> None:
        with self.lock:
            self.ends.pop(one, None)

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            now = time.monotonic()
            with self.lock:
                for one in [one for one, (end, _) in self.ends.items() if end < now]:
                    self._shut(one, nothing_answers=self.ends.pop(one)[1])

    def _shut(self, one: socket.socket, *, nothing_answers: bool) -> None:
        with contextlib.suppress(OSError):
            if nothing_answers:
                one.send(TOO_SLOW, socket.MSG_DONTWAIT)
            one.shutdown(socket.SHUT_RD)


class PatientWorker(ThreadWorker):
    """Ten seconds for the headers; ten more for a body, and one for each 100 kB it announces."""

    seconds = 10.0
    bytes_a_second = 100_000
    # What the largest file that is taken needs, whatever a request announces.
    most_seconds = 300.0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.deadlines = Deadlines()

    def handle(self, conn):
        self.deadlines.set(conn.sock, self.seconds, nothing_answers=True)
        try:
            return super().handle(conn)
        finally:
            self.deadlines.forget(conn.sock)

    def handle_request(self, req, conn):
        self.deadlines.forget(conn.sock)
        announced = next((value for name, value in req.headers if name == "CONTENT-LENGTH"), "")
        chunked = any(name == "TRANSFER-ENCODING" for name, _ in req.headers)
        if announced.isdigit() and int(announced):
            more = min(int(announced[:15]) / self.bytes_a_second, self.most_seconds)
            self.deadlines.set(conn.sock, self.seconds + more, nothing_answers=False)
        elif chunked:
            self.deadlines.set(conn.sock, self.seconds, nothing_answers=False)
        return super().handle_request(req, conn)
