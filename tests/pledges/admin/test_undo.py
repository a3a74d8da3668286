"""The way back of a decision: one gesture from the message, the page and the review."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry, Undoable
from pledges.models import Commitment, OutboxMail
from tests.cast import person
from tests.client import PageClient
from tests.factories.commitments import make_commitment
from tests.factories.letters import make_letter
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")


def page_of(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def undo_of(obj, version):
    name = f"admin:{obj._meta.label_lower.replace('.', '_')}_undo"
    return f"{reverse(name, args=[obj.pk])}?version={version}"


def make_ground() -> SimpleNamespace:
    """A commitment a moderator has just published from the desk, and the page they then read."""
    moderator, commitment = person("Maxence", "moderator"), make_commitment("in_review")
    client = PageClient()
    client.force_login(moderator)
    step = reverse("admin:pledges_commitment_step", args=[commitment.pk, "publish"])
    answer = client.post(step, {"version": commitment.version, "reason": ""}, follow=True)
    commitment.refresh_from_db()
    assert commitment.state == "published"
    page = answer.content.decode()
    return SimpleNamespace(moderator=moderator, commitment=commitment, page=page)


moderator = of_the_ground("moderator")


@pytest.fixture
def published(ground, desk):
    return ground.commitment, desk(ground.moderator), ground.page


def test_the_message_and_the_page_offer_it_and_it_is_done(published):
    commitment, client, page = published
    address = undo_of(commitment, commitment.version)
    assert page.count(f'action="{address}"') == 2, "in the message and on the page"
    answer = client.post(address, follow=True)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.published_at) == ("in_review", None)
    assert "undid this decision: Publish" in answer.content.decode()
    assert not OutboxMail.objects.filter(step="publish").exclude(state="cancelled").exists()


def test_too_late_the_page_says_so_and_nothing_moves(published):
    commitment, client, _page = published
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        page = client.get(page_of(commitment)).content.decode()
        assert undo_of(commitment, commitment.version) not in page
        assert "It is too late to undo this" in page
        answer = client.post(undo_of(commitment, commitment.version), follow=True)
    assert "It is too late to undo this" in answer.content.decode()
    commitment.refresh_from_db()
    assert commitment.state == "published"


def test_another_moderator_is_told_who_may(published, desk, second_moderator):
    commitment, _client, _page = published
    client = desk(second_moderator)
    assert "may undo it" in client.get(page_of(commitment)).content.decode()
    assert client.post(undo_of(commitment, commitment.version)).status_code == 403
    assert Commitment.objects.get().state == "published"


@pytest.mark.parametrize("who", ["anonymous", "stranger", "camille", "volunteer"])
def test_nobody_else(published, desk, request, who):
    commitment, _client, _page = published
    answer = desk(request.getfixturevalue(who)).post(undo_of(commitment, commitment.version))
    assert answer.status_code == (403 if who == "volunteer" else 302)
    assert Commitment.objects.get().state == "published"
    assert not Entry.objects.filter(step="undo").exists()


def test_by_post_alone_and_with_a_version(published):
    commitment, client, _page = published
    assert client.get(undo_of(commitment, commitment.version)).status_code == 405
    for version in ("", "x", "²", commitment.version - 1):
        client.post(undo_of(commitment, version))
    assert Commitment.objects.get().state == "published"
    assert (
        client.post(undo_of(commitment, 1).replace(f"/{commitment.pk}/", "/0/")).status_code == 404
    )


def test_the_review_that_moves_on_leaves_the_way_back(db, moderator, desk):
    first, following = make_commitment("in_review"), make_commitment("in_review")
    address = reverse("admin:pledges_commitment_decide", args=[first.pk, "publish"])
    answer = desk(moderator).post(address, {"version": first.version}, follow=True)
    assert answer.context["original"] == following
    assert undo_of(first, first.version + 1) in answer.content.decode()


def test_a_letter_set_aside_comes_back(db, moderator, desk):
    letter = make_letter()
    client = desk(moderator)
    step = reverse("admin:letters_letter_step", args=[letter.pk, "set_aside"])
    typed = {"version": letter.version, "reason": "Pas pour nous."}
    assert "undo/" in client.post(step, typed, follow=True).content.decode()
    client.post(undo_of(letter, letter.version + 1))
    letter.refresh_from_db()
    assert letter.state == "received"


def test_what_can_no_longer_be_undone_is_forgotten(published):
    from django.core.management import call_command

    call_command("tick")
    assert Undoable.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        call_command("tick")
    assert not Undoable.objects.exists()
