"""The demonstration served by the project's own server, from a database of its own."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RARITIES = "from tests.browser.demo_site import add_rarities; add_rarities()"
# A file of the site's folder: names used in the tables of pages → paths of what is rare.
RARE = "rare.json"
# What every site begins with: tables without rows, and the files browsers ask for.
BARE = (
    ("migrate", "--verbosity", "0"),
    ("collectstatic", "--no-input", "--verbosity", "0"),
)
COMMANDS = (
    ("load_geography",),
    ("demo",),
    ("shell", "--verbosity", "0", "-c", RARITIES),
)


def _environment(folder: Path, address: str = "http://127.0.0.1:8000") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"DEMO": "1", "DATA_DIR": str(folder), "BASE_URL": address}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "tests.browser.settings"}


def _process(commands, *server: str) -> list[str]:
    return [sys.executable, "-m", "tests.browser.process", json.dumps(commands), *server]


def build_once(folder: Path, commands=COMMANDS, bare: Path | None = None) -> Path:
    """Make a site's data in `folder` unless another worker already did; give `folder` back."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            if bare:
                _copy(bare, folder)
            done = subprocess.run(
                _process(commands),
                cwd=ROOT,
                env=_environment(folder),
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, f"the site was not made:\n{done.stderr[-2000:]}"
            (folder / "built").touch()
    return folder


def _copy(bare: Path, folder: Path) -> None:
    shutil.copytree(bare, folder, dirs_exist_ok=True, ignore=lambda *_: ["lock", "built"])


def serve_own(folder: Path, bare: Path, furnish: str):
    """Serve a site of one's own: a copy of `bare`, then what the Python in `furnish` puts there."""
    _copy(bare, folder)
    return serve(folder, [("shell", "--verbosity", "0", "-c", furnish)])


@contextmanager
def serve(folder: Path, commands=()) -> Iterator[str]:
    """Serve `folder`, after `commands`, with gunicorn on a free port of loopback; the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    gunicorn = ("pacte.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4")
    log = folder / f"server-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            _process(commands, *gunicorn, "--log-level", "warning"),
            cwd=ROOT,
            env=_environment(folder, address),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for(address, server, log)
            yield address
        finally:
            # Nobody is left to be answered: asked to stop, it would take a second.
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _try in range(1200):
        assert server.poll() is None, f"the server stopped:\n{log.read_text()[-2000:]}"
        try:
            with urllib.request.urlopen(f"{address}/sante/pret", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the server did not answer in 60 s")


def read_json(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def places_of(address: str) -> dict[str, str]:
    """Names used in the tables of pages → references and slugs of the demonstration."""
    api = f"{address}/api/v1"
    commitments = read_json(f"{api}/commitments/?limit=100")["results"]
    letter = read_json(f"{api}/letters/")["results"][0]
    real = read_json(f"{api}/lists/{letter['list']}/")
    others = read_json(f"{api}/lists/?commune=93066")["results"]
    assessed = next(one for one in commitments if one["progress"] != "not_assessed")
    plain = next(
        one
        for one in commitments
        if one["progress"] == "not_assessed" and one["state"] == "published"
    )
    return {
        "assessed": _path(assessed),
        "plain": _path(plain),
        "withdrawn": _path(next(one for one in commitments if one["state"] == "withdrawn")),
        "letter": _path(letter),
        "list": _path(real),
        "empty_list": _path(next(one for one in others if one["fictitious"])),
        "pact": _path(read_json(f"{api}/pacts/")["results"][0]),
    }


def _path(row: dict) -> str:
    """Path of the page of a row of the API."""
    return "/" + row["page"].split("/", 3)[3]


def add_rarities() -> None:
    """What the demonstration does not show: a commitment corrected, one withdrawn, a reply withheld
    or come by letter. Their paths, and one that only a mail holds, are in `RARE`."""
    from django.conf import settings

    from accounts.models import User
    from pledges.actions import correcting, review
    from pledges.management.demonstration import CAST
    from pledges.models import Commitment
    from pledges.queries.rhythms import unsubscribe_token

    people = {key: User.objects.get(email=email) for key, (email, _name) in CAST.items()}
    standing = Commitment.objects.filter(state="published")
    corrected, withdrawn = standing.order_by("-pk")[:2]
    correction = correcting.propose_correction(
        commitment=corrected,
        changes={"title": "Rencontrer l’association à propos de Plaine Commune"},
        reason="[Exemple fictif] Titre plus clair.",
        by=people["volunteer"],
    )
    correcting.accept(ref=correction.ref, by=people["second"], version=correction.version)
    review.withdraw(
        ref=withdrawn.ref,
        by=people["coordinator"],
        version=withdrawn.version,
        reason="[Exemple fictif] Cet engagement faisait double emploi.",
    )
    withheld, written = standing.filter(progress="not_assessed", level="commune").order_by("pk")[:2]
    _reply_withheld(withheld, people)
    _reply_by_letter(written, people)
    paths = {
        "withheld": f"/engagements/{withheld.ref}/",
        "by_letter": f"/engagements/{written.ref}/",
        "unsubscribe": f"/espace/desabonnement/{unsubscribe_token(people['contact'], 'answers')}/",
    }
    (settings.DATA_DIR / RARE).write_text(json.dumps(paths))


def _reply_withheld(commitment, people) -> None:
    from pledges.actions import assessing, reporting, withholding
    from tests.factories import make_assessment

    assessment = make_assessment("notified", commitment=commitment, by=people["moderator"])
    words = "[Exemple fictif] Des mots qu’une décision de justice défend de publier."
    reply = reporting.reply(
        assessment=assessment, by=people["contact"], words=words, signed_as="Mairie (fictif)"
    )
    assessing.publish(ref=assessment.ref, by=people["second"], version=assessment.version)
    reply = withholding.propose_withholding(
        ref=reply.ref,
        by=people["moderator"],
        version=reply.version,
        reason="[Exemple fictif] Une décision de justice en défend la publication.",
    )
    withholding.withhold(ref=reply.ref, by=people["second"], version=reply.version)


def _reply_by_letter(commitment, people) -> None:
    from letters.actions.filing import file_letter
    from pledges.actions import assessing
    from pledges.actions.recording import record_reply
    from tests.factories import make_assessment

    assessment = make_assessment("notified", commitment=commitment, by=people["moderator"])
    words = "[Exemple fictif] Deux écoles de plus seront équipées avant l’été."
    filing = file_letter(
        data=f"Madame, Monsieur,\n\n{words}\n\nCordialement.\n".encode(),
        name="reponse.txt",
        election=commitment.electoral_list.election,
        by=people["volunteer"],
        kind="reply",
        list_note="Mairie",
        channel="post",
        fictitious=True,
    )
    record_reply(
        assessment=assessment,
        letter=filing.letter,
        words=words,
        signed_as="La maire (fictif)",
        by=people["moderator"],
    )
    assessing.publish(ref=assessment.ref, by=people["second"], version=assessment.version)
