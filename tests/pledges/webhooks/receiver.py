"""A real HTTP server on this machine that receives messages, and answers as it is told."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook as Verifier


class Receiver:
    """answer: the status to give, or a function of the handler; received: (headers, body) seen."""

    def __init__(self):
        self.received: list[tuple[dict, bytes]] = []
        self.answer = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append((dict(self.headers), body))
                if callable(receiver.answer):
                    receiver.answer(self)
                    return
                self.send_response(receiver.answer)
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?of=tests"

    def events(self) -> list[str]:
        import json

        return [json.loads(body)["type"] for _headers, body in self.received]

    def verified(self, secret: str, number: int = -1) -> dict:
        """The message, checked as a receiver would, with the public library."""
        headers, body = self.received[number]
        return Verifier(secret).verify(body, {k.lower(): v for k, v in headers.items()})

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def drip(handler) -> None:
    """A status line that never ends, a byte at a time."""
    try:
        for _ in range(100):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
