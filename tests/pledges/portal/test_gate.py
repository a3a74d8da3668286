"""Who enters, and what they see of others: nothing, in the same words as for what is not there."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver

from pledges.actions.evidencing import add_evidence
from pledges.models import Attestation, Correction, Reply, Report
from tests.client import sweeping
from tests.factories import (
    a_pdf,
    a_picture,
    make_assessment,
    make_commitment,
    make_commune,
    make_contact,
    make_list,
    make_report,
    somebody,
    standing,
)
from tests.ground import of_the_ground

UNKNOWN = "zzzzzzzz"
# Open by design: their address is signed or secret, and is the key.
KEYS = ("/espace/desabonnement/<str:token>/", "/espace/agenda/<str:secret>.ics")
# For whoever signed in.
MAILS = "/espace/courriels/"


def routes() -> list[str]:
    """Every address of the portal, with REF where a reference goes; read from the URLconf."""
    found = next(
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.namespace == "portal"
    )
    patterns = [str(one.pattern) for one in found.url_patterns]
    return [
        "/espace/"
        + one.replace(r"(?P<ref>[0-9a-hjkmnp-tv-z]{8})", "REF").strip("^$").replace("\\", "")
        for one in patterns
    ]


def add(ground):
    """Everything there is about another commune: reference → object."""
    commune = make_commune("01053", "Bourg-en-Bresse")
    commitment = make_commitment("published", electoral_list=make_list(commune=commune))
    contact = make_contact(commune)
    report = make_report(commitment=commitment, by=contact)
    evidence = add_evidence(by=contact, report=report, kind="other", title="Note", data=a_pdf())
    sent = make_report("submitted", commitment=commitment, by=contact)
    assessment = make_assessment("notified", commitment=commitment)
    theirs = (commitment, report, sent, evidence, assessment)
    ground.theirs = {one.ref: one for one in theirs}


theirs = of_the_ground("theirs")


def test_there_are_as_many_routes_as_tried():
    assert len(routes()) == 21
    assert all(
        UNKNOWN in one for one in [r.replace("REF", UNKNOWN) for r in routes() if "REF" in r]
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in(page_client, commitment, method):
    for route in (one for one in routes() if one not in KEYS):
        url = route.replace("REF", commitment.ref)
        response = getattr(page_client, method)(url)
        assert response.status_code in (302, 405), url
        if response.status_code == 302:
            assert response.headers["Location"] == f"/compte/connexion/?next={url}"


@pytest.mark.parametrize("who", ["stranger", "volunteer", "moderator", "coordinator"])
def test_who_is_no_contact_is_told_what_to_do(request, page_client, commitment, who):
    page_client.force_login(request.getfixturevalue(who))
    for route in (one for one in routes() if one not in (*KEYS, MAILS)):
        for ref in (commitment.ref, UNKNOWN):
            response = page_client.get(route.replace("REF", ref))
            assert response.status_code == 403
            assert "This space is for town halls" in response.content.decode()


def test_a_contact_whose_time_is_over_is_told_so(page_client, saint_denis, commitment):
    past = make_contact(saint_denis, user=somebody("contact"), end=date(2021, 1, 1))
    page_client.force_login(past)
    response = page_client.get(f"/espace/engagements/{commitment.ref}/")
    assert response.status_code == 403
    assert "speaks for no territory today" in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_another_commune_is_read_or_moved(camille, commitment, theirs, typed, method):
    before = {ref: standing(one) for ref, one in theirs.items() if hasattr(one, "version")}
    everything = (Report, Reply, Correction, Attestation)
    counts = [model.objects.count() for model in everything]
    typed = typed | {"version": "1", "send": "1", "title": "x", "reason": "x", "signed_as": "x"}
    with sweeping() as entered:
        ask = getattr(entered(camille), method)
        for route in (one for one in routes() if "REF" in one):
            for data in ({}, typed, {"discard": "1"}):
                nothing = ask(route.replace("REF", UNKNOWN), data)
                for ref in theirs:
                    answer = ask(route.replace("REF", ref), data)
                    assert answer.status_code == nothing.status_code
                    assert answer.status_code in (404, 405), route
                    there = answer.content.replace(ref.encode(), UNKNOWN.encode())
                    assert _same(there) == _same(nothing.content), route
    assert before == {ref: standing(one) for ref, one in theirs.items() if ref in before}
    assert counts == [model.objects.count() for model in everything]


def _same(content: bytes) -> str:
    """A page without its form token, which differs on each."""
    lines = content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_nothing_of_another_commune_is_on_the_home(portal, commitment, theirs):
    page = portal.get("/espace/").content.decode()
    assert commitment.ref in page
    assert not [ref for ref in theirs if ref in page]


def test_a_commune_s_contact_does_not_speak_for_its_intercommunality(
    portal, commitment, electoral_list, plaine_commune
):
    shared = make_commitment(
        "published",
        electoral_list=electoral_list,
        level="intercommunality",
        intercommunality=plaine_commune,
    )
    assert portal.get(f"/espace/engagements/{shared.ref}/").status_code == 404
    both = make_contact(plaine_commune, user=somebody("contact"))
    portal.force_login(both)
    assert portal.get(f"/espace/engagements/{shared.ref}/").status_code == 200
    assert portal.get(f"/espace/engagements/{commitment.ref}/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "dropped"])
def test_what_is_not_published_is_not_there(portal, electoral_list, state):
    one = make_commitment(state, electoral_list=electoral_list)
    assert portal.get(f"/espace/engagements/{one.ref}/").status_code == 404


def test_pages_are_kept_by_no_cache(portal, commitment):
    for url in ("/espace/", f"/espace/engagements/{commitment.ref}/"):
        assert "no-store" in portal.get(url).headers["Cache-Control"]


def test_files_are_saved_and_never_opened_in_the_page(portal, commitment, camille):
    report = make_report(commitment=commitment, by=camille)
    data = a_picture("PNG")
    evidence = add_evidence(
        by=camille, report=report, kind="other", title="Photo", data=data, name='é"\r\nx.html'
    )
    response = portal.get(f"/espace/preuves/{evidence.ref}/")
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_is_none_of_ours_is_only_bytes(portal, commitment, camille):
    report = make_report(commitment=commitment, by=camille)
    evidence = add_evidence(by=camille, report=report, kind="other", title="x", data=a_pdf())
    evidence.file.save("", ContentFile(b"<html>"))
    response = portal.get(f"/espace/preuves/{evidence.ref}/")
    assert b"".join(response.streaming_content) == b"<html>"
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_evidence_by_link_has_no_file(portal, commitment, camille):
    report = make_report(commitment=commitment, by=camille)
    link = add_evidence(by=camille, report=report, kind="other", title="x", url="https://a.example")
    assert portal.get(f"/espace/preuves/{link.ref}/").status_code == 404
