"""The contradictory phase: read before anyone else, reply word for word until the deadline."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger.reading import history_of
from ledger.refusals import NotAllowed
from pledges.actions import assessing
from pledges.actions.evidencing import add_evidence, remove_evidence
from pledges.history import deadline_in_words
from pledges.models import Evidence, Reply
from pledges.queries.published import public_replies
from tests.factories import (
    a_pdf,
    a_picture,
    after_the_deadline,
    make_assessment,
    make_contact,
    make_reply,
    make_source,
)
from tests.ground import of_the_ground

SIGNED = {"signed_as": "Direction du numérique", "version": "0", "send": "1"}


def add(ground):
    ground.assessment = make_assessment("notified", commitment=ground.commitment)


assessment = of_the_ground("assessment")


def url_of(assessment) -> str:
    return f"/espace/evaluations/{assessment.ref}/"


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_expected_on_the_home_with_its_deadline_in_words(portal, assessment):
    page = page_of(portal, "/espace/")
    assert "Reply to an assessment" in page
    assert deadline_in_words(assessment.reply_until) in page


def test_the_words_to_come_and_their_public_sources_are_read_first(portal, commitment):
    source = make_source(commitment)
    secret = make_source(commitment, public=False)
    type(secret).objects.filter(pk=secret.pk).update(title="Note interne")
    notified = make_assessment("notified", commitment=commitment, sources=[source, secret])
    page = page_of(portal, url_of(notified))
    assert notified.words in page
    assert source.title in page
    assert "Note interne" not in page


def test_a_draft_assessment_is_nobody_s_business_yet(portal, commitment):
    draft = make_assessment("draft", commitment=commitment)
    assert portal.get(url_of(draft)).status_code == 404


def test_a_reply_is_kept_word_for_word_and_can_be_changed(portal, assessment):
    words = "  Non.\n\n   Trois écoles, pas deux."
    sent = SIGNED | {"words": words.replace("\n", "\r\n")}
    page = portal.post(url_of(assessment), sent, follow=True).content.decode()
    assert "recorded word for word" in page
    reply = Reply.objects.get()
    assert (reply.words, reply.signed_as) == (words, "Direction du numérique")
    portal.post(url_of(assessment), SIGNED | {"words": "Trois écoles.", "version": "1"})
    reply.refresh_from_db()
    assert (reply.words, reply.version) == ("Trois écoles.", 2)
    assert "Your reply to an assessment" in page_of(portal, "/espace/")


def test_published_beside_the_assessment(portal, assessment, second_moderator):
    portal.post(url_of(assessment), SIGNED | {"words": "Trois écoles."})
    assert not public_replies().exists()
    assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    assert public_replies().get().words == "Trois écoles."
    assert "The words that are published" in page_of(portal, url_of(assessment))


def test_an_incomplete_reply_is_kept_with_what_is_missing(portal, assessment):
    sent = SIGNED | {"words": "Trois écoles.", "signed_as": " "}
    page = portal.post(url_of(assessment), sent, follow=True).content.decode()
    assert not Reply.objects.exists()
    assert "Trois écoles.</textarea>" in page
    assert '<a href="#id_signed_as">' in page
    assert "Say in whose name you reply." in page_of(portal, url_of(assessment))


def test_a_colleague_replied_first_both_texts_are_shown(portal, assessment, camille):
    make_reply(assessment, by=camille, words="La réponse du collègue.")
    response = portal.post(url_of(assessment), SIGNED | {"words": "Ma réponse."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "La réponse du collègue." in page
    assert "Ma réponse.</textarea>" in page
    assert '<input type="hidden" name="version" value="1"' in page
    assert Reply.objects.get().words == "La réponse du collègue."
    portal.post(url_of(assessment), {"discard": "1"})
    assert "Ma réponse." not in page_of(portal, url_of(assessment))


def test_after_the_deadline_nothing_is_written_and_the_words_can_be_copied(portal, assessment):
    with after_the_deadline(assessment):
        portal.force_login(portal_user := assessment_contact(assessment))
        page = page_of(portal, url_of(assessment))
        assert "The time to reply has passed" in page
        assert '<textarea name="words"' not in page
        response = portal.post(url_of(assessment), SIGNED | {"words": "Trop tard."})
    assert response.status_code == 403
    assert "Trop tard." in response.content.decode()
    assert not Reply.objects.filter(created_by=portal_user).exists()


def assessment_contact(assessment):
    """Its contact, to sign in again: the session of today is over at the deadline."""
    return make_contact(assessment.commitment.electoral_list.commune)


def test_a_reply_to_words_taken_back_since_says_so(portal, assessment, moderator, camille):
    make_reply(assessment, by=camille, words="Sur la première version.")
    author = assessment.created_by
    taken = assessing.take_back(
        ref=assessment.ref, by=author, version=assessment.version, reason="Erreur."
    )
    assert portal.get(url_of(assessment)).status_code == 404
    edited = assessing.edit_assessment(
        ref=taken.ref, version=taken.version, by=author, words="Trois écoles sur dix."
    )
    assessing.notify(ref=edited.ref, by=author, version=edited.version)
    page = page_of(portal, url_of(assessment))
    assert "It answers an earlier wording" in page
    assert "Reply to an assessment" in page_of(portal, "/espace/")


def test_midnight_belongs_to_the_day_that_ends():
    midnight = datetime(2026, 6, 3, 22, tzinfo=UTC)
    assert deadline_in_words(midnight) == (
        "Wednesday 3 June 2026 at midnight, when that day ends (Paris time)"
    )
    assert deadline_in_words(datetime(2026, 12, 1, 16, 30, tzinfo=UTC)) == (
        "Tuesday 1 December 2026 at 17:30 (Paris time)"
    )


def test_the_deadline_goes_into_a_calendar(portal, assessment):
    response = portal.get(f"{url_of(assessment)}echeance.ics")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    until = assessment.reply_until.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    assert f"\r\nDTSTART:{until}\r\n" in text
    assert "\nDESCRIPTION:Installer des logiciels libres" in text.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_summer_time_does_not_move_the_end_of_the_day(portal, commitment, camille):
    with time_machine.travel(datetime(2027, 3, 10, 12, tzinfo=UTC), tick=False):
        assessment = make_assessment("notified", commitment=commitment)
    assert timezone.localtime(assessment.reply_until).strftime("%H:%M") == "00:00"
    assert "at midnight" in deadline_in_words(assessment.reply_until)


def with_a_file(portal, assessment, **more) -> str:
    """Reply with a photograph; the page that answers."""
    photo = SimpleUploadedFile("école.jpg", a_picture())
    sent = SIGNED | {"words": "Trois écoles.", "evidence-0-file": photo} | more
    return portal.post(url_of(assessment), sent, follow=True).content.decode()


def test_a_file_goes_with_the_reply_and_waits_for_it(
    portal, assessment, page_client, second_moderator
):
    page = with_a_file(portal, assessment)
    evidence = Evidence.objects.get(reply__isnull=False)
    assert (evidence.reply.words, evidence.title) == ("Trois écoles.", "école.jpg")
    assert f"/espace/preuves/{evidence.ref}/retirer/" in page
    own = portal.get(f"/espace/preuves/{evidence.ref}/")
    assert b"".join(own.streaming_content).startswith(b"\xff\xd8\xff")
    snapshot = history_of("reply", evidence.reply.ref).last().snapshot
    assert snapshot["evidence"] == [evidence.ref]

    portal.logout()
    public, api = f"/preuves/{evidence.ref}/", f"/api/v1/evidence/{evidence.ref}/"
    assert page_client.get(public).status_code == page_client.get(api).status_code == 404
    assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    address = f"/engagements/{assessment.commitment.ref}/"
    page = page_client.get(address, follow=True).content.decode()
    assert page.count(public) == 1
    assert page.index("Trois écoles.") < page.index(public)
    shown = page_client.get(public)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert page_client.get(api).json()["reply"] == evidence.reply.ref
    told = page_client.get(f"/api/v1/replies/{evidence.reply.ref}/").json()
    assert told["evidence"] == [evidence.ref]
    changes = page_client.get("/api/v1/changes/?since=0&limit=1000").json()["results"]
    assert ("evidence", evidence.ref) in {(one["resource"], one["ref"]) for one in changes}


def test_a_bad_file_never_costs_the_reply(portal, assessment):
    page = with_a_file(
        portal,
        assessment,
        **{
            "evidence-1-file": SimpleUploadedFile("delib.pdf", a_pdf(program=True)),
            "evidence-1-title": "Délibération",
        },
    )
    reply = Reply.objects.get()
    assert [one.title for one in reply.evidence.all()] == ["école.jpg"]
    assert "Your words are recorded" in page
    assert "holds a program" in page
    assert '<a href="#id_evidence-1-file">' in page
    assert 'value="Délibération"' in page
    sent = SIGNED | {"words": "Trois écoles.", "version": str(reply.version)}
    again = portal.post(url_of(assessment), sent, follow=True).content.decode()
    assert "recorded word for word" in again


def test_a_file_is_taken_back_until_the_deadline(
    portal, assessment, django_capture_on_commit_callbacks
):
    with_a_file(portal, assessment)
    evidence = Evidence.objects.get(reply__isnull=False)
    url = f"/espace/preuves/{evidence.ref}/retirer/"
    assert "It leaves your reply" in page_of(portal, url)
    with django_capture_on_commit_callbacks(execute=True):
        answer = portal.post(url)
    assert answer.headers["Location"] == url_of(assessment)
    assert not Evidence.objects.filter(pk=evidence.pk).exists()
    assert not evidence.file.storage.exists(evidence.file.name)
    assert "evidence" not in history_of("reply", Reply.objects.get().ref).last().snapshot


def test_after_the_deadline_files_stay_as_they_are(portal, assessment, camille):
    with_a_file(portal, assessment)
    reply, evidence = Reply.objects.get(), Evidence.objects.get(reply__isnull=False)
    with after_the_deadline(assessment):
        with pytest.raises(NotAllowed):
            remove_evidence(evidence=evidence, by=camille)
        with pytest.raises(NotAllowed):
            add_evidence(by=camille, reply=reply, kind="other", title="x", url="https://a.example")
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_files_of_a_reply_are_nobody_else_s(portal, assessment, dominique):
    with_a_file(portal, assessment)
    evidence = Evidence.objects.get(reply__isnull=False)
    portal.force_login(dominique)
    for address in ("", "retirer/"):
        assert portal.get(f"/espace/preuves/{evidence.ref}/{address}").status_code == 404
    with pytest.raises(NotAllowed):
        remove_evidence(evidence=evidence, by=dominique)
