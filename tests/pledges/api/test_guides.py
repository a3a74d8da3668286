"""The examples of the guides that need somebody's token, and those in R: pasted, and run."""

import json
import os
import re
import socket
import subprocess
import sys

import pytest

from accounts import spending
from accounts.actions.tokens import make_token
from pledges.actions.webhooks import delivering, managing
from pledges.models import Report, Webhook
from pledges.public import described
from tests.factories import make_commitment, make_list, make_report
from tests.pledges.webhooks.receiver import Receiver
from tests.programs import needs

LANGUAGES = pytest.mark.parametrize("ending", ["md", "fr.md"])
PLACEHOLDER = "https://pacte.example"


def examples(name: str, kind: str, site: str = PLACEHOLDER) -> list[str]:
    text = (described.folder() / name).read_text(encoding="utf-8")
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    found = [example for named, example in fences if named == kind]
    assert found, f"{name}: no example in {kind or 'plain words'}"
    return [one.replace(PLACEHOLDER, site) for one in found]


def said(command: list[str], **env: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=os.environ | env, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def needs_curl():
    needs("curl", "curl")


@pytest.fixture
def site(live_server, saint_denis, settings, monkeypatch) -> str:
    """A running site. The host that the examples name is looked up without asking anybody."""
    asked = socket.getaddrinfo
    there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: there if host == "example.org" else asked(host, *a, **k),
    )
    settings.BASE_URL = live_server.url
    return live_server.url


@pytest.fixture
def commitment(site, saint_denis):
    return make_commitment("published", electoral_list=make_list(commune=saint_denis))


@pytest.fixture
def token(site, camille) -> str:
    return make_token(user=camille, name="Exemple", scope="workflow", by=camille)[1]


@LANGUAGES
def test_what_is_pasted_in_a_terminal_signs_in_and_takes_a_step(
    needs_curl, ending, site, commitment, camille, token
):
    report = make_report("draft", commitment=commitment, by=camille)
    me, steps = examples(f"access.{ending}", "sh", site)
    lines = [*me.splitlines(), *steps.splitlines()]
    answers = [
        json.loads(said(["sh", "-c", line], PACTE_TOKEN=token, REPORT=report.ref)) for line in lines
    ]
    assert answers[0]["ref"] == camille.ref
    assert [one["state"] for one in answers[1:]] == ["draft", "submitted"]


@LANGUAGES
def test_what_is_pasted_in_python_reports(ending, site, commitment, camille, token):
    (code,) = examples(f"access.{ending}", "python", site)
    printed = said([sys.executable, "-c", code], PACTE_TOKEN=token, COMMITMENT=commitment.ref)
    report = Report.objects.get()
    assert printed.endswith(f"{report.state}\n")
    assert (report.state, report.state_by) == ("submitted", camille)
    assert report.evidence.count() == 1


@LANGUAGES
def test_limits_are_said_in_the_headers_shown(ending, client, db, settings, tmp_path):
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    answer = client.get("/api/v1/regions/")
    shown = next(one for one in examples(f"access.{ending}", "") if "RateLimit" in one)
    names = dict(line.split(": ", 1) for line in shown.splitlines())
    assert names["RateLimit-Policy"] == answer.headers["RateLimit-Policy"]
    assert f"q={spending.ANONYMOUS}" in names["RateLimit-Policy"]
    assert re.sub(r"t=\d+", "t=", names["RateLimit"]) == re.sub(
        r"t=\d+", "t=", answer.headers["RateLimit"]
    )


@LANGUAGES
def test_a_webhook_is_made_from_a_terminal(needs_curl, ending, site, token, camille):
    (line,) = examples(f"webhooks.{ending}", "sh", site)
    made = json.loads(said(["sh", "-c", line], PACTE_TOKEN=token))
    assert made["secret"].startswith("whsec_")
    assert Webhook.objects.get(user=camille).ref == made["ref"]


@LANGUAGES
def test_what_arrives_is_what_is_shown_and_is_verified_as_shown(
    ending, db, camille, saint_denis, settings
):
    """A message of ours is read by the code of the guide, and is of the shape shown."""
    settings.WEBHOOK_LOCAL_HOSTS = frozenset({"127.0.0.1"})
    receiver = Receiver()
    _webhook, secret = managing.make_webhook(
        user=camille, by=camille, name="Journal", url=receiver.url, about={}
    )
    make_commitment("published", electoral_list=make_list(commune=saint_denis))
    delivering.queue_changes()
    delivering.send_due_messages()
    receiver.close()
    headers, body = next(one for one in receiver.received if b"commitments.publish" in one[1])
    lower = {name.lower(): value for name, value in headers.items()}
    (code,) = examples(f"webhooks.{ending}", "python")
    names = {"secret": secret, "body": body, "headers": lower}
    exec(code, names)
    message = names["message"]
    shown = next(one for one in examples(f"webhooks.{ending}", "") if "webhook-id" in one)
    told, _blank, example = shown.partition("\n\n")
    assert {line.partition(":")[0] for line in told.splitlines()} <= set(lower)
    example = json.loads(example)
    assert list(example) == list(message)
    assert set(example["data"]) == set(message["data"])
    assert example["type"] == message["type"]


@LANGUAGES
def test_what_is_pasted_in_r_counts_commitments(ending, site, commitment):
    needs("Rscript", "r-base-core")
    for code in examples(f"guide.{ending}", "r", site):
        assert "not_assessed" in said(["Rscript", "--vanilla", "-e", code])
