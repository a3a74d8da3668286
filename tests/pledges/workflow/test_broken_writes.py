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

pytestmark = pytest.mark.django_db
STEPS = [
    (kind, name, sources.split()[0], who.split()[0])
    for kind, steps in who_may.STEPS.items()
    for name, (sources, _target, who) in steps.items()
    if who
]


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
        with pytest.raises(DatabaseError, match="broken for the test"), transaction.atomic():
            act()
        assert oracle.everything() == before
    act()
    assert oracle.everything() != before, "the same act passes once the table takes rows again"


@pytest.mark.parametrize(("kind", "step", "state", "who"), STEPS)
def test_no_step_moves_without_its_entry(kind, step, state, who):
    world = worlds.build(kind, state)
    breaks(lambda: take(world, step, who), "ledger_entry")


@pytest.mark.parametrize(
    ("kind", "step", "state", "who"), [one for one in STEPS if one[:2] in who_may.TOLD]
)
def test_no_step_moves_without_its_mail(kind, step, state, who):
    world = worlds.build(kind, state)
    breaks(lambda: take(world, step, who), "pledges_outboxmail")


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
    passage, pact = factories.confirmed_passage(), factories.make_pact()
    breaks(lambda: factories.make_commitment(passage=passage, pact_version=pact), "ledger_entry")
    commitment = factories.make_commitment("published")
    breaks(lambda: factories.make_correction(commitment=commitment), "ledger_entry")
    breaks(lambda: factories.make_report(commitment=commitment), "ledger_entry")
    assessment = factories.make_assessment("notified", commitment=commitment)
    breaks(lambda: factories.make_reply(assessment), "ledger_entry", "NEW.object_kind = 'reply'")
    assert (Commitment.objects.count(), Quote.objects.count(), Reply.objects.count()) == (2, 2, 1)


def test_a_letter_is_filed_whole_or_not_at_all():
    election, by = factories.make_election(), factories.anyone("volunteer")

    def act():
        file_letter(data=b"Nous formerons.", name="a.txt", election=election, by=by)

    with (
        refusing_inserts("ledger_entry", "NEW.object_kind = 'letter'"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        act()
    assert not any(model.objects.exists() for model in (Letter, LetterVersion, Passage))
    act()
    assert Letter.objects.count() == LetterVersion.objects.count() == 1


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
