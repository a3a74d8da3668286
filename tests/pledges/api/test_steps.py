"""Steps over the API: the same refusals as at the desk, each under its own status."""

import copy

import pytest

from accounts.policies import may_enter_desk
from pledges.actions._apply import MODELS
from pledges.api.steps import KINDS, RESOURCE_OF, offers, table_of
from pledges.models import Commitment
from pledges.queries import access
from tests.factories import (
    kind_of,
    make_assessment,
    make_commitment,
    make_correction,
    make_extension,
    make_letter,
    make_list,
    make_public_text,
    make_report,
    make_signature,
    make_solicitation,
    standing,
)
from tests.factories.commitments import COMMITMENT_STATES, CORRECTION_STATES
from tests.factories.letters import LETTER_STATES
from tests.factories.mandate import ASSESSMENT_STATES, REPORT_STATES
from tests.ground import made_once
from tests.pledges.api.caller import Caller, address_of, tokens_read_once
from tests.pledges.api.conftest import checked_problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_waiting_once")]
EXTENSION_STATES = ("requested", "granted", "refused", "lapsed")
# Shown with the sentence that says what takes them.
NOT_BY_HAND = {("extension", "lapse"), ("assessment", "supersede")}
CAST = ["anonymous", "stranger", "camille", "dominique", "volunteer", "moderator", "coordinator"]


@pytest.fixture(scope="module")
def _waiting_once(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker, lambda: make_commitment("in_review")) as made:
        yield made


@pytest.fixture
def waiting(_waiting_once) -> Commitment:
    """A commitment in review, of people who are not in the cast."""
    return copy.deepcopy(_waiting_once)


def test_a_moderator_publishes(waiting, moderator):
    caller = Caller(moderator)
    before = caller.get(address_of(waiting))
    assert before.headers["ETag"] == f'"v{waiting.version}"'
    assert "no-store" in before.headers["Cache-Control"]
    answer = caller.step(waiting, "publish")
    body = answer.json()
    assert answer.status_code == 200, body
    waiting.refresh_from_db()
    assert (waiting.state, waiting.state_by) == ("published", moderator)
    assert (body["state"], body["version"]) == ("published", waiting.version)
    assert answer.headers["ETag"] == f'"v{waiting.version}"'
    assert body == caller.get(address_of(waiting)).json()


def test_the_steps_say_what_they_need_and_why_not(waiting, volunteer, moderator):
    named = {one["name"]: one for one in Caller(moderator).get(address_of(waiting)).json()["steps"]}
    assert set(named) == {"return", "publish", "drop"}
    assert named["publish"]["allowed"]
    assert named["return"]["needs"] == ["reason"]
    for one in Caller(volunteer).get(address_of(waiting)).json()["steps"]:
        assert not one["allowed"]
        assert one["why_not"]


@pytest.mark.parametrize("seen", [None, "", "*"])
def test_without_the_version_seen_nothing_moves(waiting, moderator, seen):
    before = standing(waiting)
    checked_problem(Caller(moderator).step(waiting, "publish", seen=seen), 428)
    assert standing(waiting) == before


@pytest.mark.parametrize("seen", ['"v1"', 'W/"v2"', '"2"', "v2", '"v99"', '"vé"', '"v" , "x"'])
def test_a_stale_version_is_412(waiting, moderator, seen):
    assert waiting.version == 2
    before = standing(waiting)
    checked_problem(Caller(moderator).step(waiting, "publish", seen=seen), 412)
    assert standing(waiting) == before


def test_one_of_several_tags_is_enough(waiting, moderator):
    assert Caller(moderator).step(waiting, "publish", seen='"v1", "v2"').status_code == 200


def test_a_step_from_another_state_is_409(waiting, moderator, coordinator):
    before = standing(waiting)
    checked_problem(Caller(coordinator).step(waiting, "withdraw", reason="Voilà."), 409)
    assert standing(waiting) == before


def test_a_step_that_does_not_exist_is_404(waiting, moderator):
    for step in ("explode", "supersede", "skip"):
        checked_problem(Caller(moderator).step(waiting, step), 404)


def test_a_missing_reason_is_named(waiting, moderator):
    before = standing(waiting)
    for reason in ("", "   "):
        body = checked_problem(Caller(moderator).step(waiting, "return", reason=reason), 400)
        assert [one["field"] for one in body["errors"]] == ["reason"]
    assert standing(waiting) == before


@pytest.mark.parametrize(
    "body",
    [
        {"raison": "Voilà."},
        {"reason": "a\x00b"},
        {"reason": ["Voilà."]},
        {"reason": "\ud800"},
        {"reason": "x" * 10_001},
        {"reason": "Voilà.", "signed_on": "2026-03-09"},
        {"\ud800": 1},
        ["reason"],
        "reason",
        7,
    ],
)
def test_a_body_that_cannot_be_used_is_400(waiting, moderator, body):
    before = standing(waiting)
    checked_problem(Caller(moderator).step(waiting, "return", body=body), 400)
    assert standing(waiting) == before


def test_four_eyes_hold_on_this_door_too(moderator):
    own = make_commitment("in_review", by=moderator)
    before = standing(own)
    checked_problem(Caller(moderator).step(own, "publish"), 403)
    assert standing(own) == before


def test_what_a_step_is_given_arrives(volunteer):
    signature = make_signature("announced")
    body = checked_problem(Caller(volunteer).step(signature, "receive"), 400)
    assert [one["field"] for one in body["errors"]] == ["signed_on"]
    answer = Caller(volunteer).step(signature, "receive", signed_on="2026-03-09")
    assert answer.json()["state"] == "received"


