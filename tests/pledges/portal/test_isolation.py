"""Every reference and file of a commune, tried at every address by another commune's contact.

Addresses come from the URLconf, references from the database: a new kind of row or a new address is
tried without a line here. An answer must be the one an unknown reference gets, byte for byte, but
for the reference itself and the form's token.
"""

import re

import pytest
from django.apps import apps
from django.urls import get_resolver

from ledger.models import Entry
from pledges.actions.evidencing import add_evidence
from tests.client import sweeping
from tests.factories import (
    a_pdf,
    make_assessment,
    make_commitment,
    make_contact,
    make_correction,
    make_letter,
    make_list,
    make_public_text,
    make_report,
    make_signature,
)
from tests.factories.mandate import make_extension, make_reply

pytestmark = pytest.mark.once

UNKNOWN = "zzzzzzzz"
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')
REF = re.compile(r"\(\?P<ref>[^)]*\)")
# What a contact might post: nothing, one button or another, and a whole form.
BUTTONS = ("send", "discard", "save", "confirm", "attest", "upload", "remove", "cancel")
WHOLE = {"version": "1", "words": "x", "title": "x", "reason": "x", "signed_as": "x", "send": "1"}
POSTED = ({}, WHOLE, WHOLE | {"declared": "kept", "as_of": "2026-04-01"}) + tuple(
    {"version": "1", one: "1"} for one in BUTTONS
)

TRIES = {
    "read": [("get", {}), ("head", {}), *(("post", data) for data in POSTED[:4])],
    "post": [("post", data) for data in POSTED[4:]],
}


def routes() -> list[str]:
    """Addresses of the portal that take a reference, REF in its place."""
    portal = next(
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "portal"
    )
    patterns = [REF.sub("REF", str(one.pattern)).strip("^$") for one in portal.url_patterns]
    return ["/espace/" + one.replace("\\", "") for one in patterns if "REF" in one]


def references() -> set[str]:
    """Every reference there is in the database, whatever it names."""
    found = set()
    for model in apps.get_models():
        if any(field.name == "ref" for field in model._meta.fields):
            found |= set(model._base_manager.values_list("ref", flat=True))
    return found


@pytest.fixture
def theirs(elsewhere):
    """All there is of the other commune, in every state a contact meets."""
    before = references()
    contact = make_contact(elsewhere)
    electoral_list = make_list(commune=elsewhere)
    for states in (("draft", "submitted", "returned", "published"), ("draft",)):
        commitment = make_commitment("published", electoral_list=electoral_list)
        reports = [make_report(one, commitment=commitment, by=contact) for one in states]
        add_evidence(
            by=contact, report=reports[0], kind="other", title="Note secrète", data=a_pdf()
        )
        make_correction(commitment=commitment, by=contact)
    make_commitment("draft", electoral_list=electoral_list)
    make_signature("verified", electoral_list=electoral_list)
    make_public_text("proposed", letter=make_letter(electoral_list))
    assessment = make_assessment("notified", commitment=commitment)
    make_extension(assessment=assessment, by=contact)
    make_reply(assessment, by=contact)
    return sorted(references() - before)


def answered(client, method, route, ref, data) -> tuple:
    answer = getattr(client, method)(route.replace("REF", ref), data)
    content = TOKEN.sub(rb"\1", answer.getvalue()).replace(ref.encode(), UNKNOWN.encode())
    return answer.status_code, answer.headers.get("Location"), content


# Over 5,000 attempts between the two: this is the test’s size, not its waste.
@pytest.mark.parametrize("tries", TRIES)
def test_nothing_of_a_commune_is_told_to_another(commitment, camille, theirs, tries):
    moved, attempts, told = Entry.objects.count(), 0, []
    with sweeping() as entered:
        client = entered(camille)
        for route in routes():
            for method, data in TRIES[tries]:
                nothing = answered(client, method, route, UNKNOWN, data)
                assert nothing[0] in (404, 405), route
                for ref in theirs:
                    attempts += 1
                    if answered(client, method, route, ref, data) != nothing:
                        told.append((method, route, ref, data))
    assert told == []
    assert attempts == len(routes()) * len(theirs) * len(TRIES[tries])
    assert len(routes()) * len(theirs) * sum(map(len, TRIES.values())) >= 5000
    assert Entry.objects.count() == moved


def test_the_same_addresses_answer_their_owner(client, commitment, camille):
    """A refusal is no accident of the addresses: what is one's own is shown."""
    client.force_login(camille)
    followed = next(one for one in routes() if one == "/espace/engagements/REF/")
    assert client.get(followed.replace("REF", commitment.ref)).status_code == 200
