"""The majority changed, communes merged: prepared, shown, confirmed by another, put back."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communes.actions.contacts import declare_conflict
from communes.actions.lists import set_outcome
from communes.models import Contact
from communes.queries import speaks_for
from ledger.models import Entry
from ledger.refusals import Invalid, NotAllowed
from pledges.actions import mandates, reporting
from pledges.models import Commitment, MandateChange, OutboxMail
from pledges.policies import may_attest
from tests.factories import (
    make_assessment,
    make_commitment,
    make_commune,
    make_contact,
    make_list,
    somebody,
)
from tests.factories.mandates import make_mandate_change
from tests.ground import of_the_ground

REASON = "Le conseil a élu un autre maire (fictif)."
SINCE = date(2028, 5, 3)
THAT_SUMMER = "2028-06-01 12:00+02:00"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]


@pytest.fixture(autouse=True)
def _that_summer(settings):
    settings.LANGUAGE_CODE = "en"
    with time_machine.travel(THAT_SUMMER, tick=False):
        yield


def make_ground() -> SimpleNamespace:
    with time_machine.travel(THAT_SUMMER, tick=False):
        electoral_list = make_list()
        commitment = make_commitment("published", electoral_list=electoral_list)
    return SimpleNamespace(electoral_list=electoral_list, commitment=commitment)


electoral_list = of_the_ground("electoral_list")
commitment = of_the_ground("commitment")


def prepare(client, electoral_list, **typed):
    given = {
        "commune": electoral_list.commune_id,
        "election": electoral_list.election_id,
        "cause": "other",
        "effect": "suspended",
        "since": "2028-05-03",
        "successor": "",
    }
    return client.post(reverse("admin:pledges_mandatechange_add"), given | typed, follow=True)


def step(client, change, name, **given):
    """GET the page that asks, POST what it holds."""
    address = reverse("admin:pledges_mandatechange_step", args=[change.pk, name])
    asked = client.get(address)
    if asked.status_code != 200:
        return asked
    data = {"version": change.version, "reason": REASON, "plan": plan_of(asked), **given}
    return client.post(address, data, follow=True)


def plan_of(page) -> str:
    found = re.search(r'name="plan" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def test_suspended_by_another_coordinator_and_put_back(
    desk, page_client, coordinator, camille, commitment, electoral_list
):
    commune = electoral_list.commune
    assert prepare(desk(coordinator), electoral_list).status_code == 200
    change = MandateChange.objects.get()
    assert (change.state, change.fictitious) == ("prepared", commitment.fictitious)
    assert speaks_for(camille, commune)
    page = desk(coordinator).get(reverse("admin:pledges_mandatechange_change", args=[change.pk]))
    assert commitment.title in page.content.decode()
    assert camille.name in page.content.decode()
    # Four eyes: who prepared it does not confirm it.
    assert step(desk(coordinator), change, "apply").status_code == 403

    second = somebody("coordinator")
    OutboxMail.objects.all().delete()
    step(desk(second), change, "apply")
    change.refresh_from_db()
    assert change.state == "in_force"
    assert not speaks_for(camille, commune)
    commitment.refresh_from_db()
    assert commitment.mandate["since"] == "2028-05-03"
    (mail,) = OutboxMail.objects.all()
    assert mail.recipient == camille
    assert "Suspended since 3 May 2028." in mail.body
    said = "Suspended since 3 May 2028."
    for address in (f"/engagements/{commitment.slug}/", f"/communes/{commune.slug}/"):
        shown = page_client.get(address).content.decode()
        assert said in shown, address
        assert REASON in shown
    row = page_client.get(f"/api/v1/commitments/{commitment.ref}/").json()
    assert (row["mandate"]["effect"], row["mandate"]["reason"]) == ("suspended", REASON)
    before = page_client.get(f"/api/v1/commitments/{commitment.ref}/?at=2028-05-31")
    assert before.status_code == 404 or before.json()["mandate"] is None

    # A contact invited since reads why nothing can be said of it.
    newcomer = make_contact(commune, user=somebody("contact"), start=timezone.localdate())
    answer = desk(newcomer).get(f"/espace/engagements/{commitment.ref}/")
    assert said in answer.content.decode()
    assert not may_attest(commitment, newcomer)
    offered = desk(newcomer).get("/espace/").content.decode()
    assert f"/espace/engagements/{commitment.ref}/point-d-etape/" not in offered
    assert said in offered
    assert commitment.title not in desk(newcomer).get("/espace/toujours-exact/").content.decode()
    with pytest.raises(NotAllowed):
        reporting.start_report(commitment=commitment, by=newcomer, declared="in_progress")

    step(desk(coordinator), change, "lift")
    change.refresh_from_db()
    commitment.refresh_from_db()
    assert (change.state, commitment.mandate) == ("lifted", None)
    assert speaks_for(camille, commune)
    assert Contact.objects.get(user=camille, commune=commune).end is None
    assert said not in page_client.get(f"/communes/{commune.slug}/").content.decode()
    # Inside the grace period, who never read the first mail has no use for the second.
    assert not OutboxMail.objects.filter(recipient=camille).exclude(state="cancelled").exists()
    steps = list(
        Entry.objects.filter(object_ref=commitment.ref, step__startswith="mandate")
        .order_by("seq")
        .values_list("step", flat=True)
    )
    assert steps == ["mandate", "mandate_lifted"]
    call_command("verify_ledger", verbosity=0)


def test_carried_over_to_the_commune_that_carries_on(
    desk, coordinator, camille, dominique, commitment, electoral_list
):
    successor = make_commune("93999", "Commune nouvelle inventée")
    already = make_contact(successor, user=somebody("contact"))
    change = make_mandate_change(
        "in_force",
        electoral_list=electoral_list,
        cause="merger",
        effect="carried_over",
        successor=successor,
        since=SINCE,
        by=coordinator,
    )
    commitment.refresh_from_db()
    assert commitment.territory == successor
    assert speaks_for(camille, successor)
    assert not speaks_for(camille, electoral_list.commune)
    page = desk(camille).get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert "Carried over to Commune nouvelle inventée since 3 May 2028" in page
    assert may_attest(commitment, camille)
    assert desk(dominique).get(f"/espace/engagements/{commitment.ref}/").status_code == 404
    for address in (f"/communes/{successor.slug}/", f"/communes/{successor.slug}/bilan/"):
        shown = desk(None).get(address).content.decode()
        assert "communes merged" in shown, address
        assert change.reason in shown, address
        assert commitment.title in shown, address
    told = OutboxMail.objects.filter(object_kind="mandate_change")
    assert {mail.recipient for mail in told} == {camille, already}

    mandates.lift(ref=change.ref, by=coordinator, version=change.version, reason=REASON)
    commitment.refresh_from_db()
    assert commitment.territory == electoral_list.commune
    assert speaks_for(camille, electoral_list.commune)
    assert not speaks_for(camille, successor)


def test_a_changed_majority_concerns_its_lists_alone(coordinator, commitment, electoral_list):
    change = make_mandate_change(
        electoral_list=electoral_list, cause="majority", effect="closed", since=SINCE
    )
    other = somebody("coordinator")
    change = mandates.apply(ref=change.ref, by=other, version=1, reason=REASON)
    commitment.refresh_from_db()
    assert (electoral_list.outcome == "majority") == (commitment.mandate is not None)
    mandates.lift(ref=change.ref, by=coordinator, version=2, reason=REASON)
    row = set_outcome(list_id=electoral_list.pk, outcome="majority", version=electoral_list.version)
    change = make_mandate_change(
        "in_force", electoral_list=row, cause="majority", effect="closed", since=SINCE
    )
    commitment.refresh_from_db()
    assert commitment.mandate["effect"] == "closed"
    # What a later outcome says does not keep a lift from putting back what was marked.
    set_outcome(list_id=row.pk, outcome="minority", version=row.version)
    mandates.lift(ref=change.ref, by=change.created_by, version=2, reason=REASON)
    commitment.refresh_from_db()
    assert commitment.mandate is None


def test_what_is_refused_says_why_and_moves_nothing(
    desk, coordinator, moderator, camille, commitment, electoral_list
):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = prepare(desk(coordinator), electoral_list, since=tomorrow)
    assert mandates.TO_COME in answer.content.decode()
    answer = prepare(desk(coordinator), electoral_list, cause="merger", effect="carried_over")
    assert "that carries on when several merge" in answer.content.decode()
    assert not MandateChange.objects.exists()
    with pytest.raises(NotAllowed):
        make_mandate_change(electoral_list=electoral_list, by=moderator)
    change = make_mandate_change("in_force", electoral_list=electoral_list, since=SINCE)
    second = make_mandate_change(electoral_list=electoral_list, since=SINCE)
    with pytest.raises(Invalid, match="lift it first"):
        mandates.apply(ref=second.ref, by=coordinator, version=1, reason=REASON)
    mandates.lift(ref=change.ref, by=change.created_by, version=2, reason=REASON)
    # Somebody arrived since the preview was read.
    make_contact(electoral_list.commune, user=somebody("contact"))
    with pytest.raises(Invalid, match="changed since"):
        mandates.apply(
            ref=second.ref, by=coordinator, version=1, reason=REASON, given={"plan": "0" * 32}
        )
    assert Commitment.objects.get(pk=commitment.pk).mandate is None


def test_who_was_invited_since_goes_on_speaking(coordinator, camille, electoral_list, commitment):
    """The new majority's contact is no part of what ended."""
    newcomer = make_contact(
        electoral_list.commune, user=somebody("contact"), start=SINCE + timedelta(days=9)
    )
    make_mandate_change("in_force", electoral_list=electoral_list, since=SINCE, by=coordinator)
    assert speaks_for(newcomer, electoral_list.commune)
    assert not speaks_for(camille, electoral_list.commune)


