""" "Still accurate": shown before, recorded by POST alone, all or nothing."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from communes.models import Round
from pledges.models import Attestation
from tests.factories import (
    make_commitment,
    make_commune,
    make_correction,
    make_election,
    make_list,
)

SEVERAL = "/espace/toujours-exact/"


def url_of(commitment) -> str:
    return f"/espace/engagements/{commitment.ref}/toujours-exact/"


@pytest.fixture
def three(electoral_list, commitment):
    others = [make_commitment("published", electoral_list=electoral_list) for _n in range(2)]
    return [commitment, *others]


def test_one_is_attested_after_a_page_that_shows_it(portal, commitment, camille):
    page = portal.get(url_of(commitment)).content.decode()
    assert commitment.title in page
    assert not Attestation.objects.exists()
    portal.post(url_of(commitment))
    assert Attestation.objects.get().attested_by == camille
    words, revision = commitment.title, commitment.revision
    commitment.refresh_from_db()
    assert commitment.verified_on == timezone.localdate()
    assert (commitment.title, commitment.revision, commitment.state) == (
        words,
        revision,
        "published",
    )


def test_only_those_left_ticked_are_attested(portal, three):
    page = portal.get(SEVERAL).content.decode()
    assert all(f'value="{one.ref}" checked' in page for one in three)
    page = portal.post(SEVERAL, {"commitment": [one.ref for one in three[:2]]}, follow=True)
    assert "2 commitments are still accurate" in page.content.decode()
    attested = Attestation.objects.values_list("commitment", flat=True)
    assert sorted(attested) == sorted(one.pk for one in three[:2])


def test_nothing_ticked_records_nothing_and_says_so(portal, three):
    page = portal.post(SEVERAL, follow=True).content.decode()
    assert "tick at least one" in page
    assert not Attestation.objects.exists()


def test_one_of_another_territory_among_them_records_nothing(portal, three, elsewhere):
    theirs = make_commitment(
        "published", electoral_list=make_list(commune=make_commune(elsewhere.code))
    )
    response = portal.post(SEVERAL, {"commitment": [three[0].ref, theirs.ref]})
    assert response.status_code == 404
    assert not Attestation.objects.exists()


def test_not_during_the_silence_of_an_election(portal, three, camille):
    silence = Round.objects.order_by("-date").first()
    with time_machine.travel(silence.freeze_from, tick=False):
        portal.force_login(camille)
        response = portal.post(SEVERAL, {"commitment": [one.ref for one in three]})
    assert response.status_code == 403
    assert "Nothing was changed." in response.content.decode()
    assert not Attestation.objects.exists()


def test_all_or_none_when_one_of_them_is_silent(portal, commitment, saint_denis, camille):
    day = date(2027, 5, 9)
    partial = make_list(election=make_election("partielle", [day]), commune=saint_denis)
    silent = make_commitment("published", electoral_list=partial)
    with time_machine.travel(Round.objects.get(date=day).freeze_from, tick=False):
        portal.force_login(camille)
        response = portal.post(SEVERAL, {"commitment": [commitment.ref, silent.ref]})
        assert response.status_code == 403
        assert not Attestation.objects.exists()
        portal.post(SEVERAL, {"commitment": [commitment.ref]})
        assert Attestation.objects.get().commitment == commitment


def test_a_year_without_news_asks_whether_it_is_still_accurate(portal, commitment, camille):
    later = commitment.published_at.replace(year=commitment.published_at.year + 2)
    assert "Nothing is expected of you today" in portal.get("/espace/").content.decode()
    with time_machine.travel(later, tick=False):
        portal.force_login(camille)
        page = portal.get("/espace/").content.decode()
        assert "1 commitment has had no news for a year." in page
        portal.post(url_of(commitment))
        assert "no news for a year" not in portal.get("/espace/").content.decode()


def test_words_corrected_since_the_page_was_read_are_not_attested(portal, three, moderator):
    corrected = three[1]
    page = portal.get(SEVERAL).content.decode()
    seen = {f"seen-{one.ref}": one.as_read for one in three}
    assert all(f'name="{name}" value="{value}"' in page for name, value in seen.items())
    make_correction("accepted", commitment=corrected, title="Un autre titre")
    sent = {"commitment": [one.ref for one in three], **seen}
    answer = portal.post(SEVERAL, sent)
    assert answer.status_code == 409
    assert "read it again" in answer.content.decode()
    assert not Attestation.objects.exists(), "all of them or none"
    corrected.refresh_from_db()
    portal.post(SEVERAL, sent | {f"seen-{corrected.ref}": corrected.as_read})
    assert Attestation.objects.count() == 3


def test_the_public_reads_the_day(portal, commitment):
    portal.post(url_of(commitment))
    public = portal.get(f"/engagements/{commitment.ref}/", follow=True).content.decode()
    assert "verified" in public.lower()
    told = portal.get(f"/api/v1/commitments/{commitment.ref}/").json()
    assert told["verified_on"] == timezone.localdate().isoformat()
