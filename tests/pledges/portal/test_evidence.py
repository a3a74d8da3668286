"""Files of a report: removed while it is a draft, handed to everyone once it is published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ledger.reading import history_of
from pledges.actions import reporting
from pledges.actions.evidencing import add_evidence
from pledges.models import Evidence
from tests.factories import a_pdf, a_picture, make_assessment, make_report


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def report(commitment, camille):
    return make_report(commitment=commitment, by=camille)


@pytest.fixture
def evidence(report, camille):
    return add_evidence(
        by=camille, report=report, kind="photo", title="Photo", data=a_picture(), name="école.jpg"
    )


def test_evidence_leaves_a_draft_after_a_confirmation(
    portal, report, evidence, django_capture_on_commit_callbacks
):
    url = f"/espace/preuves/{evidence.ref}/retirer/"
    assert url in page_of(portal, f"/espace/points-d-etape/{report.ref}/")
    assert "Remove this evidence?" in page_of(portal, url)
    assert Evidence.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = portal.post(url)
    assert answer.headers["Location"] == f"/espace/points-d-etape/{report.ref}/"
    assert not Evidence.objects.exists()
    assert not evidence.file.storage.exists(evidence.file.name)
    assert [entry.step for entry in history_of("evidence", evidence.ref)] == ["add", "remove"]
    assert portal.get(url).status_code == 404


def test_what_was_sent_keeps_its_evidence(portal, report, evidence, camille):
    reporting.submit(ref=report.ref, by=camille, version=report.version)
    assert portal.post(f"/espace/preuves/{evidence.ref}/retirer/").status_code == 404
    assert Evidence.objects.count() == 1


def test_what_an_assessment_rests_on_is_not_removed(portal, report, evidence):
    make_assessment(commitment=report.commitment, sources=[evidence])
    answer = portal.post(f"/espace/preuves/{evidence.ref}/retirer/")
    assert answer.status_code == 403
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_a_file_is_everyone_s_once_its_report_is_published(
    page_client, report, evidence, camille, moderator
):
    url = f"/preuves/{evidence.ref}/"
    unknown = page_client.get("/preuves/zzzzzzzz/")
    hidden = page_client.get(url)
    assert hidden.status_code == unknown.status_code == 404
    there = hidden.content.replace(evidence.ref.encode(), b"zzzzzzzz")
    assert there == unknown.content
    report = reporting.submit(ref=report.ref, by=camille, version=report.version)
    reporting.publish(ref=report.ref, by=moderator, version=report.version)
    shown = page_client.get(url)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    page = page_client.get(f"/engagements/{report.commitment.ref}/", follow=True)
    assert url in page.content.decode()
    told = page_client.get(f"/api/v1/evidence/{evidence.ref}/").json()
    assert told["file"].endswith(url)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("delib.pdf", a_pdf(program=True), "holds a program"),
        ("delib.docm", b"PK\x03\x04...", "export this one to PDF"),
        ("delib.svg", b"<svg onload='alert(1)'/>", "print this one to PDF"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic....", "export it to JPEG"),
    ],
)
def test_what_cannot_be_kept_says_what_to_do(portal, report, name, data, said):
    sent = {"version": "1", "save": "1", "words": report.words, "declared": report.declared}
    sent |= {"as_of": report.as_of.isoformat(), "evidence-0-file": SimpleUploadedFile(name, data)}
    page = portal.post(f"/espace/points-d-etape/{report.ref}/", sent, follow=True).content.decode()
    assert said in page
    assert "<title>To complete – " in page
    assert not Evidence.objects.exists()
