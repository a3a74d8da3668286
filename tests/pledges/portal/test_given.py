"""A town hall takes away everything it gave: theirs alone, safe in a spreadsheet."""

import csv
import hashlib
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pledges.actions.correcting import propose_correction
from pledges.actions.evidencing import add_evidence
from pledges.actions.keeping import keep_typed
from tests.factories import (
    a_pdf,
    make_assessment,
    make_commitment,
    make_contact,
    make_correction,
    make_list,
    make_reply,
    make_report,
    make_source,
)
from tests.ground import of_the_ground

ADDRESSES = ("/espace/nos-apports.csv", "/espace/nos-apports.json")
FORMULA = '=HYPERLINK("http://example.invalid")'


def rows_of(answer) -> list[dict]:
    text = answer.content.decode()
    if answer.headers["Content-Type"].startswith("text/csv"):
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    return json.loads(text)["given"]


def add(ground):
    """A draft with a file, a sent report, a reply, a correction: ref → what."""
    commitment, camille = ground.commitment, ground.camille
    draft = make_report(commitment=commitment, by=camille, words=FORMULA)
    data = a_pdf()
    evidence = add_evidence(
        by=camille, report=draft, kind="other", title="Note", data=data, name="délibération.pdf"
    )
    sent = make_report("submitted", commitment=commitment, by=camille)
    assessment = make_assessment("notified", commitment=commitment)
    reply = make_reply(assessment, by=camille)
    correction = propose_correction(
        commitment=commitment, by=camille, changes={"title": "Titre proposé"}, reason="Plus clair."
    )
    keep_typed(by=camille, page="/espace/engagements/x/", values={"words": "À moitié"}, why="x")
    make_source(commitment)
    # Proposed by others: theirs, not this town hall's.
    make_correction(commitment=commitment)
    whats = {draft: "report", sent: "report", reply: "reply", correction: "correction"}
    ground.given = {one.ref: what for one, what in whats.items()} | {
        evidence.ref: "evidence",
        "sha256": hashlib.sha256(data).hexdigest(),
    }


given = of_the_ground("given")


@pytest.mark.parametrize("address", ADDRESSES)
def test_all_of_it_and_nothing_else(portal, given, elsewhere, address):
    """The association's sources and another commune's words are not what they gave."""
    other = make_commitment("published", electoral_list=make_list(commune=elsewhere))
    make_report(commitment=other, by=make_contact(elsewhere), words="Ailleurs.")
    answer = portal.get(address)
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = rows_of(answer)
    digest = given.pop("sha256")
    assert {row["ref"]: row["what"] for row in rows if row["ref"]} == given
    (evidence,) = (row for row in rows if row["what"] == "evidence")
    assert evidence["file"] == "délibération.pdf"
    assert evidence["sha256"] == digest
    assert evidence["link"].endswith(f"/espace/preuves/{evidence['ref']}/")
    assert [row["words"] for row in rows if row["what"] == "typed"] == ["words: À moitié"]
    assert "Ailleurs." not in answer.content.decode()


def test_a_formula_does_not_run_in_a_spreadsheet(portal, given):
    words = [row["words"] for row in rows_of(portal.get(ADDRESSES[0]))]
    assert f"'{FORMULA}" in words
    assert not any(one.startswith("=") for one in words)


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_commune_s_contact_gets_their_own(page_client, dominique, given, address):
    page_client.force_login(dominique)
    assert rows_of(page_client.get(address)) == []


def test_the_number_of_queries_does_not_grow(portal, commitment, camille, given):
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            portal.get(ADDRESSES[0])
        counts.append(len(seen))
        for _more in range(2):
            report = make_report(commitment=commitment, by=camille)
            add_evidence(by=camille, report=report, kind="other", title="N", data=a_pdf())
    assert counts[0] == counts[1]
