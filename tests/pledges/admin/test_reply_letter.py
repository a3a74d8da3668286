"""A town hall that never signs in replies by letter: filed, compared, published word for word."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ledger.refusals import Invalid, NotAllowed
from letters.actions.filing import file_letter
from letters.models import Letter, Passage
from pledges.actions import assessing, reporting
from pledges.actions.recording import record_reply
from pledges.models import OutboxMail, Reply
from tests.factories import (
    after_the_deadline,
    make_assessment,
    make_commitment,
    make_contact,
    make_list,
    make_reply,
    somebody,
    standing,
)
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")
WORDS = "Nous avons voté la migration.\nElle sera achevée en juin."
TEXT = f"Madame, Monsieur,\n\n{WORDS}\n\nTéléphone privé : 06 00 00 00 00\n"
SIGNED = "La maire, nom inventé"


def make_ground() -> SimpleNamespace:
    """An assessment the commune may reply to."""
    moderator, electoral_list = somebody("moderator"), make_list()
    commitment = make_commitment("published", electoral_list=electoral_list)
    assessment = make_assessment("notified", commitment=commitment, by=moderator)
    return SimpleNamespace(
        moderator=moderator, electoral_list=electoral_list, assessment=assessment
    )


moderator = of_the_ground("moderator")
electoral_list = of_the_ground("electoral_list")
assessment = of_the_ground("assessment")


def filed(assessment, text=TEXT, *, kind="reply", on=None, by=None):
    return file_letter(
        data=text.encode(),
        name="reponse.txt",
        election=assessment.electoral_list.election,
        by=by or somebody("volunteer"),
        received_on=on,
        kind=kind,
        list_note="Mairie",
        channel="post",
    ).letter


def record(assessment, letter, by, words=WORDS, signed_as=SIGNED):
    return record_reply(
        assessment=assessment, letter=letter, words=words, signed_as=signed_as, by=by
    )


def test_from_the_letter_to_the_page(desk, page_client, assessment, moderator, second_moderator):
    client = desk(moderator)
    page = client.get(reverse("admin:pledges_assessment_change", args=[assessment.pk]))
    address = reverse("admin:pledges_assessment_letter", args=[assessment.pk])
    assert address in page.content.decode()
    today = timezone.localdate().isoformat()
    typed = {"text": TEXT, "received_on": today, "channel": "post"}
    answer = client.post(address, typed)
    letter = Letter.objects.get(kind="reply")
    assert answer["Location"] == f"?letter={letter.ref}"
    assert Passage.objects.filter(letter_version__letter=letter).count() == 0
    opened = client.get(f"{address}?letter={letter.ref}").content.decode()
    assert "Elle sera achevée en juin." in opened
    # As a browser sends it, with its own line ends.
    sent = {"words": WORDS.replace("\n", "\r\n"), "signed_as": SIGNED}
    wrong = client.post(f"{address}?letter={letter.ref}", sent | {"words": "Nous avons gagné."})
    assert wrong.status_code == 400
    assert "not word for word" in wrong.content.decode()
    assert "Nous avons gagné." in wrong.content.decode()
    assert client.post(f"{address}?letter={letter.ref}", sent).status_code == 302
    reply = Reply.objects.get()
    assert (reply.words, reply.signed_as) == (WORDS, SIGNED)
    assert reply.letter_version.text[reply.start : reply.end] == WORDS
    assert letter.received_on == reply.received_on == timezone.localdate()

    assessing.publish(ref=assessment.ref, by=second_moderator, version=assessment.version)
    public = f"/engagements/{assessment.commitment.ref}/"
    page = page_client.get(public, follow=True).content.decode()
    assert "Elle sera achevée en juin." in page
    assert SIGNED in page
    assert "Received by letter or mail on" in page
    assert "No reply in time" not in page
    told = page_client.get(f"/api/v1/replies/{reply.ref}/").json()
    assert (told["words"], told["received_on"]) == (WORDS, today)
    for shown in (page, page_client.get("/api/v1/replies/").content.decode()):
        assert "06 00 00 00 00" not in shown
    call_command("verify_ledger", verbosity=0)


def test_who_may_and_when(assessment, volunteer, coordinator):
    by = somebody("moderator")
    until, notified = assessment.reply_until, assessment.notified_at
    last_day = timezone.localtime(until - timedelta(minutes=1)).date()
    in_time = filed(assessment, on=last_day)
    before = standing(assessment)
    others = {
        "late": filed(assessment, TEXT + "1", on=last_day + timedelta(days=1)),
        "before it was notified": filed(
            assessment, TEXT + "2", on=timezone.localdate(notified) - timedelta(days=1)
        ),
        "of a list": filed(assessment, TEXT + "3", kind="list"),
    }
    before = standing(assessment)
    contact = make_contact(assessment.electoral_list.commune)
    before = standing(assessment)
    for person in (volunteer, contact, somebody()):
        with pytest.raises(NotAllowed):
            record(assessment, in_time, person)
    for letter in others.values():
        with pytest.raises(NotAllowed):
            record(assessment, letter, by)
    draft = make_assessment(commitment=make_commitment("published"), by=by)
    with pytest.raises(NotAllowed):
        record(draft, in_time, by)
    for words, signed in (("", SIGNED), (WORDS, " "), (WORDS.upper(), SIGNED), ("\n", SIGNED)):
        with pytest.raises(Invalid):
            record(assessment, in_time, by, words=words, signed_as=signed)
    assert Reply.objects.count() == 0
    assert standing(assessment)[0] == before[0]
    # Filed late, it came in time: it counts, before the publication and after it.
    with after_the_deadline(assessment):
        assessing.publish(ref=assessment.ref, by=coordinator, version=assessment.version)
        assert record(assessment, in_time, by).words == WORDS
        with pytest.raises(NotAllowed):
            record(assessment, in_time, by)


def test_not_by_who_declared_a_tie_nor_during_a_silence(assessment, electoral_list, coordinator):
    from communes.actions.contacts import declare_conflict

    tied, letter = somebody("moderator"), filed(assessment)
    declare_conflict(user=tied, electoral_list=electoral_list, reason="Colistière.")
    with pytest.raises(NotAllowed):
        record(assessment, letter, tied)
    silence = electoral_list.election.rounds.first().freeze_from
    # In a mandate's life, a silence that falls after the publication.
    with after_the_deadline(assessment):
        assessing.publish(ref=assessment.ref, by=coordinator, version=assessment.version)
    with time_machine.travel(silence + timedelta(hours=1)), pytest.raises(NotAllowed):
        record(assessment, letter, somebody("moderator"))
    assert Reply.objects.count() == 0


def test_contacts_are_told_and_may_still_reply_themselves(assessment):
    contact = make_contact(assessment.electoral_list.commune)
    reply = record(assessment, filed(assessment), somebody("moderator"))
    told = OutboxMail.objects.get(step="record")
    assert (told.recipient, WORDS in told.body) == (contact, True)
    own = reporting.reply(
        assessment=assessment,
        by=contact,
        words="Nos propres mots.",
        signed_as=SIGNED,
        version=reply.version,
    )
    own.refresh_from_db()
    assert (own.received_on, own.start) == (None, None)
    call_command("verify_ledger", verbosity=0)


def test_what_the_commune_wrote_itself_is_not_replaced(assessment):
    make_reply(assessment)
    with pytest.raises(NotAllowed):
        record(assessment, filed(assessment), somebody("moderator"))
    assert Reply.objects.get().words == "Dont acte."


def test_a_reply_is_not_read_as_a_list_s_letter(desk, volunteer, assessment):
    filed(assessment)
    page = desk(volunteer).get("/admin/").context["groups"]
    lines = {line.label: line.count for _title, found in page for line in found}
    assert lines["Letters to read"] == Letter.objects.filter(state="received", kind="list").count()
    assert lines["Letters without list"] == 0
