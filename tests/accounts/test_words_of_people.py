"""People and their invitations are found by words of names and addresses, through an index."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.queries import invitations_for, of_people, people, with_role
from accounts.searching import rows_with, words_in

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[2000, 0, -1])
def common(request, monkeypatch):
    """Words of more rows than that are common: none, those that some row holds, all."""
    monkeypatch.setattr("accounts.searching.COMMON", request.param)


@pytest.fixture
def zoe(coordinator):
    user = User.objects.create_user(email="z.real@ville-du-lac.example", name="Zoé Réal")
    later = timezone.now() + timedelta(days=3)
    Invitation.objects.create(user=user, expires_on=later, created_by=coordinator)
    return user


def found(typed: str) -> list[User]:
    return list(rows_with(people(), "search_words", words_in(typed)))


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("zoe", True),
        ("RÉAL zoé", True),
        ("z.real@ville", True),
        ("ville-du-lac", True),
        ("eal", False),
        ("zoe introuvable", False),
        ("' OR 1=1 --", False),
    ],
)
def test_a_person_is_found_by_words(zoe, typed, matches, common):
    assert (zoe in found(typed)) is matches
    invited = of_people(Invitation.objects.all(), words_in(typed))
    assert (zoe.invitation in invited) is matches


def test_the_index_of_people_follows_what_is_written(zoe):
    """Fails when a migration made the table anew and lost the triggers that keep the index."""
    zoe.email = "zoe@charrette.example"
    # As allauth does when somebody changes address.
    zoe.save(update_fields=["email"])
    assert zoe not in found("ville-du-lac")
    assert found("charrette") == [zoe]
    zoe.name = "Brouette"
    zoe.save()
    assert found("zoe reel") == []
    assert found("brouette") == [zoe]


def test_who_holds_a_role_is_found_whether_few_or_many(camille, moderator, common):
    assert list(with_role(people(), "contact")) == [camille]
    assert camille not in with_role(people(), "moderator")


def test_a_moderator_handles_the_invitations_of_contacts_alone(zoe, camille, moderator):
    later = timezone.now() + timedelta(days=3)
    for user in (camille, moderator):
        Invitation.objects.create(user=user, expires_on=later)
    assert [one.user for one in invitations_for(moderator)] == [camille]


def test_a_contact_who_is_more_is_not_a_moderator_s_to_handle(camille, moderator, volunteer):
    Invitation.objects.create(user=camille, expires_on=timezone.now())
    camille.groups.add(*volunteer.groups.all())
    assert not invitations_for(moderator)
