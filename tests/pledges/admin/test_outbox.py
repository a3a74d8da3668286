"""The outbox in the desk: lists, search, preview, words changed, what can still be done."""

import pytest
from django.urls import reverse

from pledges.actions.outbox import send_due
from pledges.models import OutboxMail
from tests.factories.commitments import REASON, make_commitment

pytestmark = pytest.mark.usefixtures("shared_ground")
LIST = "/admin/pledges/outboxmail/"


def make_ground() -> OutboxMail:
    make_commitment("dropped", title="Ouvrir les données")
    return OutboxMail.objects.get()


@pytest.fixture
def waiting(ground) -> OutboxMail:
    return ground


def page_of(mail):
    return reverse("admin:pledges_outboxmail_change", args=[mail.pk])


def test_found_by_words_person_and_state(desk, moderator, waiting):
    client = desk(moderator)
    for query, found in (
        ("?state=waiting", 1),
        ("?state=sent", 0),
        ("?q=Ouvrir", 1),
        (f"?q={waiting.recipient.email}", 1),
        ("?q=Introuvable", 0),
        ("?state=nowhere", 1),
    ):
        assert client.get(LIST + query).context["cl"].result_count == found, query


def test_the_page_shows_what_the_recipient_will_read(desk, volunteer, waiting, settings):
    page = desk(volunteer).get(page_of(waiting)).content.decode()
    assert REASON in page
    assert waiting.recipient.email in page
    assert settings.DEFAULT_FROM_EMAIL in page
    assert 'name="subject"' not in page, "a volunteer changes nothing"
    assert "/steps/stop/" not in page


def test_words_are_changed_and_compared(desk, moderator, waiting, typed_in):
    client = desk(moderator)
    typed = typed_in(client.get(page_of(waiting)))
    typed |= {"subject": "Un autre objet"}
    answer = client.post(page_of(waiting), typed | {"_continue": "1"}, follow=True)
    waiting.refresh_from_db()
    assert (waiting.subject, waiting.version) == ("Un autre objet", 2)
    assert "<ins>" in answer.content.decode()


def test_two_who_change_it_meet_the_three_columns_and_choose(desk, moderator, waiting, typed_in):
    client = desk(moderator)
    opened = typed_in(client.get(page_of(waiting)))
    first = opened | {"subject": "Celui de la première"}
    client.post(page_of(waiting), first)
    mine = opened | {"subject": "Le mien", "body": "Mes mots."}
    answer = client.post(page_of(waiting), mine)
    assert answer.status_code == 409
    rows = {row.name: (row.opened, row.now, row.typed) for row in answer.context["rows"]}
    assert rows["subject"] == (opened["subject"][0], "Celui de la première", "Le mien")
    choices = typed_in(answer)
    again = client.post(page_of(waiting), choices)
    assert again.status_code == 409, "nothing is saved until every choice is made"
    choices |= {"keep-subject": "now", "keep-body": "typed"}
    client.post(page_of(waiting), choices)
    waiting.refresh_from_db()
    assert (waiting.subject, waiting.body) == ("Celui de la première", "Mes mots.")


def test_stopped_and_let_go_by_one_gesture(desk, moderator, waiting):
    client = desk(moderator)
    for step, state in (("stop", "cancelled"), ("let_leave", "waiting")):
        page = client.get(page_of(waiting)).content.decode()
        address = f"{page_of(waiting).replace('change', f'steps/{step}')}?version={waiting.version}"
        assert f'action="{address}"' in page
        client.post(address)
        waiting.refresh_from_db()
        assert waiting.state == state
    assert client.post(address, follow=True).status_code == 200
    assert client.post(page_of(waiting).replace("change", "steps/fly")).status_code == 404


def test_its_decision_is_undone_from_here(desk, moderator, waiting):
    commitment = make_commitment("in_review")
    client = desk(moderator)
    step = reverse("admin:pledges_commitment_step", args=[commitment.pk, "return"])
    client.post(step, {"version": commitment.version, "reason": REASON})
    mail = OutboxMail.objects.exclude(pk=waiting.pk).get()
    undo = reverse("admin:pledges_commitment_undo", args=[commitment.pk])
    page = client.get(page_of(mail)).content.decode()
    assert f'action="{undo}?version={commitment.version + 1}"' in page
    client.post(f"{undo}?version={commitment.version + 1}")
    mail.refresh_from_db()
    commitment.refresh_from_db()
    assert (mail.state, commitment.state) == ("cancelled", "in_review")
    let_leave = page_of(mail).replace("change", "steps/let_leave")
    client.post(f"{let_leave}?version={mail.version}")
    mail.refresh_from_db()
    assert mail.state == "cancelled", "there is nothing to tell any more"
    page = client.get(page_of(mail)).content.decode()
    assert "steps/let_leave" not in page
    assert "there is nothing to tell any more" in page


def test_what_did_not_arrive_waits_in_the_queue_and_shows_on_the_person(desk, coordinator, waiting):
    OutboxMail.objects.update(state="bounced", problem="Adresse inconnue")
    person = waiting.recipient
    person.mail_refused_on, person.mail_refused_why = waiting.queued_at, "Adresse inconnue"
    person.save()
    client = desk(coordinator)
    assert "?state=bounced" in client.get(reverse("admin:index")).content.decode()
    assert "Adresse inconnue" in client.get(page_of(waiting)).content.decode()
    user = reverse("admin:accounts_user_change", args=[person.pk])
    assert "Adresse inconnue" in client.get(user).content.decode()


def test_a_mail_that_left_is_read_and_not_touched(desk, moderator, waiting, mailoutbox):
    OutboxMail.objects.update(leaves_after=waiting.queued_at)
    send_due()
    client = desk(moderator)
    page = client.get(page_of(waiting)).content.decode()
    assert 'name="subject"' not in page
    assert client.post(page_of(waiting), {"subject": "Trop tard"}).status_code == 403
    client.post(page_of(waiting).replace("change", "steps/stop") + "?version=1")
    waiting.refresh_from_db()
    assert waiting.state == "sent"


def test_by_post_alone_and_not_by_a_volunteer(desk, moderator, volunteer, waiting):
    stop = page_of(waiting).replace("change", "steps/stop") + "?version=1"
    assert desk(moderator).get(stop).status_code == 405
    desk(volunteer).post(stop)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