def test_a_list_is_contacted_as_at_the_desk_on_a_day_and_by_a_channel(moderator):
    solicitation = make_solicitation()
    caller = Caller(moderator)
    offered = caller.get(address_of(solicitation)).json()["steps"]
    takes = {one["name"]: one["takes"] for one in offered}
    assert (takes["contact"], takes["skip"]) == (["channel", "contacted_on"], [])
    before = standing(solicitation)
    for odd in ({"channel": "pigeon"}, {"contacted_on": "2999-01-01"}):
        body = checked_problem(caller.step(solicitation, "contact", **odd), 400)
        assert [one["field"] for one in body["errors"]] == list(odd)
    refused = caller.step(solicitation, "skip", reason="Voilà.", channel="post")
    checked_problem(refused, 400)
    assert standing(solicitation) == before
    given = {"channel": "post", "contacted_on": "2026-02-02"}
    assert caller.step(solicitation, "contact", **given).json()["state"] == "contacted"
    solicitation.refresh_from_db()
    assert (solicitation.channel, str(solicitation.contacted_on)) == tuple(given.values())


def test_a_read_token_takes_no_step_and_sees_no_step(waiting, moderator):
    caller = Caller(moderator, scope="read")
    checked_problem(caller.get(address_of(waiting)), 403)
    before = standing(waiting)
    checked_problem(caller.step(waiting, "publish"), 403)
    assert standing(waiting) == before


def everything(commune) -> list:
    """One object of each kind in each state, of a list of `commune`."""
    one = make_list(commune=commune)
    published = make_commitment("published", electoral_list=one)
    return [
        *(make_commitment(state, electoral_list=one) for state in COMMITMENT_STATES),
        *(make_correction(state, commitment=published) for state in CORRECTION_STATES),
        *(make_report(state, commitment=published) for state in REPORT_STATES),
        *(make_assessment(state, commitment=published) for state in ASSESSMENT_STATES),
        *(
            make_extension(state, assessment=make_assessment("notified", commitment=published))
            for state in EXTENSION_STATES
        ),
        *(make_signature(state, electoral_list=one) for state in ("announced", "published")),
        make_solicitation("to_contact", electoral_list=one),
        *(make_letter(one, state=state) for state in LETTER_STATES),
        *(make_public_text(state, letter=make_letter(one)) for state in ("private", "public")),
    ]


@pytest.mark.once
def test_every_object_step_and_person(request, saint_denis):
    """The matrix: who sees, what the table and the policies say, and what the API answers."""
    objects = everything(saint_denis)
    assert {kind_of(obj) for obj in objects} == set(KINDS.values())
    # Merges are decided at the desk alone, where all that moves is shown first; so is the
    # withholding of a reply, where two people read it.
    assert set(MODELS) - set(KINDS.values()) == {
        "merge",
        "access_request",
        "mandate_change",
        "reply",
    }
    callers = {}
    for name in CAST:
        user = request.getfixturevalue(name)
        callers[name] = (user, Caller(user))
    cells = 0
    with tokens_read_once():
        for obj in objects:
            obj.refresh_from_db()
            before = standing(obj)
            for name, (user, caller) in callers.items():
                cells += _one_person(obj, name, user, caller)
            assert standing(obj) == before
    assert cells > 1500


def _one_person(obj, name: str, user, caller: Caller) -> int:
    kind = kind_of(obj)
    seen = user is not None and access.found(
        kind, obj.ref, user, of_desk=bool(may_enter_desk(user))
    )
    expected = 401 if user is None else 200 if seen else 404
    assert caller.get(address_of(obj)).status_code == expected, (name, kind, obj.state)
    allowed = {o.step.name: bool(o.decision) for o in offers(kind, obj, user)} if seen else {}
    cells = 1
    for step in table_of(kind):
        # A stale version: whoever may do everything else is stopped by it, so that nothing moves.
        status = caller.step(obj, step.name, seen='"v999999"').status_code
        assert status == (412 if seen else expected), (name, kind, obj.state, step.name)
        cells += 1
        if not seen or allowed.get(step.name):
            continue
        status = caller.step(obj, step.name, reason="Voilà.").status_code
        refused = step.name in allowed and (kind, step.name) not in NOT_BY_HAND
        assert status == (403 if refused else 409), (name, kind, obj.state, step.name)
        cells += 1
    return cells


@pytest.mark.parametrize("resource", KINDS)
@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_no_other_method_touches_steps(resource, method, moderator):
    caller = Caller(moderator)
    for path in ("steps/", "steps/publish/"):
        answer = getattr(caller, method)(f"/api/v1/{resource}/abcdefgh/{path}")
        assert answer.status_code == 405


def test_what_is_of_another_town_is_like_what_never_was(saint_denis, elsewhere, camille):
    objects = [
        make_report(
            "submitted",
            commitment=make_commitment("published", electoral_list=make_list(commune=elsewhere)),
        ),
        make_commitment("in_review", electoral_list=make_list(commune=saint_denis)),
    ]
    for obj in objects:
        resource = RESOURCE_OF[kind_of(obj)]
        there = Caller(camille).get(address_of(obj))
        never = Caller(camille).get(f"/api/v1/{resource}/00000000/steps/")
        assert there.status_code == never.status_code == 404
        assert there.content == never.content
