"""The e-mail and the phone of a contact, as canaries: found on no page, answer, file or log line.

Addresses come from the URLconf, references from the database: a page that is added later is asked
without a line here. No table has a phone: one that is typed stays
where it was typed.
"""

import io
import logging
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from letters.models import Letter
from pledges.models import (
    Assessment,
    Commitment,
    Evidence,
    Reply,
    Report,
    Signature,
)
from tests import factories
from tests.client import sweeping
from tests.factories.mandate import make_reply
from tests.project.test_urls import OPEN, SAMPLES, audience, filled, routes

pytestmark = pytest.mark.once

NAME = "canari"
CANARY, PHONE = f"{NAME}.4f81c@mairie-canari.example", "+33199004481"
TRACES = (b"canari.4f81c", b"mairie-canari", b"199004481")


@pytest.fixture
def logged():
    """Every line any logger writes, whatever its level."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    root = logging.getLogger()
    level, names = root.level, [logging.getLogger(one) for one in ("django", "pledges", "accounts")]
    for one in (root, *names):
        one.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(level)
    for one in (root, *names):
        one.removeHandler(handler)


@pytest.fixture
def canary(electoral_list, saint_denis, coordinator):
    """A contact who did everything a contact does, public as far as it goes."""
    contact = factories.make_contact(saint_denis, user=factories.somebody("contact"))
    User.objects.filter(pk=contact.pk).update(email=CANARY)
    contact.refresh_from_db()
    commitment = factories.make_commitment("published", electoral_list=electoral_list)
    for state in ("published", "declined", "submitted", "returned", "draft"):
        factories.make_report(state, commitment=commitment, by=contact)
    notified = factories.make_assessment("notified", commitment=commitment)
    make_reply(notified, by=contact)
    factories.make_assessment("published", commitment=commitment)
    factories.make_correction(commitment=commitment, by=contact)
    client = Client()
    client.force_login(contact)
    # Typed, and not sent: what is kept of it is theirs alone.
    address = f"/espace/engagements/{commitment.ref}/corriger/"
    client.post(address, {"keep": "1", "reason": f"Appelez-moi au {PHONE}"})
    factories.make_access_request(territory=saint_denis, email=f"autre.{CANARY}")
    return contact


def asked_addresses() -> set[str]:
    """Every open address, for every reference there is and for one that is not."""
    refs = {"00000000"}
    for model in (Commitment, Report, Assessment, Reply, Evidence, Letter, Signature, User):
        refs |= set(model.objects.values_list("ref", flat=True))
    refs |= set(Commitment.objects.values_list("electoral_list__ref", flat=True))
    found = set()
    for name, address in routes():
        if audience(name) == OPEN:
            found.add(address)
            if SAMPLES["ref"] in address:
                found |= {address.replace(SAMPLES["ref"], one) for one in refs}
    return found


def content_of(answer) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return head.encode() + answer.getvalue()


def test_nothing_open_tells_a_contact_s_address_or_phone(canary, logged, tmp_path):
    told, asked = [], asked_addresses()
    with sweeping() as entered:
        client = entered()
        for address in sorted(asked):
            for ways in ({}, {"HTTP_ACCEPT": "text/csv"}, {"HTTP_ACCEPT": "application/x-ndjson"}):
                if ways and not address.startswith("/api/"):
                    continue
                answer = content_of(client.get(address, **ways))
                told += [(address, ways, one) for one in TRACES if one in answer]
    assert told == []
    assert len(asked) > 150


def test_nothing_dumped_nor_logged_does(canary, logged, tmp_path):
    call_command("export_dump", str(tmp_path / "dump"))
    files = [one for one in (tmp_path / "dump").rglob("*") if one.is_file()]
    assert len(files) > 5
    assert [(one.name, t) for one in files for t in TRACES if t in one.read_bytes()] == []

    client = Client(raise_request_exception=False)
    # What fails is logged and answered: with the address in the form, wrong, refused, too often.
    for path, field in (("connexion/code/", "email"), ("connexion/", "login")):
        for _time in range(7):
            client.post(f"/compte/{path}", {field: CANARY, "password": PHONE})
    client.force_login(canary)
    for path in ("/espace/", "/espace/engagements/zzzzzzzz/", "/compte/mes-donnees/"):
        client.get(path)
        client.post(path, {"reason": PHONE, "email": CANARY, "version": "x"})
    with patch("pledges.portal.views.home.portal.board_of", side_effect=RuntimeError("broken")):
        assert not [one for one in TRACES if one in content_of(client.get("/espace/"))]
    lines = logged.getvalue().encode()
    assert [one for one in TRACES if one in lines] == []
    assert b"RuntimeError: broken" in lines


def test_the_canary_would_be_found(canary):
    """The traces are those of the address: its owner's own account shows them."""
    client = Client()
    client.force_login(canary)
    assert TRACES[0] in client.get("/compte/").content
    assert filled("/x/<slug:ref>/") == "/x/00000000/"
