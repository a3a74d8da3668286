"""gunicorn's worker with threads, which waits for a request for a bounded time, not for ever.

A thread that reads a request waits for its client. A few clients that send a byte now and then
would hold every thread, and the site with them: a proxy that keeps requests until they are whole
spares it, a site without one is not to depend on that.

A program that asks one thing after another finds the thread that answered it waiting for the next:
to hand each request over from the thread that waits for all costs more than to answer a plain one.
And an answer leaves at once, headers and body together.
"""

import contextlib
import socket
import struct
import threading
import time
from collections import deque

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


class Answering:
    """The socket of a request, for as long as it is answered: what is sent first, the headers,
    leaves with what follows."""

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self.first: bytes | None = None

    def sendall(self, data: bytes) -> None:
        if self.first is None:
            self.first = data
            return
        if self.first:
            self.first, data = b"", self.first + data
        self.sock.sendall(data)

    def sendfile(self, *args, **kwargs) -> int:
        self.flush()
        return self.sock.sendfile(*args, **kwargs)

    def flush(self) -> None:
        """Send what waits: nothing followed."""
        if self.first:
            self.sendall(b"")

    def __getattr__(self, name: str):
        return getattr(self.sock, name)


class Settled:
    """The settings of gunicorn as a worker begins with them: each request asks for some thirty, and
    the original looks each up by its name, then asks the setting for its value."""

    def __init__(self, settings):
        self.__dict__.update({name: getattr(settings, name) for name in settings.settings})
        self.is_ssl = settings.is_ssl
        self._original = settings

    def __getattr__(self, name: str):
        return getattr(self._original, name)


def _limit(sock: socket.socket, seconds: float) -> None:
    """How long the system lets a thread wait for what `sock` brings; 0 for ever."""
    given = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, given)


class PatientWorker(ThreadWorker):
    """Ten seconds for the headers; ten more for a body, and one for each 100 kB it announces."""

    seconds = 10.0
    bytes_a_second = 100_000
    # What the largest file that is taken needs, whatever a request announces.
    most_seconds = 300.0
    # A program that reads page after page asks again within so long.
    moment = 0.005

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.deadlines = Deadlines()
        self.queued: set = set()
        # At most half of the threads wait: the others are there for whoever comes.
        self.may_stay = deque(range(self.cfg.threads // 2))

    def init_process(self):
        self.cfg = Settled(self.cfg)
        super().init_process()

    def enqueue_req(self, conn):
        self.queued.add(conn)
        super().enqueue_req(conn)

    def handle(self, conn):
        self.queued.discard(conn)
        while (kept := self._handle_one(conn)) is True and self._asks_again(conn):
            pass
        return kept

    def _asks_again(self, conn) -> bool:
        """Does the next request come at once? Never waited for while others queue for a thread."""
        reader = conn.parser.unreader
        # What was read ahead is for the thread that waits for all: no socket would tell of it.
        if self.queued or not self.alive or self.cfg.is_ssl or reader.buf.getvalue():
            return False
        try:
            place = self.may_stay.pop()
        except IndexError:
            return False
        try:
            # The system's limit, not Python's, which first waits and then reads: a tenth of a
            # millisecond more, each thread asking for the interpreter twice.
            _limit(conn.sock, self.moment)
            begun = conn.sock.recv(reader.mxchunk)
            _limit(conn.sock, 0)
        except BlockingIOError:
            _limit(conn.sock, 0)
            return False
        except OSError:
            return False
        finally:
            self.may_stay.append(place)
        reader.unread(begun)
        return True

    def _handle_one(self, conn):
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
        else:
            # It has no body of which a rest would be looked for before the next.
            conn.parser.mesg = None
        sock, conn.sock = conn.sock, Answering(conn.sock)
        try:
            kept = super().handle_request(req, conn)
            conn.sock.flush()
            return kept
        finally:
            conn.sock = sock
