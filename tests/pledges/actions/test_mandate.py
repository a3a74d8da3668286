"""Declared and assessed: reports, attestations, assessments, the right of reply."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from communes.actions.lists import set_outcome
from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed, Stale
from pledges.actions import assessing, evidencing, reporting
from pledges.models import Assessment, Evidence
from tests import factories
from tests.factories.commitments import REASON
from tests.ground import of_the_ground
from tests.pledges.actions.refusing import refused

pytestmark = pytest.mark.django_db


def add(ground):
    ground.commitment = factories.make_commitment("published")
    ground.contact = factories.make_contact(ground.commitment.electoral_list.commune)


commitment = of_the_ground("commitment")
contact = of_the_ground("contact")


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"words": " "}, ["words"]),
        ({"declared": ""}, ["declared"]),
        ({"as_of": None}, ["as_of"]),
        ({"as_of": date(2999, 1, 1)}, ["as_of"]),
        ({"words": "", "declared": "", "as_of": None}, ["words", "declared", "as_of"]),
    ],
)
def test_a_report_is_kept_as_typed_and_says_what_it_lacks(contact, commitment, given, fields):
    facts = {"declared": "kept", "words": "Fait.", "as_of": date(2026, 1, 1)} | given
    report = reporting.start_report(commitment=commitment, by=contact, **facts)
    refused(
        lambda: reporting.submit(ref=report.ref, by=contact, version=report.version),
        Invalid,
        *fields,
    )
    report.refresh_from_db()
    assert {name: getattr(report, name) for name in facts} == facts


@pytest.mark.parametrize("declared", ["not_assessed", "unverifiable", "carried", "splendid"])
def test_a_town_hall_declares_what_it_may(contact, commitment, declared):
    refused(
        lambda: reporting.start_report(commitment=commitment, by=contact, declared=declared),
        Invalid,
        "declared",
    )


def test_a_published_report_refreshes_the_day_of_the_last_news_and_never_back(commitment):
    on = timezone.localdate()
    factories.make_report("published", commitment=commitment, as_of=on - timedelta(days=3))
    factories.make_report("published", commitment=commitment, as_of=on - timedelta(days=30))
    commitment.refresh_from_db()
    assert commitment.verified_on == on - timedelta(days=3)
    assert commitment.progress == "not_assessed", "declared is not assessed"


def test_still_accurate_changes_no_word(contact, commitment):
    before = commitment.snapshot()
    reporting.attest(commitment=commitment, by=contact)
    commitment.refresh_from_db()
    after = commitment.snapshot()
    assert after.pop("verified_on") == timezone.localdate().isoformat()
    before.pop("verified_on")
    assert after == before
    assert history_of("commitment", commitment.ref).last().step == "attest"


@pytest.mark.parametrize("outcome", ["minority", "no_seat", "withdrawn"])
def test_lists_without_power_have_their_own_scale(outcome, contact, commitment):
    one = commitment.electoral_list
    set_outcome(list_id=one.pk, outcome=outcome, version=one.version)
    commitment = type(commitment).objects.get(pk=commitment.pk)

    def assess(fulfilment):
        return lambda: factories.make_assessment(
            commitment=commitment, fulfilment=fulfilment, sources=[]
        )

    refused(assess("kept"), Invalid, "fulfilment")
    refused(
        lambda: factories.make_report(commitment=commitment, declared="kept"),
        Invalid,
        "declared",
    )
    for value in ("carried", "no_known_action", "unverifiable"):
        assert assess(value)().fulfilment == value
    assert factories.make_report(commitment=commitment, declared="carried")


def test_lists_that_may_act_are_not_judged_on_the_scale_of_the_others(commitment):
    refused(
        lambda: factories.make_assessment(commitment=commitment, fulfilment="carried", sources=[]),
        Invalid,
        "fulfilment",
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"fulfilment": "not_assessed"}, "fulfilment"),
        ({"fulfilment": ""}, "fulfilment"),
        ({"words": "  "}, "words"),
        ({"as_of": date(2999, 1, 1)}, "as_of"),
    ],
)
def test_an_assessment_concludes_something_dated_in_words(commitment, given, field):
    facts = {"fulfilment": "kept", "words": "Fait.", "as_of": date(2026, 1, 1)} | given
    by = factories.anyone("moderator")
    refused(
        lambda: assessing.draft_assessment(commitment=commitment, sources=[], by=by, **facts),
        Invalid,
        field,
    )


def test_only_published_commitments_that_can_be_assessed_are():
    draft = factories.make_commitment("draft")
    vague = factories.make_commitment("published", assessable=False)
    refused(lambda: _assess(draft), Invalid)
    refused(lambda: _assess(vague), Invalid)


def _assess(commitment):
    return assessing.draft_assessment(
        commitment=commitment,
        fulfilment="kept",
        words="Fait.",
        as_of=date(2026, 1, 1),
        sources=[],
        by=factories.anyone("moderator"),
    )


@pytest.mark.parametrize("sources", ["none", "private"])
def test_an_assessment_is_not_notified_without_a_public_source(commitment, sources):
    held = [] if sources == "none" else [factories.make_source(commitment, public=False)]
    assessment = factories.make_assessment(commitment=commitment, sources=held)
    refused(lambda: _notify(assessment), NotAllowed)


def _notify(assessment):
    return assessing.notify(
        ref=assessment.ref, by=factories.anyone("moderator"), version=assessment.version
    )


def _publish(assessment):
    assessment.refresh_from_db()
    return assessing.publish(
        ref=assessment.ref, by=factories.anyone("moderator", 2), version=assessment.version
    )


def test_the_commune_has_whole_days_to_reply_and_silence_is_not_agreement(commitment):
    with time_machine.travel("2026-05-04 15:00+02:00", tick=False):
        assessment = factories.make_assessment("notified", commitment=commitment)
    # 21 days after the 4th, and that day whole: midnight in Paris.
    assert timezone.localtime(assessment.reply_until).isoformat() == "2026-05-26T00:00:00+02:00"
    with time_machine.travel(assessment.reply_until - timedelta(seconds=1), tick=False):
        refused(lambda: _publish(assessment), NotAllowed)
    with factories.after_the_deadline(assessment):
        published = _publish(assessment)
    assert published.state == "published"
    assert not hasattr(published, "reply")


def test_the_campaign_sets_the_number_of_days():
    version = factories.make_pact()
    one = factories.make_list()
    factories.make_campaign(one.election, pact_version=version, reply_days=5)
    commitment = factories.make_commitment("published", electoral_list=one, pact_version=version)
    with time_machine.travel("2026-05-04 15:00+02:00", tick=False):
        assessment = factories.make_assessment("notified", commitment=commitment)
    assert timezone.localtime(assessment.reply_until).date() == date(2026, 5, 10)


def test_a_reply_is_kept_word_for_word_and_editable_until_its_deadline(commitment, contact):
    assessment = factories.make_assessment("notified", commitment=commitment)
    words = "  Nous contestons.\n\n\tEt nous l’écrivons. "
    reply = factories.make_reply(assessment, words=words)
    assert reply.words == words

    def again(version):
        return reporting.reply(
            assessment=assessment, by=contact, words="Autre.", signed_as="Maire", version=version
        )

    refused(lambda: again(0), Stale)
    assert _publish(assessment).state == "published"
    assert again(1).version == 2, "published early, and still the commune's to edit"
    with factories.after_the_deadline(assessment):
        refused(lambda: again(2), NotAllowed)


def test_a_reply_says_something_in_a_name(commitment, contact):
    assessment = factories.make_assessment("notified", commitment=commitment)
    give = {"assessment": assessment, "by": contact}
    refused(lambda: reporting.reply(words=" ", signed_as="", **give), Invalid, "words", "signed_as")
    long = "a" * 151
    refused(lambda: reporting.reply(words="Oui.", signed_as=long, **give), Invalid, "signed_as")


def test_a_reply_to_words_taken_back_is_not_a_reply_to_the_new_ones(commitment):
    assessment = factories.make_assessment("notified", commitment=commitment)
    factories.make_reply(assessment)
    by = factories.anyone("moderator")
    taken = assessing.take_back(
        ref=assessment.ref, by=by, version=assessment.version, reason=REASON
    )
    edited = assessing.edit_assessment(
        ref=taken.ref, version=taken.version, by=by, words="Tout autre chose."
    )
    notified = _notify(edited)
    refused(lambda: _publish(notified), NotAllowed)


def test_the_next_assessment_supersedes_the_last_and_the_commitment_follows(commitment):
    first = factories.make_assessment("published", commitment=commitment, fulfilment="kept")
    second = factories.make_assessment(
        "published", commitment=commitment, fulfilment="partially_kept"
    )
    first.refresh_from_db()
    commitment.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "published")
    assert commitment.progress == "partially_kept"
    assert history_of("assessment", first.ref).last().step == "supersede"
    assert Assessment.objects.filter(commitment=commitment, state="published").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"data": b"MZ not a document"}, "file"),
        ({"data": b"%PDF-" + b"0" * (15 * 1024 * 1024)}, "file"),
    ],
)
def test_evidence_that_cannot_be_is_refused(commitment, given, field):
    facts = {"kind": "press", "title": "Un article", "url": "https://presse.example/"} | given
    by = factories.anyone("volunteer")
    refused(lambda: evidencing.add_evidence(by=by, commitment=commitment, **facts), Invalid, field)
    assert not Evidence.objects.exists()


def test_a_contact_adds_evidence_to_their_own_report_only(commitment, contact):
    report = factories.make_report(commitment=commitment)
    facts = {"kind": "minutes", "title": "Compte rendu", "url": "https://ville.example/"}
    made = evidencing.add_evidence(by=contact, report=report, **facts)
    assert made.commitment == commitment
    elsewhere = factories.make_contact(factories.make_commune("01053", "Bourg-en-Bresse"))
    refused(lambda: evidencing.add_evidence(by=elsewhere, report=report, **facts), NotAllowed)
    refused(lambda: evidencing.add_evidence(by=contact, commitment=commitment, **facts), NotAllowed)
