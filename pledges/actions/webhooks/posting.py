"""One POST to an address already resolved and checked: no redirect, no answer read, no waiting."""

import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass

from pledges.actions.webhooks.addresses import Target

CONNECT_SECONDS = 5
TOTAL_SECONDS = 10
TOO_SLOW = "no answer in time"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a POST was answered: a status, or a problem when there was none; milliseconds spent."""

    status: int | None
    problem: str
    milliseconds: int
    retry_after: int = 0

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Pinned(http.client.HTTPConnection):
    """A connection to `address`, whatever its host's name says by now; TLS checks the name."""

    def __init__(self, target: Target, address: str, seconds: float):
        super().__init__(target.host, target.port, timeout=min(CONNECT_SECONDS, seconds))
        self.address, self.tls = address, target.scheme == "https"
        self.lock, self.late = threading.Lock(), False

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), timeout=self.timeout)
        with self.lock:
            self.sock = plain
        if self.tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)

    def give_up(self) -> None:
        """Called by the timer: whoever reads at this moment reads the end."""
        with self.lock:
            self.late = True
            if self.sock is not None:
                try:
                    self.sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    self.sock.close()


def post(
    target: Target, address: str, body: bytes, headers: dict, *, seconds: float = TOTAL_SECONDS
) -> Answer:
    """POST `body` and read the status alone. Never raises for what the other side does.

    seconds: for everything together; an answer dripped byte by byte ends there as well.
    """
    started = time.monotonic()
    connection = _Pinned(target, address, seconds)
    timer = threading.Timer(seconds, connection.give_up)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        wait = answer.headers.get("Retry-After", "")
        status, problem = answer.status, ""
    except (OSError, http.client.HTTPException, ValueError) as failure:
        status, wait = None, ""
        late = connection.late or isinstance(failure, TimeoutError)
        problem = TOO_SLOW if late else f"{type(failure).__name__}: {failure}"[:200]
    finally:
        timer.cancel()
        connection.close()
    spent = int((time.monotonic() - started) * 1000)
    seconds_asked = int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 7 else 0
    return Answer(status, problem, spent, seconds_asked)
