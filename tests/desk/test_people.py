"""Accounts in the desk: made, given roles, closed; by coordinators, never on themselves."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts import admin_site as admin
from accounts.actions.people import close_account, reopen_account
from accounts.actions.roles import set_roles
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import IllegalStep, Invalid, NotAllowed

User = get_user_model()
LIST = "admin:accounts_user_changelist"
ADD = "admin:accounts_user_add"


def change_url(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def held(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize("who", ["volunteer", "moderator"])
def test_only_coordinators_see_accounts(page_client, request, camille, who):
    page_client.force_login(request.getfixturevalue(who))
    assert page_client.get(reverse(LIST)).status_code == 403
    assert page_client.get(reverse(ADD)).status_code == 403
    assert page_client.get(change_url(camille)).status_code == 403
    data = {"roles": ["coordinator"], "is_active": "on"}
    assert page_client.post(change_url(camille), data).status_code == 403
    assert held(camille) == {"contact"}


def test_pages_show_roles_and_never_a_password(page_client, coordinator, moderator):
    moderator.set_password("a password for one test")
    moderator.save()
    page_client.force_login(coordinator)
    pages = [
        page_client.get(reverse(LIST), {"q": "Maxence", "role": "moderator"}),
        page_client.get(reverse(ADD)),
        page_client.get(change_url(moderator)),
    ]
    for answer in pages:
        assert answer.status_code == 200
        assert moderator.password not in answer.content.decode()
        assert "pbkdf2" not in answer.content.decode()
    assert moderator.email in pages[0].content.decode()
    assert coordinator.email not in pages[0].content.decode()


def test_a_coordinator_makes_an_account(page_client, coordinator):
    page_client.force_login(coordinator)
    data = {"email": "New@Cast.Example", "name": "Noé", "roles": ["volunteer"]}
    answer = page_client.post(reverse(ADD), data)
    assert answer.status_code == 302
    made = User.objects.get(email="new@cast.example")
    assert (held(made), made.is_staff, made.created_by) == ({"volunteer"}, True, coordinator)
    assert not made.has_usable_password()
    assert Entry.objects.filter(object_kind="user", object_ref=made.ref).count() == 2


def test_an_address_already_used_is_said_beside_the_field(page_client, coordinator, moderator):
    page_client.force_login(coordinator)
    data = {"email": moderator.email.upper(), "name": "Twin", "roles": []}
    answer = page_client.post(reverse(ADD), data)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert User.objects.filter(email__iexact=moderator.email).count() == 1


def test_roles_are_replaced_and_recorded(page_client, coordinator, volunteer):
    page_client.force_login(coordinator)
    data = {"roles": ["volunteer", "moderator"], "is_active": "on", "version": 1}
    assert page_client.post(change_url(volunteer), data).status_code == 302
    assert held(volunteer) == {"volunteer", "moderator"}
    last = Entry.objects.filter(object_ref=volunteer.ref).latest("version")
    assert (last.step, last.snapshot["roles"]) == ("set_roles", ["moderator", "volunteer"])


def test_nobody_changes_their_own_roles(page_client, coordinator, second_coordinator):
    page_client.force_login(coordinator)
    answer = page_client.post(
        change_url(coordinator),
        {"roles": ["coordinator", "api_client"], "is_active": "on", "version": 1},
    )
    assert answer.status_code == 403
    assert held(coordinator) == {"coordinator"}


def test_the_last_coordinator_stays(coordinator, second_coordinator):
    set_roles(user_id=second_coordinator.pk, roles=[], by=coordinator)
    with pytest.raises(NotAllowed):
        set_roles(user_id=coordinator.pk, roles=[], by=second_coordinator)
    assert held(coordinator) == {"coordinator"}


def test_an_unknown_role_is_refused(coordinator, volunteer):
    with pytest.raises(Invalid):
        set_roles(user_id=volunteer.pk, roles=["emperor"], by=coordinator)
    assert held(volunteer) == {"volunteer"}


def test_closing_and_reopening_an_account(page_client, coordinator, volunteer):
    page_client.force_login(coordinator)
    page_client.post(change_url(volunteer), {"roles": ["volunteer"], "version": 1})
    volunteer.refresh_from_db()
    assert not volunteer.is_active
    assert held(volunteer) == {"volunteer"}
    again = {"roles": ["volunteer"], "is_active": "on", "version": 2}
    page_client.post(change_url(volunteer), again)
    volunteer.refresh_from_db()
    assert volunteer.is_active
    steps = Entry.objects.filter(object_ref=volunteer.ref).order_by("version")
    assert list(steps.values_list("step", flat=True)) == [
        "create_user",
        "close_account",
        "reopen_account",
    ]


def test_who_may_not_close_an_account(coordinator, second_coordinator, moderator, volunteer):
    for by, target in ((moderator, volunteer), (coordinator, coordinator)):
        with pytest.raises(NotAllowed):
            close_account(user_id=target.pk, by=by)
    close_account(user_id=second_coordinator.pk, by=coordinator)
    second_coordinator.refresh_from_db()
    with pytest.raises(NotAllowed):
        reopen_account(user_id=coordinator.pk, by=second_coordinator)
    with pytest.raises(IllegalStep):
        close_account(user_id=second_coordinator.pk, by=coordinator)
    assert User.objects.filter(is_active=False).count() == 1


def test_a_closed_coordinator_does_not_count(coordinator, second_coordinator, volunteer):
    set_roles(user_id=volunteer.pk, roles=["coordinator"], by=coordinator)
    close_account(user_id=second_coordinator.pk, by=coordinator)
    volunteer = User.objects.get(pk=volunteer.pk)
    close_account(user_id=coordinator.pk, by=volunteer)
    coordinator = User.objects.get(pk=coordinator.pk)
    with pytest.raises(NotAllowed):
        close_account(user_id=volunteer.pk, by=coordinator)


def test_the_ledger_is_read_by_those_who_decide_and_changed_by_nobody(
    page_client, coordinator, moderator, volunteer
):
    address = reverse("admin:ledger_entry_changelist")
    entry = Entry.objects.latest("seq")
    one = reverse("admin:ledger_entry_change", args=[entry.pk])
    for user in (coordinator, moderator):
        page_client.force_login(user)
        assert page_client.get(address).status_code == 200
        assert page_client.get(one).status_code == 200
        assert page_client.post(one, {"step": "x"}).status_code == 403
        assert page_client.get(reverse("admin:ledger_entry_add")).status_code == 403
    page_client.force_login(volunteer)
    assert page_client.get(address).status_code == 403


def test_the_ledger_is_read_in_sentences(page_client, settings, moderator, coordinator, volunteer):
    settings.LANGUAGE_CODE = "fr"
    set_roles(user_id=volunteer.pk, roles=["moderator"], by=coordinator)
    page_client.force_login(moderator)
    page = page_client.get(reverse("admin:ledger_entry_changelist"))
    content = page.content.decode()
    assert page.context["title"] == "Écritures du registre"
    assert f"{coordinator.name} a changé les rôles" in content
    assert "set_roles" not in content
    entry = Entry.objects.latest("seq")
    record(kind="passage", ref="abc", version=1, step="suggest", after="pending")
    page = page_client.get(reverse("admin:ledger_entry_changelist"))
    assert "a suggéré le passage" in page.content.decode()
    assert "pending" not in page.content.decode()
    page = page_client.get(reverse("admin:ledger_entry_change", args=[entry.pk]))
    content = page.content.decode()
    assert page.context["subtitle"] == f"compte {volunteer.ref}"
    assert f"{coordinator.name} a changé les rôles" in content
    assert "empreinte" in content.lower()


def test_pages_that_add_and_those_of_an_app_have_a_title_in_french(
    page_client, settings, coordinator
):
    settings.LANGUAGE_CODE = "fr"
    page_client.force_login(coordinator)
    page = page_client.get(reverse("admin:pledges_assessment_add"))
    assert page.context["title"] == "Ajouter\u00a0: évaluation"
    page = page_client.get(reverse("admin:app_list", args=["pledges"]))
    assert page.context["title"] == "Engagements"


def test_the_ledger_is_filtered_by_kind(client, election, moderator):
    client.force_login(moderator)
    address = reverse("admin:ledger_entry_changelist")
    kinds = {row.object_kind for row in client.get(address).context["cl"].result_list}
    assert kinds == {"election", "user"}
    answer = client.get(address, {"kind": "user"})
    assert {row.object_kind for row in answer.context["cl"].result_list} == {"user"}


@pytest.mark.parametrize("people", [1, 3])
def test_queries_of_the_list_of_people(client, coordinator, django_assert_num_queries, people):
    from tests.cast import person

    for number in range(people):
        person(f"Person {number}", "volunteer")
    client.force_login(coordinator)
    with django_assert_num_queries(7):
        client.get(reverse(LIST))


def test_a_table_that_names_no_action_writes_nothing(rf, coordinator, volunteer):
    from accounts.admin_site import DeskAdmin, site

    volunteer.name = "Changed behind the ledger's back"
    with pytest.raises(NotImplementedError):
        DeskAdmin(User, site).save_model(rf.post("/"), volunteer, form=None, change=True)
    volunteer.refresh_from_db()
    assert volunteer.name == "Victoire"


def test_a_stale_form_is_shown_three_times_and_saves_what_is_chosen(
    page_client, coordinator, second_coordinator, volunteer
):
    page_client.force_login(coordinator)
    form = page_client.get(change_url(volunteer))
    assert form.context["seen_version"] == 1
    set_roles(user_id=volunteer.pk, roles=["moderator"], by=second_coordinator)
    data = {"roles": ["contact", "volunteer"], "is_active": "on", "version": 1}
    answer = page_client.post(change_url(volunteer), data)
    assert answer.status_code == 409
    (row,) = answer.context["rows"]
    assert row.name == "roles"
    assert len({row.opened, row.now, row.typed}) == 3
    assert held(volunteer) == {"moderator"}
    # What was typed, or what is there now: each is one choice away, undecided saves nothing.
    again = data | {"version": 2, "conflict-row": "roles"}
    assert page_client.post(change_url(volunteer), again).status_code == 409
    assert page_client.post(change_url(volunteer), again | {"keep-roles": "now"}).status_code == 302
    assert held(volunteer) == {"moderator"}
    chosen = again | {"keep-roles": "typed"}
    assert page_client.post(change_url(volunteer), chosen).status_code == 302
    assert held(volunteer) == {"contact", "volunteer"}


def test_a_form_without_its_version_saves_nothing(page_client, coordinator, volunteer):
    page_client.force_login(coordinator)
    assert page_client.post(change_url(volunteer), {"roles": []}).status_code == 409
    assert held(volunteer) == {"volunteer"}


def test_rows_within_a_page_are_read_there_and_changed_by_their_own_steps(rf, coordinator):
    """The page of a conflict compares the fields of one row: no page of the desk has others."""
    request = rf.get("/")
    request.user = coordinator
    for table in admin.site._registry.values():
        for inline in table.inlines:
            rows = inline(table.model, admin.site)
            assert not rows.has_change_permission(request)
            assert not rows.has_add_permission(request)
            assert not rows.can_delete
