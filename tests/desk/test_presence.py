"""Two people on one page know of each other, and of a newer version, before they type."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions.presence import forget_presences
from accounts.models import Presence
from tests.client import PageClient
from tests.factories.commitments import make_commitment
from tests.factories.letters import make_letter


def entered(user):
    client = PageClient()
    client.force_login(user)
    return client


def address(commitment, page="change"):
    return reverse(f"admin:pledges_commitment_{page}", args=[commitment.pk])


def test_each_is_named_to_the_other_and_nobody_to_themselves(db, moderator, second_moderator):
    commitment = make_commitment("in_review")
    first, second = entered(moderator), entered(second_moderator)
    assert not first.get(address(commitment)).context["presence"]
    assert not first.get(address(commitment)).context["presence"]
    for page in ("change", "review"):
        said = " ".join(second.get(address(commitment, page)).context["presence"])
        assert moderator.name in said
        assert second_moderator.name not in said
    later = timezone.now() + timedelta(minutes=5)
    with time_machine.travel(later):
        (said,) = second.get(address(commitment)).context["presence"]
        assert moderator.name in said
        assert "5" in said
    with time_machine.travel(later + timedelta(minutes=20)):
        assert not second.get(address(commitment)).context["presence"]


def test_whoever_reads_a_letter_knows_who_else_does(db, volunteer, moderator):
    letter = make_letter()
    page = reverse("admin:letters_letter_reading", args=[letter.pk])
    entered(volunteer).get(page)
    client = entered(moderator)
    answer = client.get(page)
    assert volunteer.name in " ".join(answer.context["presence"])
    assert f'data-presence="{answer.context["presence_url"]}"' in answer.content.decode()
    type(letter).objects.filter(pk=letter.pk).update(version=letter.version + 1)
    assert "newer version" in client.get(answer.context["presence_url"]).json()["words"][0]


def test_a_newer_version_is_told_before_one_types(db, moderator):
    commitment = make_commitment("in_review")
    client = entered(moderator)
    asked = client.get(address(commitment)).context["presence_url"]
    assert client.get(asked).json() == {"words": []}
    type(commitment).objects.filter(pk=commitment.pk).update(version=commitment.version + 1)
    (said,) = client.get(asked).json()["words"]
    assert "newer version" in said
    assert client.post(asked).status_code == 405


def test_outsiders_learn_nothing(db, camille, moderator):
    commitment = make_commitment("in_review")
    entered(moderator).get(address(commitment))
    answer = entered(camille).get(address(commitment, "presence"))
    assert answer.status_code == 302
    assert moderator.name not in answer.content.decode()


def test_one_write_a_minute_at_most_and_forgotten_within_the_hour(db, moderator):
    commitment = make_commitment("in_review")
    client = entered(moderator)
    start = timezone.now()
    for seconds, seen in ((0, 0), (30, 0), (61, 61)):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get(address(commitment))
        moment = Presence.objects.get().seen_on
        assert moment == start + timedelta(seconds=seen)
    assert forget_presences() == 0
    with time_machine.travel(start + timedelta(hours=2)):
        assert forget_presences() == 1
