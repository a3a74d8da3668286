"""The mandate of an intercommunality, apart from its communes’: held, carried on, lifted."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from communes.actions.contacts import declare_conflict
from communes.models import Contact, Intercommunality, Membership
from communes.queries import speaks_for
from ledger.refusals import Invalid, NotAllowed
from pledges.actions import correcting, mandates
from pledges.models import MandateChange, OutboxMail
from pledges.notifications import contacts_of
from pledges.policies import may_attest
from pledges.queries.portal import SILENT_AFTER
from pledges.queries.reminders import silences
from tests.factories import make_commitment, make_contact, make_list, somebody
from tests.factories.commitments import REASON
from tests.factories.mandates import make_mandate_change
from tests.ground import of_the_ground

SINCE = date(2028, 5, 3)
THAT_SUMMER = "2028-06-01 12:00+02:00"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]


@pytest.fixture(autouse=True)
def _that_summer(settings):
    settings.LANGUAGE_CODE = "en"
    with time_machine.travel(THAT_SUMMER, tick=False):
        yield


def make_ground() -> SimpleNamespace:
    """A commitment at the level of an intercommunality, by a list of one of its communes."""
    with time_machine.travel(THAT_SUMMER, tick=False):
        electoral_list = make_list()
        group = Intercommunality.objects.create(
            siren="200057867", kind="EPT", name="Plaine Commune"
        )
        Membership.objects.create(commune=electoral_list.commune, intercommunality=group)
        # Who speaks for the intercommunality.
        speaker = make_contact(group, user=somebody("contact"), start=date(2026, 4, 1))
        return SimpleNamespace(
            electoral_list=electoral_list,
            plaine_commune=group,
            speaker=speaker,
            commitment=promised(electoral_list, group),
        )


electoral_list = of_the_ground("electoral_list")
plaine_commune = of_the_ground("plaine_commune")
speaker = of_the_ground("speaker")
commitment = of_the_ground("commitment")


@pytest.fixture
def another(db) -> Intercommunality:
    return Intercommunality.objects.create(siren="200000001", kind="CA", name="Agglo inventée")


def promised(electoral_list, group, **content):
    return make_commitment(
        "published",
        electoral_list=electoral_list,
        level="intercommunality",
        intercommunality=group,
        **content,
    )


def suspend(group, coordinator, electoral_list) -> MandateChange:
    return make_mandate_change(
        "in_force",
        electoral_list=electoral_list,
        intercommunality=group,
        since=SINCE,
        by=coordinator,
    )


def test_suspended_then_lifted_and_its_communes_are_not_concerned(
    desk, page_client, coordinator, camille, speaker, commitment, electoral_list, plaine_commune
):
    own = make_commitment("published", electoral_list=electoral_list)
    given = {
        "intercommunality": plaine_commune.pk,
        "election": electoral_list.election_id,
        "cause": "other",
        "effect": "suspended",
        "since": "2028-05-03",
    }
    desk(coordinator).post(reverse("admin:pledges_mandatechange_add"), given)
    change = MandateChange.objects.get()
    page = desk(coordinator).get(reverse("admin:pledges_mandatechange_change", args=[change.pk]))
    shown = page.content.decode()
    assert commitment.title in shown
    assert speaker.name in shown
    assert camille.name not in shown
    assert f"They stop speaking for {plaine_commune} the day before." in shown
    OutboxMail.objects.all().delete()
    change = mandates.apply(
        ref=change.ref, by=somebody("coordinator"), version=change.version, reason=REASON
    )
    for row in (commitment, own):
        row.refresh_from_db()
    assert (commitment.on_hold, own.mandate) == (True, None)
    assert not speaks_for(speaker, plaine_commune)
    assert speaks_for(camille, electoral_list.commune)
    assert not may_attest(commitment, make_contact(plaine_commune, user=somebody("contact")))
    assert {mail.recipient for mail in OutboxMail.objects.all()} == {speaker}

    said = "Suspended since 3 May 2028."
    group_page = f"/intercommunalites/{plaine_commune.slug}/"
    for address in (f"/engagements/{commitment.slug}/", group_page):
        shown = page_client.get(address).content.decode()
        assert said in shown, address
        assert REASON in shown, address
    commune_page = page_client.get(f"/communes/{electoral_list.commune.slug}/").content.decode()
    assert "Commitments of the lists of" not in commune_page
    told = page_client.get(f"/api/v1/commitments/{commitment.ref}/").json()["mandate"]
    assert (told["level"], told["effect"]) == ("intercommunality", "suspended")

    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    commitment.refresh_from_db()
    assert commitment.mandate is None
    assert speaks_for(speaker, plaine_commune)
    assert said not in page_client.get(group_page).content.decode()
    call_command("verify_ledger", verbosity=0)


def test_the_record_of_a_commune_says_it_beside_what_is_concerned(
    page_client, coordinator, commitment, electoral_list, plaine_commune
):
    make_commitment("published", electoral_list=electoral_list)
    change = suspend(plaine_commune, coordinator, electoral_list)
    address = f"/communes/{electoral_list.commune.slug}/bilan"
    said = f'<strong>Suspended since 3 May 2028.</strong> Reason: <span lang="fr">{REASON}</span>'
    assert page_client.get(f"{address}/").content.decode().count(said) == 1
    pdf = PdfReader(BytesIO(page_client.get(f"{address}.pdf").content))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert printed.count(f"Suspendu depuis le 3 mai 2028. Motif : {REASON}") == 1
    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    assert "Suspended" not in page_client.get(f"{address}/").content.decode()


def test_who_speaks_no_more_reads_why_instead_of_a_date_that_passed(
    desk, coordinator, speaker, commitment, electoral_list, plaine_commune
):
    past = make_contact(
        plaine_commune, user=somebody("contact"), start=date(2026, 4, 1), end=date(2027, 1, 1)
    )
    change = suspend(plaine_commune, coordinator, electoral_list)
    told = desk(speaker).get("/espace/")
    assert told.status_code == 403
    assert "Suspended since 3 May 2028." in told.content.decode()
    assert REASON in told.content.decode()
    assert "while this lasts" in told.content.decode()
    assert "have passed" not in told.content.decode()
    other = desk(past).get("/espace/").content.decode()
    assert "Suspended" not in other
    assert "have passed" in other
    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    assert desk(speaker).get("/espace/").status_code == 200


def test_carried_over_to_the_intercommunality_that_carries_on(
    desk, page_client, coordinator, speaker, commitment, electoral_list, plaine_commune, another
):
    already = make_contact(another, user=somebody("contact"), start=date(2026, 4, 1))
    both = make_contact(another, user=somebody("contact"), start=date(2026, 4, 1))
    make_contact(plaine_commune, user=both, start=date(2026, 4, 1))
    OutboxMail.objects.all().delete()
    change = make_mandate_change(
        "in_force",
        electoral_list=electoral_list,
        intercommunality=plaine_commune,
        cause="merger",
        effect="carried_over",
        successor_group=another,
        since=SINCE,
        by=coordinator,
    )
    commitment.refresh_from_db()
    assert commitment.territory == another
    assert commitment.intercommunality == plaine_commune, "what was promised is not rewritten"
    assert contacts_of(commitment) == [already, both, speaker]
    told = [mail.recipient for mail in OutboxMail.objects.filter(object_kind="mandate_change")]
    assert sorted(told, key=str) == sorted([already, both, speaker], key=str)
    theirs = Contact.objects.filter(user=both, intercommunality=another)
    assert theirs.count() == 1, "who spoke for both goes on, once"
    assert not speaks_for(speaker, plaine_commune)
    assert may_attest(commitment, speaker)
    words = "Carried over to Agglo inventée since 3 May 2028: intercommunalities merged."
    assert words in desk(speaker).get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert another.name in desk(already).get("/espace/").content.decode()
    newcomer = make_contact(plaine_commune, user=somebody("contact"))
    assert desk(newcomer).get(f"/espace/engagements/{commitment.ref}/").status_code == 404
    for group in (plaine_commune, another):
        shown = page_client.get(f"/intercommunalites/{group.slug}/").content.decode()
        assert words in shown, group
        assert commitment.title in shown, group
    told = page_client.get(f"/api/v1/commitments/{commitment.ref}/").json()["mandate"]
    assert (told["intercommunality"], told["name"]) == (another.siren, another.name)
    later = timezone.now() + SILENT_AFTER + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        asked = {(one.person, one.territory) for one in silences(later)}
    assert asked == {(already, another), (both, another), (speaker, another)}

    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    commitment.refresh_from_db()
    assert commitment.territory == plaine_commune
    assert speaks_for(speaker, plaine_commune)
    assert not speaks_for(speaker, another)
    call_command("verify_ledger", verbosity=0)


def test_a_commune_s_change_neither_marks_nor_frees_what_is_of_the_other_level(
    coordinator, commitment, electoral_list, plaine_commune
):
    suspend(plaine_commune, coordinator, electoral_list)
    own = make_commitment("published", electoral_list=electoral_list)
    change = make_mandate_change(
        "in_force", electoral_list=electoral_list, since=SINCE, by=coordinator
    )
    own.refresh_from_db()
    assert own.mandate["level"] == "commune"
    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    for row in (own, commitment):
        row.refresh_from_db()
    assert own.mandate is None
    assert commitment.mandate["level"] == "intercommunality"


def test_of_another_intercommunality_nothing_moves(
    coordinator, commitment, electoral_list, plaine_commune, another, speaker
):
    elsewhere = promised(electoral_list, another)
    theirs = make_contact(another, user=somebody("contact"), start=date(2026, 4, 1))
    suspend(plaine_commune, coordinator, electoral_list)
    elsewhere.refresh_from_db()
    assert elsewhere.mandate is None
    assert speaks_for(theirs, another)
    suspend(another, coordinator, electoral_list)
    elsewhere.refresh_from_db()
    assert elsewhere.on_hold, "one change in force for each"


def test_what_is_published_later_says_so_and_what_leaves_the_territory_does_not(
    coordinator, commitment, electoral_list, plaine_commune, moderator, second_moderator
):
    change = suspend(plaine_commune, coordinator, electoral_list)
    later = promised(electoral_list, plaine_commune)
    assert later.mandate == change.told
    for siren, mandate in (("", None), (plaine_commune.siren, change.told)):
        proposed = correcting.propose_correction(
            commitment=later, changes={"intercommunality": siren}, reason=REASON, by=moderator
        )
        correcting.accept(ref=proposed.ref, by=second_moderator, version=proposed.version)
        later.refresh_from_db()
        assert later.mandate == mandate
    call_command("verify_ledger", verbosity=0)


def test_a_tie_to_a_member_refuses(coordinator, electoral_list, plaine_commune, saint_denis):
    change = make_mandate_change(
        electoral_list=electoral_list, intercommunality=plaine_commune, since=SINCE, by=coordinator
    )
    tied = somebody("coordinator")
    declare_conflict(user=tied, commune=saint_denis, reason="Élue là.", by=tied)
    with pytest.raises(NotAllowed):
        mandates.apply(ref=change.ref, by=tied, version=1, reason=REASON)
    Membership.objects.filter(commune=saint_denis).update(end=SINCE)
    mandates.apply(ref=change.ref, by=tied, version=1, reason=REASON)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"commune": True}, "Name one territory"),
        ({"intercommunality": None}, "Name one territory"),
        ({"cause": "merger", "effect": "carried_over"}, "that carries on when several merge"),
        ({"successor_group": "own"}, "does not carry on for itself"),
        ({"successor_group": "other"}, "that carries on when several merge"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    coordinator, electoral_list, plaine_commune, another, typed, said
):
    given = {
        "election": electoral_list.election,
        "intercommunality": plaine_commune,
        "cause": "other",
        "effect": "suspended",
        "since": SINCE,
    } | typed
    if given.get("commune"):
        given["commune"] = electoral_list.commune
    named = {"own": plaine_commune, "other": another}
    if "successor_group" in given:
        given["successor_group"] = named[given["successor_group"]]
    with pytest.raises(Invalid) as refusal:
        mandates.prepare(by=coordinator, **given)
    assert said in str(refusal.value.reason)
    assert not MandateChange.objects.exists()


def test_one_change_of_a_mandate_is_in_force_at_once(coordinator, electoral_list, plaine_commune):
    first = suspend(plaine_commune, coordinator, electoral_list)
    again = make_mandate_change(
        electoral_list=electoral_list, intercommunality=plaine_commune, since=SINCE, by=coordinator
    )
    with pytest.raises(Invalid, match="lift it first"):
        mandates.apply(ref=again.ref, by=somebody("coordinator"), version=1, reason=REASON)
    assert Contact.objects.filter(intercommunality=plaine_commune, end=None).count() == 0
    mandates.lift(ref=first.ref, by=coordinator, version=first.version, reason=REASON)
    mandates.apply(ref=again.ref, by=somebody("coordinator"), version=1, reason=REASON)
