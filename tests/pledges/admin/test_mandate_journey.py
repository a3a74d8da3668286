"""Reports, assessments, evidence, signatures and mails at the desk, by forms and buttons."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pledges.models import Assessment, Evidence, OutboxMail, Signature
from tests.factories.commitments import REASON, make_commitment
from tests.factories.files import a_pdf
from tests.factories.mandate import (
    after_the_deadline,
    make_assessment,
    make_report,
    make_source,
)
from tests.factories.pacts import make_campaign
from tests.factories.people import make_contact
from tests.factories.places import make_list
from tests.factories.signatures import make_signature
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")


def make_ground() -> SimpleNamespace:
    electoral_list = make_list()
    commitment = make_commitment("published", electoral_list=electoral_list)
    return SimpleNamespace(electoral_list=electoral_list, commitment=commitment)


electoral_list = of_the_ground("electoral_list")
commitment = of_the_ground("commitment")


def url(obj, page="change", *args):
    return reverse(f"admin:pledges_{obj._meta.model_name}_{page}", args=[obj.pk, *args])


def add_url(name):
    return reverse(f"admin:pledges_{name}_add")


def take(client, obj, step, **typed):
    answer = client.post(url(obj, "step", step), {"version": obj.version, **typed})
    obj.refresh_from_db()
    return answer


def test_an_assessment_from_draft_to_site(desk, commitment, moderator, second_moderator, typed_in):
    make_contact(commitment.electoral_list.commune)
    source = make_source(commitment)
    client = desk(moderator)
    address = f"{add_url('assessment')}?commitment={commitment.pk}"
    typed = typed_in(client.get(address))
    typed |= {
        "fulfilment": "in_progress",
        "words": "Deux écoles sur dix.",
        "as_of": "2026-06-01",
        "sources": [source.pk],
    }
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["errors"]
    one = Assessment.objects.get()
    assert list(one.sources.all()) == [source]
    take(client, one, "notify")
    assert one.state == "notified"
    assert OutboxMail.objects.filter(step="notify").count() == 1
    assert take(client, one, "publish").status_code == 403
    other = desk(second_moderator)
    assert take(other, one, "publish").status_code == 403, "the commune may still reply"
    with after_the_deadline(one):
        other.force_login(second_moderator)
        assert take(other, one, "publish").status_code == 302
    assert one.state == "published"
    commitment.refresh_from_db()
    assert commitment.progress == "in_progress"


def test_an_assessment_without_source_keeps_what_was_typed(desk, commitment, moderator, typed_in):
    client = desk(moderator)
    address = f"{add_url('assessment')}?commitment={commitment.pk}"
    typed = typed_in(client.get(address))
    typed |= {"fulfilment": "in_progress", "words": "mes mots", "as_of": "demain"}
    answer = client.post(address, typed)
    assert answer.status_code == 200
    assert typed_in(answer)["words"] == ["mes mots"]
    assert not Assessment.objects.exists()


def test_a_stale_assessment_meets_the_three_columns(
    desk, commitment, moderator, second_moderator, typed_in
):
    one = make_assessment(commitment=commitment)
    client = desk(moderator)
    opened = typed_in(client.get(url(one)))
    theirs = desk(second_moderator)
    assert theirs.post(url(one), typed_in(theirs.get(url(one))) | {"words": "Leurs mots."})
    answer = client.post(url(one), opened | {"words": "Mes mots."})
    assert answer.status_code == 409
    assert typed_in(answer)["words"] == ["Mes mots."]
    one.refresh_from_db()
    assert one.words == "Leurs mots."


@pytest.mark.parametrize(
    ("step", "state"), [("publish", "published"), ("return", "returned"), ("decline", "declined")]
)
def test_a_report_is_decided_and_its_author_told(desk, commitment, moderator, step, state):
    report = make_report("submitted", commitment=commitment)
    assert take(desk(moderator), report, step, reason=REASON).status_code == 302
    assert report.state == state
    mail = OutboxMail.objects.get(step=step, object_kind="report")
    assert mail.recipient == report.created_by


def test_a_report_is_never_rewritten(desk, commitment, moderator):
    report = make_report("submitted", commitment=commitment)
    page = desk(moderator).get(url(report)).content.decode()
    assert 'name="words"' not in page
    answer = desk(moderator).post(url(report), {"version": report.version, "words": "Autres."})
    assert answer.status_code == 403
    report.refresh_from_db()
    assert report.words == "Deux écoles sont équipées."


def test_evidence_is_kept_as_it_came_and_only_downloaded(desk, commitment, volunteer, typed_in):
    client = desk(volunteer)
    typed = typed_in(client.get(f"{add_url('evidence')}?commitment={commitment.pk}"))
    typed |= {"kind": "minutes", "title": "Compte rendu", "favourable": "true"}
    page = SimpleUploadedFile("rendu.html", b"<script>alert(1)</script>")
    answer = client.post(add_url("evidence"), typed | {"file": page})
    assert "print this one to PDF" in answer.content.decode()
    assert typed_in(answer)["title"] == ["Compte rendu"]
    upload = SimpleUploadedFile("rendu.pdf", a_pdf(program=True), content_type="text/html")
    answer = client.post(add_url("evidence"), typed | {"file": upload})
    assert "This PDF holds a program" in answer.content.decode()
    sound = a_pdf()
    upload = SimpleUploadedFile("rendu.pdf", sound, content_type="text/html")
    answer = client.post(add_url("evidence"), typed | {"file": upload})
    assert answer.status_code == 302, answer.context["errors"]
    answer = client.get(url(Evidence.objects.get(), "file"))
    assert b"".join(answer.streaming_content) == sound
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("who", ["anonymous", "stranger", "camille"])
def test_evidence_files_stay_inside(desk, commitment, request, who):
    one = make_source(commitment)
    answer = desk(request.getfixturevalue(who)).get(url(one, "file"))
    assert answer.status_code == 302


def test_a_signature_recorded_verified_published(
    desk, volunteer, moderator, electoral_list, typed_in
):
    campaign = make_campaign(electoral_list.election)
    client = desk(volunteer)
    typed = typed_in(client.get(add_url("signature")))
    typed |= {
        "campaign": campaign.pk,
        "electoral_list": electoral_list.pk,
        "signer_name": "Alix Inventé",
        "in_name_of": "list",
        "channel": "email",
    }
    answer = client.post(add_url("signature"), typed | {"signed_on": ""})
    assert "signed_on" in answer.context["adminform"].form.errors
    assert typed_in(answer)["signer_name"] == ["Alix Inventé"]
    assert client.post(add_url("signature"), typed | {"signed_on": "2026-03-10"})
    one = Signature.objects.get()
    assert take(client, one, "verify").status_code == 403
    deciding = desk(moderator)
    take(deciding, one, "verify")
    take(deciding, one, "publish")
    assert one.state == "published"


def test_an_announced_signature_is_received_with_its_date(desk, volunteer, moderator):
    one = make_signature("announced")
    client = desk(volunteer)
    assert take(client, one, "receive").context["form"].errors.keys() == {"signed_on"}
    take(client, one, "receive", signed_on="2026-03-12")
    assert (one.state, one.signed_on.isoformat()) == ("received", "2026-03-12")
    assert take(client, one, "verify").status_code == 403
    take(desk(moderator), one, "verify")
    assert one.state == "verified"
