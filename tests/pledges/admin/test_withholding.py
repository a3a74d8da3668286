"""Only unlawful content is withheld: by two people, in the open, and it can be put back."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from ledger.refusals import NotAllowed
from pledges.actions.evidencing import add_evidence
from pledges.actions.perform import perform
from pledges.models import OutboxMail
from pledges.queries.changes import changes_after
from tests.cast import person
from tests.factories import (
    a_pdf,
    a_picture,
    make_assessment,
    make_commitment,
    make_contact,
    make_list,
    make_reply,
    rewritten,
)
from tests.factories import to_withhold as withheld
from tests.factories.commitments import REASON
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")
WORDS = "Une injure inventée envers une personne."
WHY = "Injure envers une personne (loi du 29 juillet 1881)."


def make_ground() -> SimpleNamespace:
    """A reply beside a published assessment, with a file."""
    from pledges.actions import assessing

    moderator = person("Maxence", "moderator")
    second_moderator = person("Mahaut", "moderator")
    electoral_list = make_list()
    commitment = make_commitment("published", electoral_list=electoral_list)
    assessment = make_assessment("notified", commitment=commitment, by=moderator)
    contact = make_contact(electoral_list.commune)
    reply = make_reply(assessment, by=contact, words=WORDS)
    add_evidence(by=contact, reply=reply, kind="other", title="Note inventée", data=a_pdf())
    assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    reply.refresh_from_db()
    OutboxMail.objects.all().delete()
    return SimpleNamespace(reply=reply, moderator=moderator, second_moderator=second_moderator)


reply = of_the_ground("reply")
moderator = of_the_ground("moderator")
second_moderator = of_the_ground("second_moderator")


def public_of(client, reply) -> list[str]:
    """Everything anyone may read of it."""
    evidence = reply.evidence.get()
    pages = [
        client.get(f"/engagements/{reply.commitment.ref}/", follow=True),
        client.get("/api/v1/replies/?format=csv"),
        client.get(f"/api/v1/replies/{reply.ref}/"),
        client.get(f"/api/v1/assessments/{reply.assessment.ref}/"),
        client.get("/api/v1/evidence/"),
        client.get(f"/preuves/{evidence.ref}/"),
        client.get("/api/v1/changes/?since=0&limit=1000"),
    ]
    found = [b"".join(one) if one.streaming else one.content for one in pages]
    return [one.decode(errors="ignore") for one in found]


def step(client, reply, name, reason=""):
    reply.refresh_from_db()
    address = reverse("admin:pledges_reply_step", args=[reply.pk, name])
    return client.post(address, {"version": reply.version, "reason": reason})


def test_two_people_withhold_it_and_the_page_says_why(
    desk, client, reply, moderator, second_moderator, coordinator
):
    contact = make_contact(reply.electoral_list.commune)
    step(desk(moderator), reply, "propose_withholding", WHY)
    reply.refresh_from_db()
    assert reply.state == "contested"
    before = public_of(client, reply)
    assert WORDS in before[0]
    assert WORDS in before[2]
    assert not [page for page in before if WHY in page], "nothing is said before it is decided"
    assert OutboxMail.objects.count() == 0
    assert step(desk(moderator), reply, "withhold").status_code == 403
    queue = {
        line.label: line.count
        for _title, found in desk(second_moderator).get("/admin/").context["groups"]
        for line in found
    }
    assert queue["Replies to withhold or not"] == 1

    step(desk(second_moderator), reply, "withhold")
    reply.refresh_from_db()
    assert reply.state == "withheld"
    shown = public_of(client, reply)
    assert not [page for page in shown if WORDS in page]
    assert not [page for page in shown[:4] if "Mairie inventée" in page]
    assert WHY in shown[0]
    assert "Withheld:" in shown[0]
    assert "No reply in time" not in shown[0]
    told = client.get(f"/api/v1/replies/{reply.ref}/").json()
    assert (told["words"], told["signed_as"], told["withheld_because"]) == ("", "", WHY)
    evidence = reply.evidence.get()
    assert client.get(f"/preuves/{evidence.ref}/").status_code == 404
    assert client.get(f"/api/v1/evidence/{evidence.ref}/").status_code == 404
    (mail,) = OutboxMail.objects.all()
    assert (mail.recipient, WHY in mail.body) == (contact, True)
    assert step(desk(second_moderator), reply, "restore", "Erreur.").status_code == 403

    step(desk(coordinator), reply, "restore", "Rien d’illicite.")
    reply.refresh_from_db()
    assert (reply.state, reply.withheld_because) == ("given", "")
    back = public_of(client, reply)
    assert WORDS in back[0]
    assert "Withheld:" not in back[0]
    assert client.get(f"/api/v1/evidence/{evidence.ref}/").status_code == 200
    assert OutboxMail.objects.get(step="restore").recipient == contact
    call_command("verify_ledger", verbosity=0)


def test_a_mirror_learns_of_it(reply, moderator, second_moderator):
    call_command("tick")
    _changes, last = changes_after(0, 10_000)
    withheld(reply, "withheld", by=moderator, second=second_moderator)
    call_command("tick")
    changes, _last = changes_after(last, 10_000)
    seen = {(one.resource, one.step) for one in changes}
    assert {("replies", "withhold"), ("evidence", "hide")} <= seen
    assert not [one for one in changes if one.step == "propose_withholding"]


def test_the_commune_reads_why_and_may_change_its_words(client, reply, moderator):
    contact = make_contact(reply.electoral_list.commune)
    reply = withheld(reply, "withheld", by=moderator)
    client.force_login(contact)
    page = client.get(f"/espace/evaluations/{reply.assessment.ref}/").content.decode()
    assert "Withheld:" in page
    assert WORDS in page, "its own words stay its own"
    changed = rewritten(reply, by=contact)
    assert changed.state == "withheld", "put back by a person alone"


def waiting(desk, person) -> int:
    """How many withheld replies the desk says were changed."""
    lines = [
        line for _turn, found in desk(person).get("/admin/").context["groups"] for line in found
    ]
    label = "Withheld replies that their communes changed"
    return next(line.count for line in lines if line.label == label)


def test_who_withheld_it_is_told_once_that_it_was_changed(
    desk, reply, moderator, second_moderator, coordinator
):
    contact = make_contact(reply.electoral_list.commune)
    reply = withheld(reply, "withheld", by=moderator, second=second_moderator)
    OutboxMail.objects.all().delete()
    assert waiting(desk, moderator) == 0
    assert step(desk(moderator), reply, "uphold", "Rien de nouveau.").status_code == 403

    reply = rewritten(reply, by=contact, words="Une autre injure inventée.")
    told = OutboxMail.objects.filter(step="rewrite")
    assert {mail.recipient for mail in told} == {moderator, second_moderator}
    assert f"/admin/pledges/reply/{reply.pk}/change/" in told[0].body
    assert "injure" not in told[0].body, "what is unlawful does not leave by mail"
    assert waiting(desk, moderator) == waiting(desk, coordinator) == 1
    rewritten(reply, by=contact, words="Encore une injure inventée.")
    assert told.count() == 2, "who has not read the first mail yet gets no second one"

    step(desk(second_moderator), reply, "uphold", "Injure, encore.")
    assert waiting(desk, moderator) == 0
    reply.refresh_from_db()
    assert (reply.state, reply.withheld_because) == ("withheld", REASON)
    mail = OutboxMail.objects.get(step="uphold")
    assert (mail.recipient, "Injure, encore." in mail.body) == (contact, True)
    told.update(state="sent")
    add_evidence(
        by=contact, reply=reply, kind="other", title="Autre note inventée", data=a_picture()
    )
    assert waiting(desk, moderator) == 1, "a file counts as much as words"
    assert told.count() == 4
    call_command("verify_ledger", verbosity=0)


def test_what_somebody_read_is_what_they_withhold(reply, moderator, second_moderator):
    from ledger.refusals import Stale

    contact = make_contact(reply.electoral_list.commune)
    contested = withheld(reply, "contested", by=moderator)
    rewritten(contested, by=contact)
    assert not OutboxMail.objects.filter(step="rewrite").exists(), "nothing is withheld yet"
    given = {"kind": "reply", "ref": reply.ref, "step": "withhold", "version": contested.version}
    with pytest.raises(Stale):
        perform(by=second_moderator, **given)
    with pytest.raises(NotAllowed):
        perform(by=contact, **given | {"version": contested.version + 1})
