"""What test_serving.py has gunicorn run."""

from pacte.serving import PatientWorker


class Hurried(PatientWorker):
    seconds = 1.0


def reads_all(environ, start_response):
    """An application that says how many bytes came."""
    came = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Length", str(len(came)))])
    return [came]
