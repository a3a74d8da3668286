"""A new site says what it needs first, until its first letter is filed."""

import pytest
from django.urls import reverse

from tests.factories import make_campaign, make_letter

pytestmark = pytest.mark.django_db


def steps(client) -> list[bool]:
    return [one.done for one in client.get(reverse("admin:index")).context["beginning"]]


def test_each_step_is_ticked_and_the_list_goes_with_the_first_letter(desk, coordinator):
    client = desk(coordinator)
    assert steps(client) == [False] * 5
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:communes_election_add") in page
    make_campaign()
    assert steps(client) == [True, True, True, False, False]
    make_letter()
    assert steps(client) == []


def test_a_second_person_who_may_publish_is_enough(desk, coordinator, moderator):
    assert steps(desk(coordinator)) == [False, False, False, True, False]


def test_who_cannot_take_these_steps_is_not_told_of_them(desk, moderator, volunteer):
    assert steps(desk(moderator)) == steps(desk(volunteer)) == []
