"""Keys for programs: shown once, kept as a digest, ended when asked."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions import tokens
from accounts.models import ApiToken
from ledger.models import Entry
from ledger.refusals import Invalid, NotAllowed
from tests.cast import person, show_second_factor

PAGE = "/compte/jetons/"
FORM = {"name": "Mon carnet", "scope": "workflow", "days": "30"}


def make(user, scope="workflow", **fields):
    return tokens.make_token(user=user, name="Mon carnet", scope=scope, by=user, **fields)


def test_a_token_is_kept_as_a_digest_and_works_until_its_end(camille):
    row, token = make(camille, days=2)
    kept = " ".join(str(value) for value in ApiToken.objects.values().get().values())
    assert token not in kept
    assert token.startswith(row.prefix)
    assert len(row.prefix) == 12
    assert tokens.token_in_force(token) == row
    assert tokens.token_in_force(token + "x") is None
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1), tick=False):
        assert tokens.token_in_force(token) is None


def test_a_year_is_the_default_and_the_longest(camille):
    row, _token = make(camille)
    assert timedelta(days=364) < row.expires_on - timezone.now() <= timedelta(days=365)
    for days in (0, -1, 366):
        with pytest.raises(Invalid) as refusal:
            make(camille, days=days)
        assert set(refusal.value.errors) == {"days"}


def test_what_was_done_is_in_the_ledger_without_the_token(camille):
    row, token = make(camille)
    tokens.revoke_token(ref=row.ref, by=camille)
    tokens.revoke_token(ref=row.ref, by=camille)
    entries = Entry.objects.filter(object_kind="api_token", object_ref=row.ref)
    assert [entry.step for entry in entries] == ["make_token", "revoke_token"]
    assert token not in str(list(entries.values()))
    assert row.digest not in str(list(entries.values_list("snapshot", flat=True)))
    assert tokens.token_in_force(token) is None


def test_a_closed_account_has_no_token(camille):
    _row, token = make(camille)
    camille.is_active = False
    camille.save()
    assert tokens.token_in_force(token) is None


@pytest.mark.parametrize("role", ["contact", "volunteer", "moderator", "coordinator"])
def test_whoever_holds_a_role_makes_both_kinds(db, role):
    user = person("Paul", role)
    assert make(user, "read")
    assert make(user, "workflow")


def test_a_program_gets_a_read_token_and_a_stranger_none(db, stranger):
    program = person("Robot", "api_client")
    assert make(program, "read")
    for user, scope in ((program, "workflow"), (stranger, "read"), (stranger, "workflow")):
        with pytest.raises(NotAllowed):
            make(user, scope)
    assert ApiToken.objects.count() == 1


def test_a_coordinator_gives_read_tokens_and_never_acts_in_a_name(coordinator, camille, moderator):
    row, _token = tokens.make_token(user=camille, name="Miroir", scope="read", by=coordinator)
    assert (row.user, row.created_by) == (camille, coordinator)
    for by, scope in ((coordinator, "workflow"), (moderator, "read"), (moderator, "workflow")):
        with pytest.raises(NotAllowed):
            tokens.make_token(user=camille, name="Miroir", scope=scope, by=by)


def test_somebody_elses_token_is_ended_by_a_coordinator_alone(camille, moderator, coordinator):
    row, _token = make(camille)
    with pytest.raises(NotAllowed):
        tokens.revoke_token(ref=row.ref, by=moderator)
    assert tokens.revoke_token(ref=row.ref, by=coordinator).revoked_by == coordinator


def test_twenty_in_force_and_no_more(camille):
    made = [make(camille)[0] for _ in range(tokens.MOST)]
    with pytest.raises(Invalid):
        make(camille)
    tokens.revoke_token(ref=made[0].ref, by=camille)
    assert make(camille)


def test_the_last_use_is_noted_once_an_hour(camille, django_assert_num_queries):
    row, token = make(camille)
    tokens.note_use(row)
    first = ApiToken.objects.get().used_on
    with django_assert_num_queries(1):
        tokens.note_use(tokens.token_in_force(token))
    assert ApiToken.objects.get().used_on == first
    with time_machine.travel(first + timedelta(minutes=61), tick=False):
        tokens.note_use(tokens.token_in_force(token))
    assert ApiToken.objects.get().used_on > first


def test_the_page_shows_a_token_once(page_client, camille):
    page_client.force_login(camille)
    answer = page_client.post(PAGE, FORM)
    page, row = answer.content.decode(), ApiToken.objects.get()
    token = page.partition("<code>pacte_")[2].partition("</code>")[0]
    assert tokens.token_in_force(f"pacte_{token}") == row
    assert "no-store" in answer.headers["Cache-Control"]
    again = page_client.get(PAGE).content.decode()
    assert token not in again
    assert row.prefix in again


def test_the_page_keeps_what_was_typed_when_something_is_wrong(page_client, camille):
    page_client.force_login(camille)
    for wrong in ({"days": "400"}, {"scope": "root"}, {"name": ""}, {"name": "a\x00b"}):
        answer = page_client.post(PAGE, FORM | wrong)
        assert answer.status_code == 400, wrong
    assert not ApiToken.objects.exists()


def test_one_revokes_ones_own_on_the_page(page_client, camille, dominique):
    row, token = make(camille)
    address = reverse("accounts:revoke_token", args=[row.ref])
    page_client.force_login(dominique)
    assert page_client.post(address).status_code == 404
    assert tokens.token_in_force(token)
    page_client.force_login(camille)
    assert page_client.get(address).status_code == 405
    assert page_client.post(address).status_code == 302
    assert tokens.token_in_force(token) is None


def test_staff_show_their_second_factor_before_making_one(page_client, moderator, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    page_client.force_login(moderator)
    assert page_client.post(PAGE, FORM).status_code == 403
    assert not ApiToken.objects.exists()
    show_second_factor(page_client, moderator)
    assert page_client.post(PAGE, FORM).status_code == 200


def test_a_stranger_reads_why_there_is_no_form(page_client, stranger):
    page_client.force_login(stranger)
    assert "scope" not in page_client.get(PAGE).content.decode()
    assert page_client.post(PAGE, FORM).status_code == 403


@pytest.fixture
def page_of_camille(camille):
    return reverse("admin:accounts_user_tokens", args=[camille.pk])


def test_a_coordinator_gives_a_token_to_read_and_ends_it(
    client, coordinator, camille, page_of_camille
):
    show_second_factor(client, coordinator)
    answer = client.post(
        page_of_camille, {"name": "Observatoire", "days": "30", "scope": "workflow"}
    )
    assert answer.status_code == 200
    row = ApiToken.objects.get()
    assert (row.user, row.scope, row.created_by) == (camille, "read", coordinator)
    assert tokens.token_in_force(answer.context["secret"]) == row
    assert answer.context["secret"] in answer.content.decode()
    assert answer.context["secret"] not in client.get(page_of_camille).content.decode()
    client.post(reverse("admin:accounts_user_tokens_revoke", args=[camille.pk, row.ref]))
    assert tokens.token_in_force(answer.context["secret"]) is None


def test_what_cannot_be_made_is_said_and_what_was_typed_kept(client, coordinator, page_of_camille):
    show_second_factor(client, coordinator)
    answer = client.post(page_of_camille, {"name": "Observatoire", "days": "900"})
    assert answer.status_code == 400
    assert "Observatoire" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_else_gives_or_ends_tokens_of_others(
    client, moderator, coordinator, camille, page_of_camille
):
    row, _token = make(camille)
    show_second_factor(client, moderator)
    assert client.post(page_of_camille, {"name": "x", "days": "1"}).status_code == 404
    end = reverse("admin:accounts_user_tokens_revoke", args=[camille.pk, row.ref])
    assert client.post(end).status_code == 404
    show_second_factor(client, coordinator)
    elsewhere = reverse("admin:accounts_user_tokens_revoke", args=[moderator.pk, row.ref])
    assert client.post(elsewhere).status_code == 404
    row.refresh_from_db()
    assert row.in_force
