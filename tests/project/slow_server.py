"""What test_serving.py has gunicorn run."""

import threading

from pacte.serving import PatientWorker


class Hurried(PatientWorker):
    seconds = 1.0


class Attentive(PatientWorker):
    moment = 20.0


def reads_all(environ, start_response):
    """An application that says how many bytes came."""
    came = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Length", str(len(came)))])
    return [came]


def names_its_thread(environ, start_response):
    """An application that says which thread answers, always as long."""
    name = f"{threading.get_ident():020}".encode()
    start_response("200 OK", [("Content-Length", "20")])
    return [name]
