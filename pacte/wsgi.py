"""The WSGI application: what gunicorn serves."""

import os
import re

from django.core.wsgi import get_wsgi_application

from ledger.prepared import a_request_comes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pacte.settings")

_django = get_wsgi_application()
_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


class Whole:
    """What is left to read of a request: less than was announced is refused, not taken for all.

    A form cut short, by a network or by `pacte.serving`, would be one with other words in it.
    Django never asks for more than was announced, and says an OSError as a refusal.
    """

    def __init__(self, source):
        self.source = source

    def read(self, size: int) -> bytes:
        data = self.source.read(size)
        if len(data) < size:
            raise OSError("the request did not come whole")
        return data

    def readline(self, size: int) -> bytes:
        line = self.source.readline(size)
        if len(line) < size and not line.endswith(b"\n"):
            raise OSError("the request did not come whole")
        return line


def application(environ, start_response):
    """Django, given whole bodies alone, and without the charset a client claims.

    Django reads addresses in that charset, and `charset=hex` fails before any of our code runs.
    """
    a_request_comes(environ)
    if environ.get("CONTENT_LENGTH", "").isdigit():
        environ["wsgi.input"] = Whole(environ["wsgi.input"])
    if "CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = _CHARSET.sub("", environ["CONTENT_TYPE"])
    return _django(environ, start_response)
