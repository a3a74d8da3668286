"""Announced is not received is not verified; three counts that are never added up."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from communes.actions.lists import merge_list
from communes.models import ElectoralList
from ledger.refusals import Invalid, NotAllowed
from letters.models import Letter
from pledges.actions import signing
from pledges.enums import Position
from pledges.queries.published import positions_of, public_signatures, signature_counts
from tests import factories
from tests.ground import of_the_ground
from tests.pledges.actions.refusing import refused

pytestmark = pytest.mark.django_db


def add(ground):
    ground.one = factories.make_list()
    ground.campaign = factories.make_campaign(
        ground.one.election, pact_version=factories.make_pact()
    )


one = of_the_ground("one")
campaign = of_the_ground("campaign")


def test_an_agreement_in_a_letter_is_announced_and_counts_for_nothing_yet(one, campaign):
    made = factories.make_signature("announced", electoral_list=one, campaign=campaign)
    assert (made.state, made.signed_on, made.letter.electoral_list) == ("announced", None, one)
    assert not public_signatures().exists()
    assert set(signature_counts(campaign).values()) == {0}


def test_only_a_confirmed_agreement_of_a_known_list_announces(one, campaign):
    letter = factories.make_letter(one)
    wish = factories.confirmed_passage(letter)
    agreement = factories.confirmed_passage(letter, kind="agreement")

    def announce(passage, name="Alix"):
        by = factories.anyone("volunteer")
        return lambda: signing.announce(passage=passage, campaign=campaign, by=by, signer_name=name)

    refused(announce(wish), Invalid, "passage")
    refused(announce(agreement, " "), Invalid, "signer_name")
    type(letter).objects.update(electoral_list=None, list_note="inconnue")
    orphan = type(agreement).objects.get(pk=agreement.pk)
    refused(announce(orphan), Invalid, "passage")


WRONG = [
    ({"signer_name": " "}, "signer_name"),
    ({"signer_name": "a" * 151}, "signer_name"),
    ({"in_name_of": "crowd"}, "in_name_of"),
    ({"signed_on": date(2999, 1, 1)}, "signed_on"),
    ({"signed_on": "2026-03-10"}, "signed_on"),
]


@pytest.mark.parametrize(("given", "field"), WRONG)
def test_a_signature_that_cannot_be_is_refused(one, campaign, given, field):
    refused(lambda: _record(campaign, one, **given), Invalid, field)


def _record(campaign, electoral_list, **given):
    facts = {"signer_name": "Alix", "in_name_of": "list", "signed_on": date(2026, 3, 10)} | given
    return signing.record_signature(
        campaign=campaign,
        electoral_list=electoral_list,
        by=factories.anyone("volunteer"),
        **facts,
    )


def test_stances_are_about_this_pact_and_a_reserve_has_words(one, campaign):
    article = campaign.pact_version.articles.first()
    other = factories.make_pact(slug="pacte-essai").articles.first()
    refused(lambda: _record(campaign, one, stances={other: ("accepted", "")}), Invalid, "stances")
    refused(lambda: _record(campaign, one, stances={article: ("reserve", "")}), Invalid, "stances")
    refused(lambda: _record(campaign, one, stances={article: ("maybe", "")}), Invalid, "stances")
    made = _record(campaign, one, stances={article: ("reserve", "Selon le budget.")})
    assert made.stances.get().reserve == "Selon le budget."


def test_a_candidate_signs_for_their_own_list(one, campaign):
    head = factories.make_list().head
    refused(lambda: _record(campaign, one, candidate=head), Invalid, "candidate")
    assert _record(campaign, one, candidate=one.head).candidate == one.head


def test_the_day_a_document_arrives_is_not_tomorrow(one, campaign):
    made = factories.make_signature("announced", electoral_list=one, campaign=campaign)
    tomorrow = timezone.localdate() + timedelta(days=1)

    def receive(day):
        return lambda: signing.signature_step(
            step="receive",
            ref=made.ref,
            by=factories.anyone("moderator"),
            version=made.version,
            given={"signed_on": day},
        )

    refused(receive(tomorrow), Invalid, "signed_on")
    received = receive(timezone.localdate())()
    # Who received the document has recorded it: a second person verifies.
    refused(
        lambda: signing.signature_step(
            step="verify",
            ref=received.ref,
            by=factories.anyone("moderator"),
            version=received.version,
        ),
        NotAllowed,
    )


def test_the_three_counts_are_never_added_up(one, campaign):
    two, three = factories.make_list(), factories.make_list()
    for electoral_list, name_of in [
        (one, "individual"),
        (one, "individual"),
        (one, "list"),
        (two, "individual"),
        (three, "list"),
    ]:
        factories.make_signature(
            "published", campaign=campaign, electoral_list=electoral_list, in_name_of=name_of
        )
    factories.make_signature("verified", campaign=campaign, electoral_list=three)
    assert signature_counts(campaign) == {
        "persons": 3,
        "lists_with_a_signer": 3,
        "lists_as_lists": 2,
    }


def test_no_answer_is_computed_once_the_day_has_passed(one, campaign):
    factories.make_solicitation("contacted", campaign=campaign, electoral_list=one)
    today = timezone.localdate()
    for answer_by, position in [
        (None, Position.AWAITED),
        (today, Position.AWAITED),
        (today - timedelta(days=1), Position.NO_ANSWER),
    ]:
        campaign.answer_by = answer_by
        assert positions_of([one], campaign) == {one.pk: position}


@pytest.mark.parametrize(
    ("stance", "position"), [("accepted", Position.SIGNED), ("refused", Position.PARTIAL)]
)
def test_a_position_is_that_of_the_published_signature(one, campaign, stance, position):
    factories.make_solicitation("refused", campaign=campaign, electoral_list=one)
    stances = {article: (stance, "") for article in campaign.pact_version.articles.all()}
    factories.make_signature("published", campaign=campaign, electoral_list=one, stances=stances)
    assert positions_of([one], campaign) == {one.pk: position}


def test_a_merged_list_hands_nothing_over(one, campaign):
    """The list it joined must say so itself: its position stays its own."""
    factories.make_signature("published", campaign=campaign, electoral_list=one)
    factories.make_commitment("published", electoral_list=one)
    into = factories.make_list()
    merge_list(list_id=one.pk, into_id=into.pk, version=one.version)
    lists = list(ElectoralList.objects.filter(pk__in=[one.pk, into.pk]))
    positions = positions_of(lists, campaign)
    assert positions == {one.pk: Position.SIGNED, into.pk: Position.NOT_SOLICITED}


def test_a_list_is_solicited_once_and_skipped_with_a_public_reason(one, campaign):
    made = factories.make_solicitation("not_solicited", campaign=campaign, electoral_list=one)
    assert made.public_reason
    again = signing.solicit(campaign=campaign, electoral_list=one, by=factories.anyone("moderator"))
    assert again == made
    contacted = signing.solicitation_step(
        step="contact", ref=made.ref, by=factories.anyone("moderator"), version=made.version
    )
    assert contacted.public_reason == ""


def test_a_public_reason_fits_where_it_is_kept(one, campaign):
    made = factories.make_solicitation(campaign=campaign, electoral_list=one)
    refused(
        lambda: signing.solicitation_step(
            step="skip",
            ref=made.ref,
            by=factories.anyone("moderator"),
            version=made.version,
            reason="a" * 501,
        ),
        Invalid,
        "public_reason",
    )


def test_a_scan_is_kept_with_the_reception_private_and_once():
    signature = factories.make_signature("announced")
    receive = {"step": "receive", "ref": signature.ref, "by": factories.anyone("volunteer")}
    given = {"signed_on": date(2026, 3, 10), "scan": (b"%PDF-1.4 invente", "../../signe.pdf")}
    received = signing.signature_step(**receive, version=signature.version, given=given)
    version = received.document.latest
    assert received.document.electoral_list == received.electoral_list
    assert (version.original_name, version.sha256 in version.file.name) == ("signe.pdf", True)
    other = factories.make_signature("announced")
    with pytest.raises(Invalid):
        signing.signature_step(**receive | {"ref": other.ref}, version=other.version, given=given)
    other.refresh_from_db()
    assert other.state == "announced"


def test_who_may_not_receive_files_nothing():
    signature = factories.make_signature("announced")
    before = Letter.objects.count()
    given = {"signed_on": date(2026, 3, 10), "scan": (b"%PDF-1.4 invente", "signe.pdf")}
    with pytest.raises(NotAllowed):
        signing.signature_step(
            step="receive",
            ref=signature.ref,
            by=factories.somebody("contact"),
            version=signature.version,
            given=given,
        )
    assert Letter.objects.count() == before
