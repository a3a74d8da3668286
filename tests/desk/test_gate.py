"""Who enters the desk: every identity × second factor asked for or not × shown or not."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils.functional import Promise

from accounts.admin_site import site
from tests.cast import show_second_factor
from tests.project import places

CAST = ["anonymous", "stranger", "camille", "volunteer", "moderator", "coordinator"]
TEAM = {"volunteer", "moderator", "coordinator"}


@pytest.mark.parametrize("shown", [False, True], ids=["without", "with"])
@pytest.mark.parametrize("required", [False, True], ids=["optional", "required"])
@pytest.mark.parametrize("who", CAST)
def test_gate(page_client, db, request, settings, who, required, shown):
    settings.STAFF_SECOND_FACTOR_REQUIRED = required
    user = request.getfixturevalue(who)
    if user is not None:
        page_client.force_login(user)
    if user is not None and shown:
        show_second_factor(page_client, user)
    enters = who in TEAM and (shown or not required)
    answer = page_client.get(reverse("admin:index"))
    assert answer.status_code == (200 if enters else 302)
    if not enters:
        login = page_client.get(answer.headers["Location"])
        expected = {None: 302}.get(user, 302 if who in TEAM else 403)
        assert login.status_code == expected


def test_the_factor_of_another_user_opens_nothing(client, settings, moderator, volunteer):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    show_second_factor(client, moderator)
    records = client.session["account_authentication_methods"]
    client.force_login(volunteer)
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(moderator.pk)
    session.save()
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_password_alone_is_not_a_second_factor(client, settings, moderator):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    TOTP.activate(moderator, generate_totp_secret())
    show_second_factor(client, moderator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    login = client.get(client.get(reverse("admin:index")).headers["Location"])
    assert login.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_closed_account_is_out_at_the_next_page(client, moderator):
    client.force_login(moderator)
    assert client.get(reverse("admin:index")).status_code == 200
    moderator.is_active = False
    moderator.save()
    assert client.get(reverse("admin:index")).status_code == 302


def test_being_superuser_is_not_a_role(client, stranger):
    stranger.is_superuser = stranger.is_staff = True
    stranger.save()
    client.force_login(stranger)
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x()"])
def test_the_desk_sends_nobody_elsewhere(client, moderator, target):
    client.force_login(moderator)
    answer = client.get(reverse("admin:login"), {"next": target})
    assert answer.headers["Location"] == reverse("admin:index")


def test_the_password_is_never_asked_by_the_desk(client, db):
    answer = client.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("required", [False, True])
def test_a_desk_without_second_factor_says_so_on_every_page(
    page_client, settings, coordinator, required
):
    settings.STAFF_SECOND_FACTOR_REQUIRED = required
    show_second_factor(page_client, coordinator)
    for path in (reverse("admin:index"), reverse("admin:accounts_user_changelist")):
        assert ("desk-banner" in page_client.get(path).content.decode()) is not required


def test_what_the_desk_shows_has_a_name_that_can_be_translated():
    """Django names a field it is not told about after the code, in English."""
    unnamed = []
    for model, page in site._registry.items():
        if model._meta.app_label not in places.APPS:
            continue
        shown = {str(name) for name in (*page.list_display, *(page.fields or ()))}
        for field in model._meta.concrete_fields:
            if field.name in shown and not isinstance(field.verbose_name, Promise):
                unnamed.append(f"{model.__name__}.{field.name}")
    assert unnamed == []
