"""A decision is taken back inside its grace period: by whom, when, and exactly as it was before."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from ledger.models import Undoable
from ledger.reading import history_of
from ledger.refusals import Refusal
from ledger.verify import broken_chains, disagreements
from pledges.actions import assessing, outbox, reporting
from pledges.actions.perform import perform
from pledges.actions.undoing import undo
from pledges.models import Assessment, Commitment, OutboxMail
from tests import factories
from tests.factories import standing
from tests.factories.commitments import REASON
from tests.factories.standing import MODELS, stored
from tests.pledges.workflow import who_may, worlds
from tests.pledges.workflow.test_matrix import CODE, expected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("common_ground")]
GRACE = timedelta(minutes=15)
# (kind, state) → the steps that leave it and can be taken back.
CELLS: dict[tuple[str, str], list[str]] = {}
for _kind, _steps in who_may.UNDONE.items():
    for _step in _steps.split():
        for _state in who_may.STEPS[_kind][_step][0].split():
            CELLS.setdefault((_kind, _state), []).append(_step)
# A change goes on: who changed the row last, and its version.
GOES_ON = {"version", "changed_at", "changed_by_id"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(worlds.BEFORE, tick=False) as traveller:
        yield traveller


def decided(kind, step, state, world=None):
    """A world where `step` was just taken; who took it; every row there was before."""
    world = world or worlds.build(kind, state)
    able = [n for n in who_may.EVERYONE if expected(kind, state, step, n) == "moves"]
    decider = next(n for n in ("second", "volunteer", *able) if n in able)
    before = everything()
    perform(
        kind=kind,
        step=step,
        ref=world.obj.ref,
        by=world.people[decider],
        version=world.obj.version,
        reason=REASON,
        given=worlds.GIVEN,
    )
    world.obj.refresh_from_db()
    return world, decider, before


def everything() -> dict:
    """Every row of every workflow, without what goes on."""
    return {
        (kind, row["ref"]): {name: value for name, value in row.items() if name not in GOES_ON}
        for kind, model in MODELS.items()
        for row in stored(f"SELECT * FROM {model._meta.db_table}")
    }


def attempt(world, name, before, *, version=None) -> str:
    """What becomes of an undo tried by `name` in a settled world; put back after."""
    by = world.people[name]
    try:
        undo(kind=world.kind, ref=world.obj.ref, by=by, version=version or world.obj.version)
    except Refusal as refusal:
        assert standing(world.obj) == world.stands, f"{name}: refused, and yet something moved"
        return type(refusal).__name__ if refusal.reason else "a refusal without its reason"
    assert_as_before(world, name, before)
    world.put_back()
    return "moves"


def assert_as_before(world, name, before) -> None:
    """Every row has its former columns; the ledger tells one more change of each that moved."""
    assert everything() == before
    entry = history_of(world.kind, world.obj.ref).last()
    row = type(world.obj)._default_manager.get(pk=world.obj.pk)
    assert (entry.step, entry.version, entry.actor_ref) == (
        "undo",
        world.obj.version + 1,
        world.people[name].ref,
    )
    assert (entry.from_state, entry.to_state) == (world.obj.state, row.state)
    assert (row.changed_by_id, row.version) == (world.people[name].pk, entry.version)
    assert not OutboxMail.objects.exclude(state="cancelled").exists()
    assert not Undoable.objects.exists()
    for kind in {kind for kind, _ref in before}:
        rows = MODELS[kind].objects.all()
        told = [(one.ref, one.version, one.state, one.snapshot()) for one in rows]
        assert list(disagreements(kind, told)) == []
    assert list(broken_chains()) == []


def who_undoes(kind, step, decider) -> set[str]:
    """Who decided, and the coordinators: none declared a tie."""
    return {decider, "coordinator", "second_coordinator"}


def forget_what_came_before(world) -> None:
    """The decisions that brought the object there are not what is tried here."""
    last = history_of(world.kind, world.obj.ref).last()
    Undoable.objects.exclude(seq=last.seq).delete()


@pytest.mark.parametrize(("kind", "state"), CELLS)
def test_everyone_tries_to_undo_until_a_silence_begins(kind, state, clock, subtests):
    """One world, built once: each step is undone, so the next meets it as it was."""
    midnight = worlds.SILENCE.replace(hour=0)
    clock.move_to(midnight - timedelta(minutes=5))
    world = worlds.build(kind, state)
    stands = standing(world.obj)
    for step in CELLS[kind, state]:
        clock.move_to(midnight - timedelta(minutes=5))
        with subtests.test(step=step), transaction.atomic():
            everyone_tries_to_undo(step, state, world, clock, midnight)
            transaction.set_rollback(True)
        world.obj.refresh_from_db()
        assert standing(world.obj) == stands, f"{step} was not put back"


def everyone_tries_to_undo(step, state, world, clock, midnight):
    kind = world.kind
    world, decider, before = decided(kind, step, state, world)
    forget_what_came_before(world)
    world.settle()
    seen = {name: attempt(world, name, before) for name in who_may.EVERYONE}
    wanted = {
        name: "moves" if name in who_undoes(kind, step, decider) else "NotAllowed" for name in seen
    }
    assert seen == wanted, step
    clock.move_to(midnight + timedelta(minutes=5))
    shown = state in who_may.SHOWN_AGAIN.get(kind, "").split()
    assert attempt(world, decider, before) == ("NotAllowed" if shown else "moves"), step


def test_the_table_written_by_hand_is_that_of_the_code():
    assert {
        kind: " ".join(step.name for step in table if step.undo) for kind, table in CODE.items()
    } == who_may.UNDONE


def test_after_the_grace_period_it_is_too_late(clock):
    world, decider, before = decided("commitment", "publish", "in_review")
    clock.shift(GRACE)
    assert attempt(world.settle(), decider, before) == "IllegalStep"


def test_not_a_version_that_is_gone_nor_twice():
    world, decider, before = decided("commitment", "return", "in_review")
    forget_what_came_before(world)
    assert attempt(world.settle(), decider, before, version=world.obj.version - 1) == "Stale"
    by = world.people[decider]
    back = undo(kind="commitment", ref=world.obj.ref, by=by, version=world.obj.version)
    assert back.state == "in_review"
    world.obj.refresh_from_db()
    assert attempt(world.settle(), decider, before) == "IllegalStep"


def test_a_publication_is_not_undone_once_something_was_written_about_it():
    world, decider, before = decided("commitment", "publish", "in_review")
    by = world.people["camille"]
    factories.make_report(commitment=Commitment.objects.get(pk=world.obj.pk), by=by)
    assert attempt(world.settle(), decider, before) == "NotAllowed"


def test_a_notification_is_not_undone_once_the_commune_replied(clock):
    world, decider, before = decided("assessment", "notify", "draft")
    clock.shift(60)
    reporting.reply(
        assessment=Assessment.objects.get(pk=world.obj.pk),
        by=world.people["camille"],
        words="Nos mots.",
        signed_as="La mairie",
    )
    assert attempt(world.settle(), decider, before) == "NotAllowed"


def test_a_row_that_changed_with_the_decision_and_moved_since_keeps_what_it_became():
    world, decider, before = decided("report", "publish", "submitted")
    reporting.attest(commitment=world.obj.commitment, by=world.people["camille"])
    assert attempt(world.settle(), decider, before) == "IllegalStep"


def test_the_next_assessment_undone_puts_the_last_one_in_force_again():
    commitment = factories.make_commitment("published")
    first = factories.make_assessment("published", commitment=commitment)
    second = factories.make_assessment("notified", commitment=commitment, fulfilment="kept")
    factories.make_reply(second)
    by = factories.anyone("moderator", 2)
    before = everything()
    done = assessing.publish(ref=second.ref, by=by, version=second.version)
    undo(kind="assessment", ref=done.ref, by=by, version=done.version)
    assert everything() == before
    first.refresh_from_db()
    assert first.state == "published"
    assert history_of("assessment", first.ref).last().step == "undo"


def test_a_withdrawal_undone_lets_the_mail_it_had_stopped_leave(clock, mailoutbox):
    commitment = factories.make_commitment("in_review")
    contact = factories.make_contact(commitment.electoral_list.commune)
    moderator, coordinator = factories.anyone("moderator"), factories.anyone("coordinator")
    OutboxMail.objects.all().delete()
    act = {"kind": "commitment", "ref": commitment.ref}
    perform(**act, step="publish", by=moderator, version=commitment.version)
    perform(**act, step="withdraw", by=coordinator, version=commitment.version + 1, reason=REASON)
    undo(**act, by=coordinator, version=commitment.version + 2)
    clock.shift(GRACE)
    outbox.send_due()
    assert [mail.to for mail in mailoutbox] == [[contact.email]]
    assert OutboxMail.objects.get(state="sent").step == "publish"
