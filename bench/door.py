"""`python -m bench.door`: does the door tell known, unknown and closed addresses apart?

Run by hand, on a quiet machine: python -m bench.door [--rounds 40]

Makes a throw-away database, serves it, and asks each page of sign-in in turn for an address that is
known, one that nobody has and one whose account is closed. Prints, for each page, whether the
answers are the same bytes, and their median time as a ratio to that of the unknown address: what is
compared is the site with itself, so no figure depends on the machine. Leaves 1 where bytes differ,
or where a ratio is further from 1 than 5 % and than chance: than medians of the very same question
are, however its answers are dealt into two heaps (99 times in 100). On a quiet machine that is less
than 5 %.
"""

import argparse
import os
import random
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import HOST, serving

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "/compte/connexion/code/": "email",
    "/compte/connexion/": "login",
    "/compte/mot-de-passe/oublie/": "email",
}
# "again" asks the same as "unknown": how far two medians of one question are apart.
KINDS = ("unknown", "again", "known", "closed")
AT_LEAST = 0.05
DEALT = 1000
MAKE = """
from django.contrib.auth.hashers import make_password
from accounts.models import User
password = make_password("never typed here")
for kind in ("known", "closed"):
    for staff in (False, True):
        for number in range({rounds}):
            user = User(email=f"{{kind}}{{number}}.{{int(staff)}}@door.example", name="Fictitious",
                is_active=kind == "known", is_staff=staff, fictitious=True)
            user.password = password
            user.save()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="questions of each kind, per page")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/door.sqlite3",
            "EMAIL_URL": "consolemail://",
            "TRUSTED_PROXIES": "1",
            "DEMO": "1",
        }
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", MAKE.format(rounds=rounds)]):
            subprocess.run(  # noqa: S603
                [*manage, *command], cwd=ROOT, env=os.environ | environment, check=True
            )
        sys.exit(_drilled(environment, rounds))


def _drilled(environment: dict, rounds: int) -> int:
    faults = 0
    with serving("gunicorn", environment) as server:
        for page, field in PAGES.items():
            times, bodies = _asked(server.port, page, field, rounds)
            base = statistics.median(times["unknown"])
            ratio = {kind: statistics.median(of) / base for kind, of in times.items()}
            noise = max(AT_LEAST, _chance(times["unknown"] + times["again"]))
            same = len(bodies) == 1
            told = not same or any(abs(ratio[kind] - 1) > noise for kind in ("known", "closed"))
            faults += told
            said = "  ".join(f"{kind} {ratio[kind]:.3f}" for kind in KINDS)
            print(f"{page:32} {'same' if same else 'OTHER'} bytes  {said}  ± {noise:.3f}")
    return 1 if faults else 0


def _chance(times: list[float]) -> float:
    """How far from 1 the ratio of two medians is when only chance tells their times apart."""
    half, apart = len(times) // 2, []
    for _deal in range(DEALT):
        dealt = random.sample(times, len(times))
        ratio = statistics.median(dealt[:half]) / statistics.median(dealt[half:])
        apart.append(abs(ratio - 1))
    return sorted(apart)[DEALT * 99 // 100]


def _asked(port: int, page: str, field: str, rounds: int) -> tuple[dict, set[bytes]]:
    """Seconds of each kind, and the distinct answers, of questions put in a drawn order."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    bodies: set[bytes] = set()
    for number in range(rounds):
        for kind in random.sample(KINDS, len(KINDS)):
            took, body = _ask(port, page, field, f"{kind}{number}.{number % 2}@door.example")
            # The first of each warms what is cached.
            times[kind] += [took] if number else []
            bodies.add(body)
    return times, bodies


def _ask(port: int, page: str, field: str, email: str) -> tuple[float, bytes]:
    """Post a form from a browser of its own, in a network of its own, and read the next page."""
    connection = HTTPConnection(HOST, port, timeout=30)
    headers = {"X-Forwarded-For": ".".join(str(1 + secrets.randbelow(254)) for _ in range(4))}
    connection.request("GET", page, headers=headers)
    first = connection.getresponse()
    token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', first.read())[1].decode()
    headers |= {"Cookie": _cookies(first), "Content-Type": "application/x-www-form-urlencoded"}
    values = {field: email, "password": "not it", "csrfmiddlewaretoken": token}
    # What the question before set going (a mail leaves after its answer) is not this one's time.
    time.sleep(0.05)
    start = time.perf_counter()
    connection.request("POST", page, urlencode(values), headers)
    answer = connection.getresponse()
    content = answer.read()
    took = time.perf_counter() - start
    # What the next page says, too: a code is asked for there.
    if answer.status == 302:
        headers["Cookie"] += "; " + _cookies(answer)
        connection.request("GET", answer.headers["Location"], headers=headers)
        content = connection.getresponse().read()
    connection.close()
    text = re.sub(rb'value="\w{64}"', b"", content.replace(email.encode(), b""))
    return took, b"%d %s %s" % (answer.status, answer.headers.get("Location", "").encode(), text)


def _cookies(answer: HTTPResponse) -> str:
    found = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(one.partition(";")[0] for one in found)


if __name__ == "__main__":
    main()
