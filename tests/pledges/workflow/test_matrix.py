"""Everyone × every step × every state of every workflow, against a table written by hand.

Each refusal proves that nothing changed: neither the row, nor the ledger, nor the outbox.
"""

import pytest
import time_machine

from accounts.models import User
from ledger.reading import history_of
from ledger.refusals import Refusal
from letters.workflow import LETTER, TEXT
from pledges.actions.perform import perform
from pledges.models import OutboxMail
from pledges.workflow.table import TABLES
from tests.factories import standing
from tests.factories.commitments import REASON
from tests.pledges.workflow import who_may, worlds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("common_ground")]
CELLS = [(kind, state) for kind, states in who_may.STATES.items() for state in states.split()]
CODE = {"letter": LETTER, "letter_text": TEXT} | TABLES


@pytest.fixture(autouse=True)
def _before_the_election():
    with time_machine.travel(worlds.BEFORE, tick=False):
        yield


def attempt(world, name, step, *, version=None, reason=REASON, given=worlds.GIVEN):
    """What becomes of `step` tried by `name`: "moves", or the name of the refusal; put back after.

    Asserts on the way that a refusal left everything as it stood.
    """
    try:
        perform(
            kind=world.kind,
            step=step,
            ref=world.obj.ref,
            by=world.people[name],
            version=world.obj.version if version is None else version,
            reason=reason,
            given=given,
        )
    except Refusal as refusal:
        moved = f"{name} {step}: refused, and yet something moved"
        assert standing(world.obj) == world.stands, moved
        return type(refusal).__name__ if refusal.reason else "a refusal without its reason"
    _assert_written(world, name, step)
    world.put_back()
    return "moves"


def _assert_written(world, name, step) -> None:
    """One version more, the state of the table, and exactly one entry that says who and what."""
    row_before, _entries, mails = world.stands
    row, _entries, mails_after = standing(world.obj)
    person = world.people[name]
    _sources, target, _who = who_may.STEPS[world.kind][step]
    assert (row["version"], row["state"]) == (row_before["version"] + 1, target)
    assert row["state_by_id"] == row["changed_by_id"] == person.pk
    [entry] = history_of(world.kind, world.obj.ref).filter(version__gt=row_before["version"])
    assert (entry.version, entry.step, entry.actor_ref) == (row["version"], step, person.ref)
    assert (entry.from_state, entry.to_state) == (row_before["state"], target)
    assert entry.role in person.role_names
    assert mails_after - mails == len(_told(world, step))
    assert {mail.to for mail in OutboxMail.objects.all()} == _told(world, step)


def _told(world, step) -> set:
    author = "camille" if world.kind == "report" else "author"
    groups = {"author": author, "contacts": "camille"}
    if world.kind == "access_request":
        # Whoever asked: by the account an acceptance made them, or by the request itself.
        return {User.objects.filter(email=world.obj.email).first() or world.obj}
    names = who_may.TOLD.get((world.kind, step), "").split()
    return {world.people[groups[name]] for name in names}


def expected(kind, state, step, name) -> str:
    sources, _target, who = who_may.STEPS[kind][step]
    if state not in sources.split():
        return "IllegalStep"
    return "moves" if name in who.split() else "NotAllowed"


@pytest.mark.parametrize(("kind", "state"), CELLS)
def test_every_cell(kind, state):
    """One world, built once: what moves is put back, so the next attempt meets it as it was."""
    world = worlds.build(kind, state).settle()
    everyone_tries_every_step(world, kind, state)
    nothing_is_published_during_the_silence(world, kind, state)
    another_version_moves_nothing(world, kind)
    a_decision_that_needs_a_reason_has_one(world, kind, state)


def everyone_tries_every_step(world, kind, state):
    seen = {
        (name, step): attempt(world, name, step)
        for name in who_may.EVERYONE
        for step in who_may.STEPS[kind]
    }
    wanted = {(name, step): expected(kind, state, step, name) for name, step in seen}
    assert seen == wanted


def nothing_is_published_during_the_silence(world, kind, state):
    able = [
        (name, step)
        for name in who_may.EVERYONE
        for step in who_may.STEPS[kind]
        if expected(kind, state, step, name) == "moves"
    ]
    with time_machine.travel(worlds.SILENCE, tick=False):
        seen = {(name, step): attempt(world, name, step) for name, step in able}
    assert seen == {
        (name, step): "NotAllowed" if (kind, step) in who_may.SILENT | who_may.OVER else "moves"
        for name, step in able
    }


def another_version_moves_nothing(world, kind):
    """A version that is not the one in the database, earlier or later."""
    for step in who_may.STEPS[kind]:
        if step in ("supersede", "lapse"):
            continue
        for version in (world.obj.version - 1, world.obj.version + 1):
            assert attempt(world, "second_coordinator", step, version=version) == "Stale"


def a_decision_that_needs_a_reason_has_one(world, kind, state):
    for step in who_may.STEPS[kind]:
        able = [n for n in who_may.EVERYONE if expected(kind, state, step, n) == "moves"]
        wanted = "Invalid" if (kind, step) in who_may.REASONED else "moves"
        for name in able:
            assert attempt(world, name, step, reason="  \n") == wanted, (name, step)


def test_a_signature_is_not_received_without_its_day():
    world = worlds.build("signature", "announced").settle()
    assert attempt(world, "volunteer", "receive", given={}) == "Invalid"


def test_the_author_of_a_draft_submits_it_whatever_their_role():
    """The one right of a volunteer that depends on who they are: their own draft."""
    world = worlds.build("commitment", "draft")
    mine = worlds.factories.make_commitment(by=world.people["volunteer"])
    world.obj = mine
    assert attempt(world.settle(), "volunteer", "submit") == "moves"


def test_the_table_written_by_hand_covers_every_step_and_state_of_the_code():
    assert {kind: set(steps) for kind, steps in who_may.STEPS.items()} == {
        kind: {step.name for step in table} for kind, table in CODE.items()
    }
    assert {kind: states.split() for kind, states in who_may.STATES.items()} == {
        kind: list(table.states) for kind, table in CODE.items()
    }


def test_an_unknown_step_is_an_error_of_the_caller_and_moves_nothing():
    world = worlds.build("commitment", "draft").settle()
    with pytest.raises(KeyError):
        attempt(world, "second", "burn")
    assert standing(world.obj) == world.stands
