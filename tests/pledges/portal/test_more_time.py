"""More time to reply: asked once with a reason, decided at the desk, told to both sides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.reading import history_of
from ledger.refusals import NotAllowed
from pledges.actions import assessing, extending
from pledges.history import deadline_in_words
from pledges.models import Extension, OutboxMail
from tests.cast import person
from tests.factories import after_the_deadline, make_assessment, make_extension, make_reply
from tests.ground import of_the_ground


def add(ground):
    ground.moderator = person("Maxence", "moderator")
    ground.assessment = make_assessment(
        "notified", commitment=ground.commitment, by=ground.moderator
    )


moderator = of_the_ground("moderator")
assessment = of_the_ground("assessment")


def url_of(assessment) -> str:
    return f"/espace/evaluations/{assessment.ref}/"


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_asked_decided_and_told(portal, assessment, camille, moderator, second_moderator):
    assert f"{url_of(assessment)}delai/" in page_of(portal, url_of(assessment))
    former = assessment.reply_until
    sent = {"days": "10", "reason": "Le conseil se réunit après.", "send": "1"}
    page = portal.post(f"{url_of(assessment)}delai/", sent, follow=True).content.decode()
    assert "10 more days to reply were asked for" in page
    assert "the deadline stays until it does" in page
    assert "Ask for more time" not in page
    mail = OutboxMail.objects.get(step="ask")
    assert (mail.recipient, sent["reason"] in mail.body) == (moderator, True)

    extension = Extension.objects.get()
    extending.grant(ref=extension.ref, by=second_moderator, version=extension.version)
    assessment.refresh_from_db()
    local = timezone.localtime(assessment.reply_until)
    assert local.date() - timezone.localtime(former).date() == timedelta(days=10)
    assert local.strftime("%H:%M") == "00:00"
    assert assessment.extended_from == former
    assert history_of("assessment", assessment.ref).last().step == "extend"
    page = page_of(portal, url_of(assessment))
    assert f"The deadline was: {deadline_in_words(former)}" in page
    assert deadline_in_words(assessment.reply_until) in page
    calendar = portal.get(f"{url_of(assessment)}echeance.ics").content.decode()
    assert "\r\nSEQUENCE:1\r\n" in calendar
    assert OutboxMail.objects.get(object_kind="extension", step="grant").recipient == camille

    make_reply(assessment, by=camille)
    assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    told = portal.get(f"/api/v1/assessments/{assessment.ref}/").json()
    assert told["extended_from"] is not None
    address = f"/engagements/{assessment.commitment.ref}/"
    public = portal.get(address, follow=True).content.decode()
    assert "asked for more time to reply, and had it" in public


def test_refused_with_its_reason_and_asked_once(portal, assessment, camille, moderator):
    extension = make_extension("refused", assessment=assessment, by=camille)
    page = page_of(portal, url_of(assessment))
    assert "Refused, for this reason:" in page
    former = assessment.reply_until
    assessment.refresh_from_db()
    assert (assessment.reply_until, assessment.extended_from) == (former, None)
    assert extension.state == "refused"
    assert portal.get(f"{url_of(assessment)}delai/").status_code == 302
    sent = {"days": "3", "reason": "Encore.", "send": "1"}
    assert portal.post(f"{url_of(assessment)}delai/", sent).status_code == 403
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("days", ["", "0", "31", "dix", "-4", "99999999999999999999"])
def test_what_is_missing_is_said_and_nothing_is_lost(portal, assessment, days):
    sent = {"days": days, "reason": "Le conseil.", "send": "1"}
    page = portal.post(f"{url_of(assessment)}delai/", sent, follow=True).content.decode()
    assert not Extension.objects.exists()
    assert '<a href="#id_days">' in page
    assert "Le conseil.</textarea>" in page


def test_nothing_moves_after_the_deadline(assessment, camille, second_moderator):
    extension = make_extension(assessment=assessment, by=camille)
    with after_the_deadline(assessment):
        with pytest.raises(NotAllowed):
            extending.grant(ref=extension.ref, by=second_moderator, version=1)
        assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    extension.refresh_from_db()
    assert extension.state == "lapsed"
    assert history_of("extension", extension.ref).last().step == "lapse"


def test_of_another_commune_it_is_not_found(portal, assessment, dominique):
    portal.force_login(dominique)
    assert portal.get(f"{url_of(assessment)}delai/").status_code == 404
    sent = {"days": "3", "reason": "Encore.", "send": "1"}
    assert portal.post(f"{url_of(assessment)}delai/", sent).status_code == 404
    with pytest.raises(NotAllowed):
        extending.ask_for_time(assessment=assessment, by=dominique, days=3, reason="Encore.")


def test_notified_again_it_may_be_asked_again(portal, assessment, camille):
    make_extension("lapsed", assessment=assessment, by=camille)
    assessment.refresh_from_db()
    assessing.notify(ref=assessment.ref, by=assessment.created_by, version=assessment.version)
    assert "Ask for more time" in page_of(portal, url_of(assessment))
    make_extension(assessment=assessment, by=camille)
    assert Extension.objects.count() == 2
