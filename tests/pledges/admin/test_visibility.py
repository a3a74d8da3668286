"""Why is this (not) public: what the desk explains is what the site does, state by state."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.admin_site import site
from communes.models import Contact
from communes.queries import known_lists
from letters.models import Letter
from letters.queries import public_texts
from pledges.actions import review
from pledges.exports.resources import RESOURCES
from pledges.models import Campaign, Commitment, Correction, MandateChange, PactVersion
from pledges.queries import journal, mandates, published
from pledges.queries.conditions import CONDITIONS, NEVER, public
from pledges.queries.figures import live_solicitations
from pledges.queries.visibility import why
from pledges.workflow.signature import SOLICITATION
from tests.factories.access import make_access_request
from tests.factories.commitments import (
    COMMITMENT_STATES,
    CORRECTION_STATES,
    REASON,
    make_commitment,
    make_correction,
)
from tests.factories.letters import confirmed_passage, make_letter, make_public_text
from tests.factories.mandate import (
    ASSESSMENT_STATES,
    REPORT_STATES,
    make_assessment,
    make_reply,
    make_report,
    make_source,
)
from tests.factories.mandates import make_mandate_change
from tests.factories.pacts import make_campaign, make_pact
from tests.factories.people import make_contact
from tests.factories.places import make_commune, make_list
from tests.factories.signatures import (
    SIGNATURE_PATHS,
    SOLICITATION_PATHS,
    make_signature,
    make_solicitation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]
SITE = {
    "commitment": published.public_commitments,
    "signature": published.public_signatures,
    "report": published.public_reports,
    "assessment": published.public_assessments,
    "evidence": published.public_evidence,
    "publictext": public_texts,
    "letter": lambda: Letter.objects.filter(public_text__in=public_texts()),
    "passage": published.public_passages,
    "reply": published.public_replies,
    "electorallist": known_lists,
    "solicitation": lambda: live_solicitations().filter(state__in=SOLICITATION.public_states),
    "correction": lambda: Correction.objects.filter(commitment__ref__in=_corrected()),
    "mandatechange": lambda: MandateChange.objects.filter(
        pk__in=[one.pk for row in MandateChange.objects.all() for one in in_force_with(row)]
    ),
    "commune": RESOURCES["communes"].rows,
    "department": RESOURCES["departments"].rows,
    "election": RESOURCES["elections"].rows,
    "pact": RESOURCES["pacts"].rows,
    "pactversion": lambda: PactVersion.objects.filter(pact__in=RESOURCES["pacts"].rows()),
    "campaign": lambda: Campaign.objects.filter(
        pk__in=[one.pk for row in Campaign.objects.all() for one in campaigns_with(row)]
    ),
}


def _corrected() -> set[str]:
    """Commitments whose correction the public page of corrections tells."""
    return {line.commitment.ref for line in journal.latest(told=journal.CORRECTIONS)[0]}


def in_force_with(change):
    return mandates.in_force(change.territory)


def campaigns_with(campaign):
    return published.campaigns_of(campaign.election)


def make_ground() -> dict[str, Commitment]:
    """A commitment in each state: what most of the cases are about."""
    return {state: make_commitment(state) for state in COMMITMENT_STATES}


def merged_under(solicitation):
    one = solicitation.electoral_list
    other = make_list(commune=one.commune, label="Une autre liste")
    type(one).objects.filter(pk=one.pk).update(duplicate_of=other)
    return solicitation


def withdrawn_under(obj):
    from tests.factories.people import anyone

    commitment = obj.commitment
    commitment.refresh_from_db()
    review.withdraw(
        ref=commitment.ref,
        by=anyone("coordinator"),
        version=commitment.version,
        reason=REASON,
    )
    return obj


def report(ground, state):
    return make_report(state, commitment=ground["published"])


def assessment(ground, state):
    return make_assessment(state, commitment=ground["published"])


def correction(ground, state):
    return make_correction(state, commitment=ground["published"])


def replied(ground, state):
    """A reply to an assessment, which is then published or not yet."""
    one = assessment(ground, "notified")
    reply = make_reply(one)
    if state == "published":
        type(one).objects.filter(pk=one.pk).update(state=state, published_at=timezone.now())
    return reply


def merged_list():
    kept, gone = make_list(), make_list()
    type(gone).objects.filter(pk=gone.pk).update(duplicate_of=kept)
    return gone


def set_aside_under(text):
    from letters.actions.steps import perform
    from tests.factories.people import anyone

    letter = text.letter
    letter.refresh_from_db()
    perform(
        kind="letter",
        ref=letter.ref,
        step="set_aside",
        by=anyone("moderator"),
        version=letter.version,
        reason=REASON,
    )
    return text


# Each is made of the ground and of a state.
CASES = {
    **{f"commitment-{state}": (dict.get, state) for state in COMMITMENT_STATES},
    **{
        f"signature-{state}": (lambda _, s: make_signature(s), state)
        for state in ["announced", *SIGNATURE_PATHS]
    },
    **{f"report-{state}": (report, state) for state in REPORT_STATES},
    **{f"assessment-{state}": (assessment, state) for state in ASSESSMENT_STATES},
    **{
        f"text-{state}": (lambda _, s: make_public_text(s), state)
        for state in ("proposed", "private", "public")
    },
    **{
        f"evidence-{state}-{shown}": (
            lambda ground, case: make_source(ground[case[0]], public=case[1]),
            (state, shown),
        )
        for state in COMMITMENT_STATES
        for shown in (True, False)
    },
    **{
        f"letter-{state}": (lambda _, state: make_public_text(state).letter, state)
        for state in ("proposed", "private", "public")
    },
    "letter-without-text": (lambda *_: make_letter(), ""),
    "letter-set-aside": (lambda _, s: set_aside_under(make_public_text(s)).letter, "public"),
    **{
        f"passage-{state}": (lambda ground, s: ground[s].quotes.get().passage, state)
        for state in COMMITMENT_STATES
    },
    "passage-unquoted": (lambda *_: confirmed_passage(), ""),
    **{f"reply-{state}": (replied, state) for state in ("notified", "published")},
    "reply-withdrawn-under": (
        lambda ground, s: withdrawn_under(replied(ground, s).assessment).reply,
        "published",
    ),
    "list": (lambda *_: make_list(), ""),
    "list-merged": (lambda *_: merged_list(), ""),
    "report-withdrawn-under": (lambda ground, s: withdrawn_under(report(ground, s)), "published"),
    "assessment-withdrawn-under": (
        lambda ground, s: withdrawn_under(assessment(ground, s)),
        "published",
    ),
    **{
        f"solicitation-{state}": (lambda _, s: make_solicitation(s), state)
        for state in SOLICITATION_PATHS
    },
    "solicitation-merged": (lambda _, s: merged_under(make_solicitation(s)), "contacted"),
    **{f"correction-{state}": (correction, state) for state in CORRECTION_STATES},
    "correction-withdrawn-under": (
        lambda ground, s: withdrawn_under(correction(ground, s)),
        "accepted",
    ),
    **{
        f"mandate-{state}": (lambda _, s: make_mandate_change(s), state)
        for state in ("prepared", "in_force", "lifted", "dropped")
    },
    "commune": (lambda *_: make_commune(), ""),
    "department": (lambda *_: make_commune().department, ""),
    "election": (lambda *_: make_list().election, ""),
    "pact": (lambda *_: make_pact().pact, ""),
    "pact-version": (lambda *_: make_pact(), ""),
    "campaign": (lambda *_: make_campaign(), ""),
    "text-set-aside": (lambda _, s: set_aside_under(make_public_text(s)), "public"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_explanation_agrees_with_the_site(ground, case):
    make, state = CASES[case]
    obj = make(ground, state)
    obj = type(obj).objects.get(pk=obj.pk)
    shown = SITE[obj._meta.model_name]().filter(pk=obj.pk).exists()
    told = why(obj)
    assert told.public == shown
    assert type(obj).objects.filter(public(type(obj)), pk=obj.pk).exists() == shown
    for answer in told.answers:
        assert answer.sentence
        assert bool(answer.to_do) != answer.met
        assert answer.at or not hasattr(obj, "created_at")


def test_every_table_of_the_desk_says_why():
    """A new one must say what makes its rows public, or why none ever is."""
    assert set(site._registry) <= CONDITIONS.keys() | NEVER.keys()
    assert not CONDITIONS.keys() & NEVER.keys()


def test_what_never_shows_says_so_on_its_page(desk, coordinator):
    contact, asked = make_contact(make_commune()), make_access_request()
    for name, row in (
        ("communes_contact", Contact.objects.get(user=contact)),
        ("accounts_user", contact),
        ("pledges_accessrequest", asked),
    ):
        page = desk(coordinator).get(reverse(f"admin:{name}_change", args=[row.pk]))
        assert NEVER[type(row)] in page.content.decode().replace("&#x27;", "'"), name


def test_a_way_leads_to_what_makes_it_public(ground):
    assert why(correction(ground, "proposed")).answers[0].to_do.startswith("Accept")
    assert why(make_mandate_change()).answers[0].to_do.startswith("Put in force")


def test_what_comes_next_is_the_first_step_towards_the_site(ground):
    told = why(ground["draft"])
    assert told.answers[0].to_do == "Submit for review (its author or a moderator)"
    told = why(ground["dropped"])
    assert told.answers[0].to_do == "No step leads from this state to the site."


def test_it_says_since_when_and_by_whom(ground):
    commitment = ground["published"]
    answer = why(commitment).answers[0]
    assert (answer.at, answer.who) == (commitment.state_at, commitment.state_by)


def test_a_letter_without_a_list_is_told():
    letter = make_letter()
    text = make_public_text(letter=letter)
    type(letter).objects.filter(pk=letter.pk).update(electoral_list=None)
    told = why(type(text).objects.get(pk=text.pk))
    assert [answer.met for answer in told.answers] == [True, True, True, False]


def test_a_silence_is_told(ground):
    commitment = ground["in_review"]
    eve = datetime(2026, 3, 14, 12, tzinfo=UTC)
    with time_machine.travel(eve, tick=False):
        assert why(commitment).frozen_until > eve
    assert why(commitment).frozen_until is None


@pytest.mark.parametrize("name", ["commitment", "signature", "report", "assessment"])
def test_each_page_explains(desk, ground, volunteer, name):
    make = {
        "commitment": dict.get,
        "signature": lambda *_: make_signature(),
        "report": report,
        "assessment": assessment,
    }[name]
    row = make(ground, "draft")
    address = reverse(f"admin:pledges_{name}_change", args=[row.pk])
    page = desk(volunteer).get(address).content.decode()
    assert "Why is this not public?" in page
    assert type(row) in CONDITIONS


@pytest.mark.parametrize("kind", ["passage", "reply"])
def test_what_has_no_page_of_its_own_is_explained_too(desk, ground, volunteer, stranger, kind):
    row = replied(ground, "notified") if kind == "reply" else confirmed_passage()
    address = reverse("admin:why", args=[kind, row.ref])
    assert "Why is this not public?" in desk(volunteer).get(address).content.decode()
    assert desk(stranger).get(address).status_code == 302
    for odd in ("user", "nothing", "pact"):
        assert desk(volunteer).get(reverse("admin:why", args=[odd, row.ref])).status_code == 404
    assert desk(volunteer).get(reverse("admin:why", args=[kind, "none"])).status_code == 404


def test_the_page_of_a_letter_a_text_and_a_list_explain(desk, ground, volunteer):
    text = make_public_text()
    letter = text.letter
    for name, row in (
        ("letters_letter", letter),
        ("letters_publictext", text),
        ("communes_electorallist", letter.electoral_list),
        ("pledges_evidence", make_source(ground["published"])),
    ):
        page = desk(volunteer).get(reverse(f"admin:{name}_change", args=[row.pk]))
        assert page.context["visibility"].answers
        assert 'id="visibility"' in page.content.decode()
