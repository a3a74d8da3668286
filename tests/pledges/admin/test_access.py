"""You work at the town hall? Asked without an account, checked at the desk, answered by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_account
from accounts.models import Invitation, User
from communes.models import Commune, Contact
from ledger.models import Entry
from ledger.refusals import Invalid
from pledges.actions import letting_in
from pledges.actions.outbox import send_due
from pledges.models import AccessRequest, OutboxMail
from tests.factories import make_access_request, make_contact, somebody, standing

PAGE = "/communes/93066-saint-denis/acces/"
TYPED = {
    "name": "Prénom Inventé",
    "quality": "agent",
    "office": "Secrétariat inventé",
    "email": "secretariat@mairie.example",
}


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def asked_by(client, **typed):
    return client.post(PAGE, TYPED | typed)


def step(client, asked, name, **given):
    address = reverse("admin:pledges_accessrequest_step", args=[asked.pk, name])
    return client.post(address, {"version": asked.version, "reason": "", **given}, follow=True)


def test_the_page_says_whose_it_is(page_client, saint_denis, plaine_commune):
    Commune.objects.update(siren="219300662")
    group = f"/intercommunalites/{plaine_commune.slug}/acces/"
    for address, said in ((PAGE, "at the town hall?"), (group, "for this intercommunality?")):
        page = page_client.get(address).content.decode()
        assert f"<h1>You work {said}</h1>" in page


def test_from_the_commune_s_page_to_the_invitation(page_client, desk, saint_denis, moderator):
    assert PAGE in page_client.get("/communes/93066-saint-denis/").content.decode()
    assert "official address" in page_client.get(PAGE).content.decode()
    answer = page_client.post(PAGE, TYPED, follow=True)
    assert "Your request was received." in answer.content.decode()
    asked = AccessRequest.objects.get()
    assert (asked.commune, asked.state, asked.created_by) == (saint_denis, "requested", None)
    assert not User.objects.filter(email=TYPED["email"]).exists()
    assert OutboxMail.objects.count() == 0

    client = desk(moderator)
    assert "Requests for access" in client.get("/admin/").content.decode()
    page = client.get(reverse("admin:pledges_accessrequest_change", args=[asked.pk]))
    assert TYPED["office"] in page.content.decode()
    step(client, asked, "accept", checked_with=" ")
    assert standing(asked)[0]["state"] == "requested"
    step(client, asked, "accept", checked_with="accueil@mairie.example")
    asked.refresh_from_db()
    assert (asked.state, asked.checked_with) == ("accepted", "accueil@mairie.example")
    contact = Contact.objects.get()
    assert asked.contact == contact
    assert (contact.user.email, contact.user.role_names) == (TYPED["email"], {"contact"})
    assert (contact.commune, contact.quality) == (saint_denis, "agent")
    assert (contact.start, contact.end) == (timezone.localdate(), None)
    assert Invitation.objects.get().user == contact.user
    told = OutboxMail.objects.get()
    assert (told.object_kind, told.recipient) == ("invitation", contact.user)
    # The next request of the same town hall is checked with what is known of it.
    other = make_access_request(territory=saint_denis)
    known = client.get(reverse("admin:pledges_accessrequest_step", args=[other.pk, "accept"]))
    assert "accueil@mairie.example" in known.content.decode()


def test_refused_with_a_reason_that_is_written_to_who_asked(client, desk, saint_denis, moderator):
    asked_by(client)
    asked = AccessRequest.objects.get()
    step(desk(moderator), asked, "refuse", reason="La mairie ne vous connaît pas.")
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert (User.objects.filter(email=asked.email).exists(), Contact.objects.count()) == (False, 0)
    noon = timezone.now().replace(hour=12) + timedelta(days=1)
    with time_machine.travel(noon, tick=False):
        assert send_due() == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == [TYPED["email"]]
    assert "La mairie ne vous connaît pas." in sent.body
    assert "List-Unsubscribe" not in sent.extra_headers
    row = OutboxMail.objects.get()
    shown = desk(moderator).get(reverse("admin:pledges_outboxmail_change", args=[row.pk]))
    assert TYPED["email"] in shown.content.decode()


def test_the_answer_tells_nobody_who_is_known(client, saint_denis, moderator, coordinator):
    make_contact(saint_denis, user=somebody("contact"))
    closed = somebody("contact")
    close_account(user_id=closed.pk, by=coordinator)
    contact = Contact.objects.get().user
    addresses = ["inconnu@mairie.example", moderator.email, contact.email, closed.email]
    answers = [asked_by(client, email=one) for one in [*addresses, addresses[0]]]
    assert {(one.status_code, one["Location"], one.content) for one in answers} == {
        (302, f"{PAGE}?recue=1", b"")
    }
    assert AccessRequest.objects.count() == len(addresses)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("missing", TYPED)
def test_what_is_missing_is_said_and_what_was_typed_stays(page_client, saint_denis, missing):
    answer = page_client.post(PAGE, TYPED | {missing: " "})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert f'href="#id_{missing}' in page
    kept = next(name for name in ("office", "email") if name != missing)
    assert TYPED[kept] in page
    assert AccessRequest.objects.count() == 0


def test_too_many_requests_wait_and_lose_nothing(page_client, saint_denis):
    for _try in range(3):
        assert page_client.post(PAGE, TYPED).status_code == 302
    answer = page_client.post(PAGE, TYPED)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert TYPED["office"] in answer.content.decode()
    for number in range(16):
        page_client.post(PAGE, TYPED | {"email": f"autre{number}@mairie.example"})
    answer = page_client.post(PAGE, TYPED | {"email": "dernier@mairie.example"})
    assert answer.status_code == 429
    assert AccessRequest.objects.count() == 17


def test_for_an_intercommunality_too_and_nowhere_else(page_client, plaine_commune, saint_denis):
    page = "/intercommunalites/200057867-plaine-commune/"
    assert f"{page}acces/" in page_client.get(page).content.decode()
    assert page_client.post(f"{page}acces/", TYPED).status_code == 302
    assert AccessRequest.objects.get().intercommunality == plaine_commune
    assert page_client.get("/communes/93066/acces/")["Location"] == PAGE
    assert page_client.post("/communes/99999/acces/", TYPED).status_code == 404


def test_a_closed_account_is_not_opened_by_the_back_door(saint_denis, moderator, coordinator):
    former = somebody("contact")
    User.objects.filter(pk=former.pk).update(last_login=timezone.now())
    close_account(user_id=former.pk, by=coordinator)
    asked = make_access_request(territory=saint_denis, email=former.email)
    before = standing(asked)
    with pytest.raises(Invalid):
        letting_in.accept(
            ref=asked.ref, by=moderator, version=asked.version, given={"checked_with": "x"}
        )
    assert standing(asked) == before
    assert Contact.objects.count() == 0


def test_who_signs_in_already_is_written_to(saint_denis, elsewhere):
    known = make_contact(elsewhere)
    User.objects.filter(pk=known.pk).update(last_login=timezone.now())
    make_access_request("accepted", territory=saint_denis, email=known.email.upper())
    told = OutboxMail.objects.get()
    assert (told.object_kind, told.recipient) == ("access_request", known)
    assert "Saint-Denis" in told.subject
    assert Contact.objects.filter(user=known).count() == 2


def test_nothing_of_who_asks_is_in_the_ledger(saint_denis):
    make_access_request("refused", territory=saint_denis, email=TYPED["email"])
    asked = make_access_request("accepted", territory=saint_denis, email=TYPED["email"])
    assert Entry.objects.filter(object_kind="access_request").count() == 4
    for entry in Entry.objects.all():
        said = f"{entry.snapshot}{entry.reason}"
        assert not [one for one in (asked.name, asked.email, asked.office) if one in said]


def test_who_asked_is_forgotten_after_a_while_or_on_request(saint_denis, capsys):
    asked = make_access_request("refused", territory=saint_denis, email=TYPED["email"])
    waiting = make_access_request(territory=saint_denis, email=TYPED["email"])
    other = make_access_request(territory=saint_denis)
    assert letting_in.forget_askers() == 0
    call_command("erase_person", TYPED["email"])
    asked.refresh_from_db()
    assert asked.email == TYPED["email"]
    call_command("erase_person", TYPED["email"], "--apply")
    for one in (asked, waiting):
        one.refresh_from_db()
        assert (one.state, one.name, one.office, one.email) == ("refused", "", "", "")
    (told,) = OutboxMail.objects.all()
    assert (told.state, told.body) == ("cancelled", "")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert letting_in.forget_askers() == 0
        other = letting_in.refuse(
            ref=other.ref, by=somebody("moderator"), version=1, reason="Trop tard."
        )
    with time_machine.travel(timezone.now() + timedelta(days=183)):
        assert letting_in.forget_askers() == 1
    other.refresh_from_db()
    assert other.email == ""
    call_command("verify_ledger", verbosity=0)


def test_volunteers_do_not_read_who_asks(desk, volunteer, saint_denis):
    asked = make_access_request(territory=saint_denis)
    client = desk(volunteer)
    listing = reverse("admin:pledges_accessrequest_changelist")
    assert client.get(listing).status_code == 403
    address = reverse("admin:pledges_accessrequest_change", args=[asked.pk])
    assert asked.email not in client.get(address).content.decode()