def test_no_reply_is_made_impossible(desk, coordinator, camille, commitment, electoral_list):
    assessment = make_assessment("notified", commitment=commitment)
    change = make_mandate_change(electoral_list=electoral_list, since=SINCE, by=coordinator)
    answer = step(desk(somebody("coordinator")), change, "apply")
    assert "awaits the reply of this territory" in answer.content.decode()
    assert reverse("admin:pledges_assessment_change", args=[assessment.pk]) in (
        answer.content.decode()
    )
    change.refresh_from_db()
    assert change.state == "prepared"
    assert speaks_for(camille, electoral_list.commune)
    # Carried over, the same people may reply: nothing to wait for.
    other = make_mandate_change(
        electoral_list=electoral_list, since=SINCE, effect="carried_over", by=coordinator
    )
    step(desk(somebody("coordinator")), other, "apply")
    other.refresh_from_db()
    assert other.state == "in_force"


def test_what_is_published_later_says_so_too(coordinator, commitment, electoral_list, elsewhere):
    make_mandate_change("in_force", electoral_list=electoral_list, since=SINCE, by=coordinator)
    later = make_commitment("published", electoral_list=electoral_list)
    elsewhere = make_commitment("published", electoral_list=make_list(commune=elsewhere))
    assert later.mandate["effect"] == "suspended"
    assert elsewhere.mandate is None
    call_command("verify_ledger", verbosity=0)


