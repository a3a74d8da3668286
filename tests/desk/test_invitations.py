"""Asked to come in: by mail, until a day; sent again, revoked, expired, answered."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.actions.inviting import VALID, invite, resend_invitation, revoke_invitation
from accounts.actions.roles import create_user
from accounts.models import Invitation, User
from ledger.models import Entry
from ledger.refusals import IllegalStep, NotAllowed
from pledges.models import OutboxMail

pytestmark = pytest.mark.django_db
EMAIL = "nouvelle@cast.example"


@pytest.fixture
def invitation(coordinator):
    user = create_user(email=EMAIL, name="Nouvelle", roles=["volunteer"], by=coordinator)
    return invite(user=user, by=coordinator)


@pytest.fixture
def of_contact(moderator):
    user = create_user(email="mairie@cast.example", name="Mairie", roles=["contact"], by=moderator)
    return invite(user=user, by=moderator)


def code_of(client, sign_in_mails, email):
    client.post(reverse("account_request_login_code"), {"email": email})
    code = re.search(r"^\s+(\S+)$", sign_in_mails()[-1].body, re.MULTILINE)[1]
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def test_a_contact_is_invited_from_their_territory(page_client, moderator, saint_denis):
    page_client.force_login(moderator)
    typed = {
        "email": EMAIL,
        "name": "Nouvelle",
        "commune": saint_denis.pk,
        "quality": "agent",
        "start": "2026-04-01",
    }
    assert page_client.post(reverse("admin:communes_contact_add"), typed).status_code == 302
    made = Invitation.objects.get()
    assert (made.state, made.created_by) == ("waiting", moderator)
    mail = OutboxMail.objects.get()
    assert mail.recipient == made.user
    for said in (
        "Maxence",
        "Saint-Denis",
        "/compte/connexion/code/",
        "valid until",
        "expected of you",
    ):
        assert said in mail.subject + mail.body


def test_a_member_is_invited_by_a_coordinator_with_the_roles_in_words(page_client, coordinator):
    page_client.force_login(coordinator)
    typed = {"email": EMAIL, "name": "Nouvelle", "roles": ["volunteer"]}
    assert page_client.post(reverse("admin:accounts_user_add"), typed).status_code == 302
    assert "Decides nothing." in OutboxMail.objects.get().body
    page = page_client.get(reverse("admin:accounts_invitation_changelist"), {"state": "waiting"})
    assert "Nouvelle" in page.content.decode()


def test_the_first_sign_in_answers_it(client, invitation, sign_in_mails):
    assert code_of(client, sign_in_mails, EMAIL).status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "accepted"
    with pytest.raises(IllegalStep):
        revoke_invitation(ref=invitation.ref, by=invitation.created_by)


def test_sent_again_it_is_valid_for_as_long_again(page_client, invitation, coordinator):
    page_client.force_login(coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        address = reverse("admin:accounts_invitation_answer", args=[invitation.pk, "resend"])
        page_client.force_login(coordinator)
        assert page_client.post(address).status_code == 302
        invitation.refresh_from_db()
        assert invitation.expires_on == timezone.now() + VALID
    assert OutboxMail.objects.count() == 2


def test_revoked_nobody_comes_in_and_the_mail_does_not_leave(
    page_client, client, invitation, coordinator, sign_in_mails
):
    page_client.force_login(coordinator)
    page = reverse("admin:accounts_invitation_change", args=[invitation.pk])
    assert "Revoke it" in page_client.get(page).content.decode()
    address = reverse("admin:accounts_invitation_answer", args=[invitation.pk, "revoke"])
    assert page_client.post(address).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.user.is_active) == ("revoked", False)
    assert OutboxMail.objects.get().state == "cancelled"
    last = Entry.objects.filter(object_ref=invitation.user.ref).latest("version")
    assert last.step == "revoke_invitation"
    client.post(reverse("account_request_login_code"), {"email": EMAIL})
    assert sign_in_mails() == []


def test_expired_it_opens_nothing_and_its_account_closes(client, invitation, sign_in_mails):
    with time_machine.travel(invitation.expires_on + timedelta(minutes=1), tick=False):
        answer = code_of(client, sign_in_mails, EMAIL)
        assert "_auth_user_id" not in client.session, answer
        call_command("tick", verbosity=0)
        invitation.refresh_from_db()
        assert (invitation.state, invitation.user.is_active) == ("expired", False)
        entries = Entry.objects.count()
        call_command("tick", verbosity=0)
        assert Entry.objects.count() == entries
        again = resend_invitation(ref=invitation.ref, by=invitation.created_by)
        assert (again.state, again.user.is_active) == ("waiting", True)


def test_a_moderator_handles_contacts_invitations_alone(
    page_client, moderator, invitation, of_contact
):
    page_client.force_login(moderator)
    rows = page_client.get(reverse("admin:accounts_invitation_changelist")).context["cl"].queryset
    assert list(rows) == [of_contact]
    address = reverse("admin:accounts_invitation_answer", args=[invitation.pk, "revoke"])
    before = Entry.objects.count()
    assert page_client.post(address).status_code == 404
    for act in (resend_invitation, revoke_invitation):
        with pytest.raises(NotAllowed):
            act(ref=invitation.ref, by=moderator)
    assert Entry.objects.count() == before
    revoke_invitation(ref=of_contact.ref, by=moderator)


def test_a_volunteer_sees_none(page_client, volunteer, of_contact):
    page_client.force_login(volunteer)
    page = reverse("admin:accounts_invitation_change", args=[of_contact.pk])
    assert page_client.get(page).status_code == 403
    with pytest.raises(NotAllowed):
        revoke_invitation(ref=of_contact.ref, by=volunteer)


def test_who_signs_in_already_is_not_invited(coordinator, moderator):
    User.objects.filter(pk=moderator.pk).update(last_login=timezone.now())
    moderator.refresh_from_db()
    assert invite(user=moderator, by=coordinator) is None
    assert not Invitation.objects.exists()


def test_the_list_costs_the_same_for_one_and_three(
    client, coordinator, invitation, of_contact, django_assert_num_queries
):
    client.force_login(coordinator)
    address = reverse("admin:accounts_invitation_changelist")
    with django_assert_num_queries(7):
        client.get(address)
    user = create_user(email="trois@cast.example", name="Trois", roles=["contact"], by=coordinator)
    invite(user=user, by=coordinator)
    with django_assert_num_queries(7):
        client.get(address)


def test_ties_are_read_by_their_owner_and_ended_by_a_coordinator(
    page_client, moderator, second_moderator, coordinator, saint_denis
):
    page_client.force_login(moderator)
    add = reverse("admin:communes_conflictofinterest_add")
    typed = {"commune": saint_denis.pk, "reason": "J’y habite."}
    assert page_client.post(add, typed).status_code == 302
    from communes.models import ConflictOfInterest

    tie = ConflictOfInterest.objects.get()
    page = reverse("admin:communes_conflictofinterest_change", args=[tie.pk])
    assert page_client.get(page).status_code == 200
    page_client.force_login(second_moderator)
    assert page_client.get(page).status_code == 302
    page_client.force_login(coordinator)
    ended = {"ended_on": timezone.localdate().isoformat(), "version": tie.version}
    assert page_client.post(page, ended).status_code == 302
    tie.refresh_from_db()
    assert tie.ended_on == timezone.localdate()


def test_its_history_says_what_became_of_it_and_no_more_of_the_account(
    page_client, moderator, of_contact
):
    resend_invitation(ref=of_contact.ref, by=moderator)
    assert Entry.objects.filter(object_ref=of_contact.user.ref, step="create_user").exists()
    page_client.force_login(moderator)
    page = page_client.get(reverse("admin:accounts_invitation_change", args=[of_contact.pk]))
    content = page.content.decode()
    assert content.index("sent the invitation again") < content.rindex("sent the invitation")
    assert "opened the account" not in content
