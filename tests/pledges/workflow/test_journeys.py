"""Random journeys: any person, any step, stale pages, clocks that jump into the silence.

Run one longer, with other seeds: raise `max_examples` and drop `derandomize`.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from communes.actions.elections import silence_of
from ledger.models import Entry
from ledger.refusals import Refusal
from letters.actions.redaction import propose_public_text
from letters.models import Letter
from letters.policies import available_steps as letter_steps
from pledges.actions import assessing, correcting, drafting, evidencing, outbox, reporting
from pledges.actions.perform import perform
from pledges.models import Assessment, Commitment, Report
from pledges.policies import available_steps
from tests.factories.commitments import REASON
from tests.factories.standing import MODELS
from tests.pledges.workflow import ground, oracle, who_may
from tests.pledges.workflow.worlds import BEFORE, GIVEN, ROUNDS

NAMES = ["nobody", "volunteer", "moderator", "second", "coordinator", "second_coordinator"]
NAMES += ["tied", "camille", "double", "dominique"]
WHO = st.sampled_from(NAMES)
WHICH = st.integers(0, 30)
# The version on the page the person had open, against the one in the database.
SEEN = st.sampled_from([0, 0, 0, 0, -1, 1])
MOMENTS = [
    BEFORE + timedelta(days=10),
    silence_of(ROUNDS[0])[0] - timedelta(seconds=1),
    silence_of(ROUNDS[0])[0],
    silence_of(ROUNDS[0])[1] - timedelta(seconds=1),
    silence_of(ROUNDS[0])[1],
    silence_of(ROUNDS[1])[0] + timedelta(hours=20),
    silence_of(ROUNDS[1])[1] + timedelta(days=40),
]


class Journeys(RuleBasedStateMachine):
    start: ground.Ground

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.objects = list(self.start.objects)
        self.clock = time_machine.travel(BEFORE + timedelta(hours=1), tick=False)
        self.traveller = self.clock.start()

    def teardown(self):
        try:
            oracle.check_quotes()
            oracle.check_mails()
            call_command("verify_ledger", verbosity=0)
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # --- steps

    @rule(which=WHICH, number=WHICH, who=WHO, seen=SEEN, reason=st.sampled_from([REASON, ""]))
    def try_any_step(self, which, number, who, seen, reason):
        obj, kind = self.pick(which)
        step = self.choose(list(who_may.STEPS[kind]), number)
        self.attempt(
            lambda: perform(
                kind=kind,
                step=step,
                ref=obj.ref,
                by=self.start.people[who],
                version=obj.version + seen,
                reason=reason,
                given=GIVEN,
            )
        )

    @rule(which=WHICH, numbers=st.lists(WHICH, min_size=1, max_size=5))
    def take_steps_somebody_may(self, which, numbers):
        for number in numbers:
            self.take_a_step_somebody_may(which, number)

    def take_a_step_somebody_may(self, which, number):
        obj, kind = self.pick(which)
        able = [
            (name, offer.step.name)
            for name in NAMES
            for offer in self.offers(kind, obj, self.start.people[name])
            if offer.decision
        ]
        if not able:
            return
        name, step = self.choose(able, number)
        self.attempt(
            lambda: perform(
                kind=kind,
                step=step,
                ref=obj.ref,
                by=self.start.people[name],
                version=obj.version,
                reason=REASON,
                given=GIVEN,
            ),
            must_pass=True,
        )

    # --- words

    @rule(number=WHICH, who=WHO)
    def draft_a_commitment(self, number, who):
        made = self.attempt(
            lambda: drafting.draft_commitment(
                passages=[self.choose(self.start.passages, number)],
                pact_version=self.start.pact_version,
                by=self.start.people[who],
                title="Un titre",
                level="commune",
                firmness="firm",
            )
        )
        self.keep("commitment", made)

    @rule(which=WHICH, who=WHO, seen=SEEN, number=WHICH)
    def edit_words(self, which, who, seen, number):
        obj, kind = self.pick(which)
        edits = {
            "commitment": lambda **asked: drafting.edit_draft(title=f"Titre {number}", **asked),
            "report": lambda **asked: reporting.save_report(
                declared="kept", words=f"Mots {number}", as_of=GIVEN["signed_on"], **asked
            ),
            "assessment": lambda **asked: assessing.edit_assessment(
                words=f"Mots {number}", **asked
            ),
        }
        if kind in edits:
            by = self.start.people[who]
            self.attempt(lambda: edits[kind](ref=obj.ref, version=obj.version + seen, by=by))

    @rule(which=WHICH, who=WHO, number=WHICH)
    def propose_a_correction(self, which, who, number):
        commitment = self.some(Commitment, which)
        made = self.attempt(
            lambda: correcting.propose_correction(
                commitment=commitment,
                changes={"title": f"Corrigé {number}"},
                reason=REASON,
                by=self.start.people[who],
            )
        )
        self.keep("correction", made)

    @rule(which=WHICH, who=WHO)
    def start_a_report(self, which, who):
        made = self.attempt(
            lambda: reporting.start_report(
                commitment=self.some(Commitment, which),
                by=self.start.people[who],
                declared="in_progress",
                words="En cours.",
                as_of=GIVEN["signed_on"],
            )
        )
        self.keep("report", made)

    @rule(which=WHICH, who=WHO)
    def draft_an_assessment(self, which, who):
        commitment = self.some(Commitment, which)
        made = self.attempt(
            lambda: assessing.draft_assessment(
                commitment=commitment,
                fulfilment="kept",
                words="Tenu.",
                as_of=GIVEN["signed_on"],
                sources=list(commitment.evidence.all()),
                by=self.start.people[who],
            )
        )
        self.keep("assessment", made)

    @rule(which=WHICH, who=WHO, number=WHICH)
    def reply(self, which, who, number):
        assessment = self.some(Assessment, which)
        known = getattr(assessment, "reply", None)
        self.attempt(
            lambda: reporting.reply(
                assessment=assessment,
                by=self.start.people[who],
                words=f"Réponse {number}",
                signed_as="La mairie",
                version=known.version if known else 0,
            )
        )

    @rule(which=WHICH, who=WHO)
    def attest(self, which, who):
        commitment = self.some(Commitment, which)
        self.attempt(lambda: reporting.attest(commitment=commitment, by=self.start.people[who]))

    @rule(which=WHICH, who=WHO, on_report=st.booleans())
    def add_evidence(self, which, who, on_report):
        model, name = (Report, "report") if on_report else (Commitment, "commitment")
        self.attempt(
            lambda: evidencing.add_evidence(
                by=self.start.people[who],
                kind="press",
                title="Un article",
                url="https://presse.example/",
                **{name: self.some(model, which)},
            )
        )

    @rule(who=WHO, end=st.integers(0, 40))
    def draw_masks(self, who, end):
        letter = Letter.objects.get(ref=self.start.objects[0][1])
        masks = [{"start": 0, "end": end, "reason": "nom"}] if end else []
        self.attempt(
            lambda: propose_public_text(letter=letter, masks=masks, by=self.start.people[who])
        )

    # --- time

    @rule(moment=st.sampled_from(MOMENTS))
    def the_clock_jumps(self, moment):
        if moment > timezone.now():
            self.traveller.move_to(moment, tick=False)

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours):
        self.traveller.shift(timedelta(hours=hours))

    @rule()
    def mails_leave(self):
        sent = len(mail.outbox)
        outbox.send_due()
        assert not oracle.is_silent(timezone.now()) or len(mail.outbox) == sent

    # --- how an attempt is judged

    def attempt(self, act, must_pass=False):
        """Run `act`; a refusal moves nothing, and a success is told as the rules want."""
        before, silent = oracle.everything(), oracle.is_silent(timezone.now())
        evidence = oracle.shown_evidence() if silent else None
        made = refused = None
        try:
            made = act()
        except Refusal as refusal:
            refused = str(refusal.reason) or "a refusal without its reason"
        if refused:
            assert not must_pass, f"offered, and then refused: {refused}"
            assert oracle.everything() == before, "a refusal moved something"
            return None
        entries = list(Entry.objects.filter(seq__gt=before["ledger"]["last"]).order_by("seq"))
        oracle.check_new_entries(before, oracle.everything(), entries, timezone.now())
        if silent:
            assert oracle.shown_evidence() <= evidence, "evidence shown during the silence"
        return made

    def pick(self, which):
        kind, ref = self.choose(self.objects, which)
        return MODELS[kind]._default_manager.get(ref=ref), kind

    @staticmethod
    def choose(things, number):
        return things[number % len(things)]

    def some(self, model, which):
        return self.choose(list(model.objects.order_by("pk")), which)

    @staticmethod
    def offers(kind, obj, person):
        if kind in ("letter", "letter_text"):
            return letter_steps(obj, person)
        return available_steps(kind, obj, person)

    def keep(self, kind, made) -> None:
        if made is not None:
            self.objects.append((kind, made.ref))


@pytest.mark.django_db
def test_no_journey_breaks_a_rule():
    with time_machine.travel(BEFORE, tick=False):
        Journeys.start = ground.prepare()
    run_state_machine_as_test(
        Journeys,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
