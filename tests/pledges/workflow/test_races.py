"""Two people act at once, or eight: one wins, the others are told, and nothing is written twice."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine

from ledger.models import Entry
from ledger.reading import history_of
from ledger.verify import broken_chains
from letters.actions.filing import file_letter
from letters.actions.steps import perform as letter_step
from letters.models import Letter
from pledges.actions import assessing, drafting, outbox, reporting, review, signing
from pledges.actions.reminding import queue_reminders
from pledges.actions.undoing import undo
from pledges.models import Assessment, OutboxMail, Reply, Signature, Solicitation
from tests import factories
from tests.factories.racing import WORKERS, race

pytestmark = pytest.mark.usefixtures("shared_db")


def one_entry(kind, obj, version) -> Entry:
    """The only entry of `obj` at `version`, its last."""
    entries = list(history_of(kind, obj.ref).filter(version__gte=version))
    assert [entry.version for entry in entries] == [version]
    assert list(broken_chains()) == []
    return entries[0]


def test_of_eight_who_publish_one_wins():
    commitment = factories.make_commitment("in_review")
    factories.make_contact(commitment.electoral_list.commune)
    moderators = [factories.somebody("moderator") for _ in range(WORKERS)]
    publish = partial(review.publish, ref=commitment.ref, version=commitment.version)
    outcomes = race([partial(publish, by=moderator) for moderator in moderators])
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    entry = one_entry("commitment", commitment, commitment.version + 1)
    assert entry.actor_ref == moderators[outcomes.index("done")].ref
    assert OutboxMail.objects.filter(step="publish").count() == 1


def test_of_eight_who_decide_otherwise_one_wins():
    """Publishing, returning and dropping at the same moment: the row is in one state, told once."""
    commitment = factories.make_commitment("in_review")
    acts = [review.publish, review.return_to_draft, review.drop] * 3
    outcomes = race(
        [
            partial(
                act,
                ref=commitment.ref,
                by=factories.somebody("moderator"),
                version=commitment.version,
                reason="Une raison.",
            )
            for act in acts[:WORKERS]
        ]
    )
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    entry = one_entry("commitment", commitment, commitment.version + 1)
    commitment.refresh_from_db()
    assert (entry.to_state, entry.version) == (commitment.state, commitment.version)
    assert (
        OutboxMail.objects.filter(object_ref=commitment.ref).values("step").distinct().count() <= 1
    )


def test_a_late_click_does_not_undo_the_first():
    """The second moderator saw the page before the first one decided."""
    commitment = factories.make_commitment("in_review")
    seen = commitment.version
    review.publish(ref=commitment.ref, by=factories.anyone("moderator"), version=seen)
    outcomes = race(
        [
            partial(
                review.return_to_draft,
                ref=commitment.ref,
                by=factories.anyone("moderator", 2),
                version=seen,
                reason="Trop tard.",
            )
        ]
    )
    commitment.refresh_from_db()
    assert (outcomes, commitment.state) == (["Stale"], "published")


def test_of_eight_who_undo_one_wins():
    commitment = factories.make_commitment("in_review")
    by = factories.anyone("moderator")
    done = review.publish(ref=commitment.ref, by=by, version=commitment.version)
    coordinators = [factories.somebody("coordinator") for _ in range(WORKERS)]
    act = partial(undo, kind="commitment", ref=done.ref, version=done.version)
    outcomes = race([partial(act, by=one) for one in coordinators])
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    assert one_entry("commitment", commitment, done.version + 1).step == "undo"


@pytest.mark.parametrize("seed", range(3))
def test_an_undo_against_the_leaving_of_its_mail_exactly_one_wins(mailoutbox, seed):
    """Either the mail left and the decision stands, or the decision is undone and nothing left."""
    commitment = factories.make_commitment("in_review")
    factories.make_contact(commitment.electoral_list.commune)
    by = factories.anyone("moderator")
    OutboxMail.objects.all().delete()
    done = review.publish(ref=commitment.ref, by=by, version=commitment.version)
    # Due before its time, so that both are possible at once.
    OutboxMail.objects.update(leaves_after=done.state_at)
    take_back = partial(undo, kind="commitment", ref=done.ref, version=done.version, by=by)
    acts = [take_back, *[outbox.send_due] * 3]
    outcomes = race(acts[seed:] + acts[:seed])
    undone = outcomes[-seed if seed else 0] == "done"
    commitment.refresh_from_db()
    assert (commitment.state == "in_review") is undone
    assert OutboxMail.objects.get().state == ("cancelled" if undone else "sent")
    assert len(mailoutbox) == (0 if undone else 1)


def test_eight_objects_move_side_by_side():
    passage, pact = factories.confirmed_passage(), factories.make_pact()
    commitments = [
        factories.make_commitment("in_review", passage=passage, pact_version=pact)
        for _ in range(WORKERS)
    ]
    moderator = factories.anyone("moderator")
    outcomes = race(
        [
            partial(review.publish, ref=one.ref, by=moderator, version=one.version)
            for one in commitments
        ]
    )
    assert outcomes == ["done"] * WORKERS
    for one in commitments:
        one_entry("commitment", one, one.version + 1)


def test_two_people_who_write_the_same_draft_do_not_overwrite_each_other():
    commitment = factories.make_commitment()
    outcomes = race(
        [
            partial(
                drafting.edit_draft,
                ref=commitment.ref,
                version=commitment.version,
                by=factories.somebody("volunteer"),
                title=f"Titre {number}",
            )
            for number in range(WORKERS)
        ]
    )
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    commitment.refresh_from_db()
    assert commitment.title == f"Titre {outcomes.index('done')}"


def test_of_eight_readers_one_holds_the_letter():
    letter = factories.make_letter()
    readers = [factories.somebody("volunteer") for _ in range(WORKERS)]
    claim = partial(
        letter_step, kind="letter", ref=letter.ref, step="claim", version=letter.version
    )
    outcomes = race([partial(claim, by=reader) for reader in readers])
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    letter.refresh_from_db()
    assert letter.holder == readers[outcomes.index("done")]


def test_a_file_sent_eight_times_at_once_is_one_letter():
    election, by = factories.make_election(), factories.anyone("volunteer")
    outcomes = race(
        [partial(file_letter, data=b"Bonjour.", name="a.txt", election=election, by=by)] * WORKERS
    )
    assert outcomes == ["done"] * WORKERS
    assert Letter.objects.count() == 1


def test_two_assessments_published_at_once_leave_one_in_force():
    commitment = factories.make_commitment("published")
    factories.make_assessment("published", commitment=commitment)
    notified = [factories.make_assessment("notified", commitment=commitment) for _ in range(4)]
    for assessment in notified:
        factories.make_reply(assessment)
    second = factories.anyone("moderator", 2)
    outcomes = race(
        [
            partial(assessing.publish, ref=one.ref, by=second, version=one.version)
            for one in notified
        ]
    )
    assert outcomes == ["done"] * 4
    states = Assessment.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["published"] + ["superseded"] * 4
    assert list(broken_chains()) == []


def test_two_contacts_who_reply_at_once_do_not_overwrite_each_other():
    assessment = factories.make_assessment("notified")
    by = factories.make_contact(assessment.commitment.electoral_list.commune)
    outcomes = race(
        [
            partial(
                reporting.reply, assessment=assessment, by=by, words=f"Mots {n}", signed_as="Mairie"
            )
            for n in range(4)
        ]
    )
    assert sorted(outcomes) == ["Stale"] * 3 + ["done"]
    assert Reply.objects.get().words == f"Mots {outcomes.index('done')}"


def test_a_list_asked_twice_at_once_is_asked_once():
    electoral_list, campaign = factories.make_list(), factories.make_campaign()
    solicit = partial(signing.solicit, campaign=campaign, electoral_list=electoral_list)
    outcomes = race([partial(solicit, by=factories.anyone("moderator"))] * WORKERS)
    assert outcomes == ["done"] * WORKERS
    assert Solicitation.objects.count() == 1


def test_a_signature_verified_by_two_at_once_is_verified_once():
    signature = factories.make_signature()
    outcomes = race(
        [
            partial(
                signing.signature_step,
                step=step,
                ref=signature.ref,
                by=factories.somebody("moderator"),
                version=signature.version,
                reason="Une raison.",
            )
            for step in ("verify", "refuse") * 4
        ]
    )
    assert sorted(outcomes) == ["Stale"] * (WORKERS - 1) + ["done"]
    entry = one_entry("signature", signature, signature.version + 1)
    assert Signature.objects.get().state == entry.to_state


def test_two_runs_send_each_mail_once(mailoutbox, settings):
    settings.OUTBOX_GRACE_MINUTES = 0
    passage, pact = factories.confirmed_passage(), factories.make_pact()
    for _ in range(3):
        factories.make_commitment("dropped", passage=passage, pact_version=pact)
    outcomes = race([outbox.send_due] * 4)
    assert outcomes == ["done"] * 4
    assert len(mailoutbox) == OutboxMail.objects.filter(state="sent").count() == 3


def test_three_runs_queue_one_reminder():
    now = datetime(2028, 5, 3, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        assessment = factories.make_assessment("notified")
        factories.make_contact(assessment.commitment.territory)
        until, told = now + timedelta(days=6), now - timedelta(days=15)
        Assessment.objects.update(reply_until=until, notified_at=told)
        assert race([queue_reminders] * 3) == ["done"] * 3
        assert OutboxMail.objects.filter(object_kind="deadline").count() == 1
