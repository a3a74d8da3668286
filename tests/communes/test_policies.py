import pytest

from communes.policies import (
    may_declare_conflict,
    may_end_conflict,
    may_import,
    may_invite_contact,
    may_manage_elections,
)

pytestmark = pytest.mark.django_db
CAST = ("stranger", "camille", "volunteer", "moderator", "coordinator")


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (may_manage_elections, {"coordinator"}),
        (may_import, {"coordinator"}),
        (may_invite_contact, {"moderator", "coordinator"}),
    ],
)
def test_who_may(policy, allowed, request):
    for name in CAST:
        decision = policy(request.getfixturevalue(name))
        assert bool(decision) is (name in allowed), name
        assert bool(decision.reason) is not bool(decision)
    assert not policy(None)


def test_ties_are_declared_by_oneself_or_by_who_manages_roles(request, second_moderator):
    for name in CAST:
        user = request.getfixturevalue(name)
        at_the_desk = name in {"volunteer", "moderator", "coordinator"}
        assert bool(may_declare_conflict(user, user)) is at_the_desk, name
        assert bool(may_declare_conflict(user, second_moderator)) is (name == "coordinator"), name


def test_ties_are_ended_by_a_coordinator_never_one_s_own(request, second_moderator):
    for name in CAST:
        user = request.getfixturevalue(name)
        assert not may_end_conflict(user, user), name
        assert bool(may_end_conflict(user, second_moderator)) is (name == "coordinator"), name