def test_a_preview_that_is_out_of_date_is_shown_again(
    desk, coordinator, camille, commitment, electoral_list
):
    change = make_mandate_change(electoral_list=electoral_list, since=SINCE, by=coordinator)
    client = desk(somebody("coordinator"))
    answer = step(client, change, "apply", plan="0" * 32)
    assert "changed since you looked" in answer.content.decode()
    assert REASON in answer.content.decode()
    again = {"version": change.version, "reason": REASON, "plan": plan_of(answer)}
    address = reverse("admin:pledges_mandatechange_step", args=[change.pk, "apply"])
    client.post(address, again)
    change.refresh_from_db()
    assert change.state == "in_force"


def test_a_tie_to_the_commune_that_carries_on_refuses(desk, coordinator, electoral_list):
    successor = make_commune("93999", "Commune nouvelle inventée")
    change = make_mandate_change(
        electoral_list=electoral_list,
        cause="merger",
        effect="carried_over",
        successor=successor,
        since=SINCE,
        by=coordinator,
    )
    tied = somebody("coordinator")
    declare_conflict(user=tied, commune=successor, reason="Élue là.", by=tied)
    assert step(desk(tied), change, "apply").status_code == 403
    change.refresh_from_db()
    assert change.state == "prepared"


def test_lifting_leaves_what_somebody_changed_since(
    desk, coordinator, camille, commitment, electoral_list
):
    commune = electoral_list.commune
    change = make_mandate_change(
        "in_force", electoral_list=electoral_list, since=SINCE, by=coordinator
    )
    make_contact(commune, user=camille, start=timezone.localdate())
    page = desk(coordinator).get(reverse("admin:pledges_mandatechange_change", args=[change.pk]))
    assert "stays as somebody set it since" in page.content.decode()
    step(desk(coordinator), change, "lift")
    change.refresh_from_db()
    assert change.state == "lifted"
    assert Contact.objects.filter(user=camille, commune=commune, end=None).count() == 1
