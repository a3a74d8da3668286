"""When the ledger or the outbox cannot be written, nothing else is: row, entries, mails."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from accounts.actions.people import close_account
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import Stale
from letters.actions.filing import file_letter
from letters.models import Letter, LetterVersion, Passage
from pledges.actions import assessing, correcting, drafting, reporting, review
from pledges.actions.perform import perform
from pledges.models import Commitment, Quote, Reply
from tests import factories
from tests.factories.breakage import refusing_inserts
from tests.factories.commitments import REASON
from tests.pledges.workflow import oracle, who_may, worlds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("common_ground")]
# (kind, state) → (step, who may) of the steps whose first source that state is.
STEPS: dict[tuple[str, str], list[tuple[str, str]]] = {}
for _kind, _steps in who_may.STEPS.items():
    for _name, (_sources, _target, _who) in _steps.items():
        if _who:
            STEPS.setdefault((_kind, _sources.split()[0]), []).append((_name, _who.split()[0]))


@pytest.fixture(autouse=True)
def _before_the_election():
    with time_machine.travel(worlds.BEFORE, tick=False):
        yield


def take(world, step, who):
    return perform(
        kind=world.kind,
        step=step,
        ref=world.obj.ref,
        by=world.people[who],
        version=world.obj.version,
        reason=REASON,
        given=worlds.GIVEN,
    )


def breaks(act, table, when=""):
    """`act` fails because `table` refuses; everything stands as before, and then it passes."""
    before = oracle.everything()
    with refusing_inserts(table, when):
        with pytest.raises(DatabaseError, match="broken for the test"):
            act()
        assert oracle.everything() == before
    act()
    assert oracle.everything() != before, "the same act passes once the table takes rows again"


@pytest.mark.parametrize(("kind", "state"), STEPS)
def test_no_step_moves_without_its_entry_nor_without_its_mail(kind, state, subtests):
    """One world, built once: each step is undone, so the next meets it as it was."""
    world = worlds.build(kind, state)
    stands = oracle.everything()
    for step, who in STEPS[kind, state]:
        mailed = ["pledges_outboxmail"] if (kind, step) in who_may.TOLD else []
        for table in ("ledger_entry", *mailed):
            with subtests.test(step=step, table=table), transaction.atomic():
                breaks(lambda step=step, who=who: take(world, step, who), table)
                transaction.set_rollback(True)
            assert oracle.everything() == stands, f"{step} was not undone after {table}"


@pytest.mark.parametrize(
    ("kind", "step", "state"),
    [
        ("correction", "accept", "proposed"),
        ("report", "publish", "submitted"),
        ("assessment", "publish", "notified"),
    ],
)
def test_what_follows_on_the_commitment_is_part_of_the_step(kind, step, state):
    world = worlds.build(kind, state)
    breaks(lambda: take(world, step, "second"), "ledger_entry", "NEW.object_kind = 'commitment'")


def test_an_assessment_in_force_stays_so_when_the_next_one_breaks():
    commitment = factories.make_commitment("published")
    last = factories.make_assessment("published", commitment=commitment)
    following = factories.make_assessment("notified", commitment=commitment)
    factories.make_reply(following)
    breaks(
        lambda: assessing.publish(
            ref=following.ref,
            by=factories.anyone("moderator", 2),
            version=following.version,
        ),
        "ledger_entry",
        "NEW.step = 'supersede'",
    )
    last.refresh_from_db()
    assert last.state == "superseded"


def test_no_words_change_without_their_entry():
    commitment = factories.make_commitment("draft")
    breaks(
        lambda: drafting.edit_draft(
            ref=commitment.ref,
            version=commitment.version,
            by=factories.anyone("volunteer"),
            title="Un autre titre",
        ),
        "ledger_entry",
    )
    report = factories.make_report()
    breaks(
        lambda: reporting.save_report(
            ref=report.ref,
            version=report.version,
            by=report.created_by,
            declared="kept",
            words="Fait.",
            as_of=date(2028, 1, 1),
        ),
        "ledger_entry",
    )


def test_nothing_begins_without_its_entry():
    begun = (Commitment, Quote, Reply)
    before = [model.objects.count() for model in begun]
    passage, pact = factories.confirmed_passage(), factories.make_pact()
    breaks(lambda: factories.make_commitment(passage=passage, pact_version=pact), "ledger_entry")
    commitment = factories.make_commitment("published")
    breaks(lambda: factories.make_correction(commitment=commitment), "ledger_entry")
    breaks(lambda: factories.make_report(commitment=commitment), "ledger_entry")
    assessment = factories.make_assessment("notified", commitment=commitment)
    breaks(lambda: factories.make_reply(assessment), "ledger_entry", "NEW.object_kind = 'reply'")
    more = [model.objects.count() - known for model, known in zip(begun, before, strict=True)]
    assert more == [2, 2, 1]


def test_a_letter_is_filed_whole_or_not_at_all():
    election, by = factories.make_election(), factories.anyone("volunteer")
    filed = (Letter, LetterVersion, Passage)
    before = [model.objects.count() for model in filed]

    def act():
        file_letter(data=b"Nous formerons.", name="a.txt", election=election, by=by)

    with (
        refusing_inserts("ledger_entry", "NEW.object_kind = 'letter'"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        act()
    assert [model.objects.count() for model in filed] == before
    act()
    assert [model.objects.count() for model in filed[:2]] == [known + 1 for known in before[:2]]


def test_a_version_already_told_in_the_ledger_moves_nothing():
    """The ledger is the last word: a row brought back from an old backup cannot rewrite it."""
    commitment = factories.make_commitment("in_review")
    record(kind="commitment", ref=commitment.ref, version=commitment.version + 1, step="publish")
    before = oracle.everything()
    with pytest.raises(Stale):
        review.publish(
            ref=commitment.ref,
            by=factories.anyone("moderator"),
            version=commitment.version,
        )
    assert oracle.everything() == before


def test_a_row_the_database_refuses_leaves_no_entry_and_no_mail():
    """The constraints stand behind the actions: an impossible row takes its entry away with it."""
    correction = factories.make_correction()
    commitment = correction.commitment
    type(correction).objects.filter(pk=correction.pk).update(changes={"title": ""})
    before = oracle.everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        correcting.accept(
            ref=correction.ref,
            by=factories.anyone("moderator", 2),
            version=correction.version,
        )
    assert oracle.everything() == before
    assert Commitment.objects.get(pk=commitment.pk).title == commitment.title


def test_an_account_is_not_closed_without_its_entry():
    person, by = factories.somebody("moderator"), factories.somebody("coordinator")
    entries = Entry.objects.count()
    with (
        refusing_inserts("ledger_entry"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        close_account(user_id=person.pk, by=by)
    person.refresh_from_db()
    assert person.is_active
    assert Entry.objects.count() == entries
