"""Steps in the desk: asked by GET, taken by POST, refused with what was typed kept."""

import pytest
from django.urls import reverse

from accounts.admin_site import site
from accounts.histories import history_lines
from accounts.models import User
from ledger.models import Entry
from ledger.reading import history_of
from pledges.history import happenings
from pledges.workflow.signature import SIGNATURE

pytestmark = pytest.mark.urls("tests.desk.urls")


def change_url(obj):
    return reverse("frame:pledges_signature_change", args=[obj.pk])


def step_url(obj, step):
    return reverse("frame:pledges_signature_step", args=[obj.pk, step])


def unchanged(obj):
    version, state = obj.version, obj.state
    obj.refresh_from_db()
    return (obj.version, obj.state) == (version, state)


def received(obj, client):
    data = {"version": obj.version, "signed_on": "2026-03-10"}
    assert client.post(step_url(obj, "receive"), data).status_code == 302
    obj.refresh_from_db()
    return obj


def test_a_history_survives_whoever_acted(page_client, signature, volunteer, moderator):
    page_client.force_login(moderator)
    assert volunteer.name in page_client.get(change_url(signature)).content.decode()
    User.objects.filter(pk=volunteer.pk).update(name="une personne de l’équipe")
    page = page_client.get(change_url(signature)).content.decode()
    assert "une personne de l’équipe" in page
    # The ledger holds no key to the account: its entries stay when even the row is gone.
    User.objects.filter(pk=volunteer.pk).update(ref="gone0000")
    (line,) = history_lines(SIGNATURE, "signature", signature.ref)
    assert line.who == "an erased person"
    assert "an erased person" in line.what
    assert happenings(list(history_of("signature", signature.ref)), names=True)[0].who == line.who


def test_the_page_tells_state_steps_and_history(page_client, signature, volunteer, moderator):
    page_client.force_login(volunteer)
    page = page_client.get(change_url(signature)).content.decode()
    assert 'class="desk-button" href="' in page
    assert "is-refused" not in page
    received(signature, page_client)
    page = page_client.get(change_url(signature)).content.decode()
    assert page.count("is-refused") == 2
    assert page.count("<time ") == 2
    assert volunteer.name in page


def test_get_asks_and_moves_nothing(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    answer = page_client.get(step_url(signature, "receive"))
    assert answer.status_code == 200
    assert answer.context["form"]["version"].value() == 1
    assert unchanged(signature)


def test_post_takes_the_step(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    received(signature, page_client)
    assert (signature.state, signature.version) == ("received", 2)
    assert Entry.objects.get(object_ref=signature.ref, version=2).actor_ref == volunteer.ref
    assert page_client.get(change_url(signature)).status_code == 200


def test_something_missing_comes_back_beside_its_field(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    data = {"version": 1, "reason": "what I typed"}
    answer = page_client.post(step_url(signature, "receive"), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"signed_on"}
    assert "what I typed" in answer.content.decode()
    assert unchanged(signature)


def test_a_reason_is_asked_for_when_the_table_says_so(page_client, signature, volunteer, moderator):
    page_client.force_login(volunteer)
    received(signature, page_client)
    page_client.force_login(moderator)
    answer = page_client.post(step_url(signature, "refuse"), {"version": 2, "reason": "  "})
    assert answer.context["form"].errors.keys() == {"reason"}
    assert unchanged(signature)


def test_a_stale_version_meets_the_conflict_page(page_client, signature, volunteer, moderator):
    page_client.force_login(moderator)
    page_client.post(change_url(signature), form_data(signature, capacity="theirs"))
    signature.refresh_from_db()
    page_client.force_login(volunteer)
    data = {"version": 1, "signed_on": "2026-03-11", "reason": "my own words"}
    answer = page_client.post(step_url(signature, "receive"), data)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "my own words" in page
    assert moderator.name in page
    assert unchanged(signature)


def test_the_second_of_two_clicks_moves_nothing(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    received(signature, page_client)
    data = {"version": 1, "signed_on": "2026-03-11"}
    assert page_client.post(step_url(signature, "receive"), data).status_code == 409
    assert unchanged(signature)


def test_a_button_of_an_old_page_does_not_ask(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    address = step_url(signature, "receive")
    assert page_client.get(address, {"version": 1}).status_code == 200
    assert page_client.get(address, {"version": 7}).status_code == 409


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_step_that_does_not_exist_from_here(page_client, signature, volunteer, method):
    page_client.force_login(volunteer)
    answer = getattr(page_client, method)(step_url(signature, "publish"), {"version": 1})
    assert answer.status_code == 409
    assert unchanged(signature)


@pytest.mark.parametrize("method", ["get", "post"])
def test_four_eyes_hold_whatever_the_address(page_client, signature, moderator, method):
    type(signature).objects.filter(pk=signature.pk).update(created_by=moderator)
    page_client.force_login(moderator)
    received(signature, page_client)
    answer = getattr(page_client, method)(step_url(signature, "verify"), {"version": 2})
    assert answer.status_code == 403
    assert "desk-standing" not in answer.content.decode()
    assert unchanged(signature)


def test_unknown_things_are_404(page_client, signature, volunteer, camille):
    page_client.force_login(volunteer)
    assert page_client.get(step_url(signature, "fly")).status_code == 404
    missing = reverse("frame:pledges_signature_step", args=[10**6, "receive"])
    assert page_client.get(missing).status_code == 404
    page_client.force_login(camille)
    assert page_client.post(step_url(signature, "receive"), {"version": 1}).status_code == 302
    assert unchanged(signature)


def form_data(signature, **changes):
    return {
        "version": signature.version,
        "signer_name": signature.signer_name,
        "capacity": signature.capacity,
        "in_name_of": signature.in_name_of,
    } | changes


def test_the_change_form_carries_the_version(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    page = page_client.get(change_url(signature)).content.decode()
    assert '<input type="hidden" name="version" value="1">' in page
    data = form_data(signature, capacity="head of list")
    assert page_client.post(change_url(signature), data).status_code == 302
    signature.refresh_from_db()
    assert (signature.capacity, signature.version) == ("head of list", 2)


def test_a_stale_form_shows_three_columns_and_can_be_sent_again(
    page_client, signature, volunteer, moderator
):
    page_client.force_login(moderator)
    page_client.post(change_url(signature), form_data(signature, capacity="theirs"))
    page_client.force_login(volunteer)
    data = form_data(signature, capacity="mine", signer_name="Alix I.")
    answer = page_client.post(change_url(signature), data)
    assert answer.status_code == 409
    rows = {row.label: (row.opened, row.now, row.typed) for row in answer.context["rows"]}
    assert ("", "theirs", "mine") in rows.values()
    assert ("Alix Inventé", "Alix Inventé", "Alix I.") in rows.values()
    signature.refresh_from_db()
    assert (signature.capacity, signature.version) == ("theirs", 2)
    again = dict(answer.context["typed"]) | {"version": answer.context["current_version"]}
    assert page_client.post(change_url(signature), again).status_code == 302
    signature.refresh_from_db()
    assert (signature.capacity, signature.signer_name) == ("mine", "Alix I.")


def test_a_form_without_version_changes_nothing(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    data = form_data(signature, capacity="mine")
    del data["version"]
    assert page_client.post(change_url(signature), data).status_code == 409
    assert unchanged(signature)


def test_a_refusal_of_the_action_comes_back_beside_its_field(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    answer = page_client.post(change_url(signature), form_data(signature, capacity="astronaut"))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"capacity"}
    assert "astronaut" in answer.content.decode()
    assert unchanged(signature)


def test_the_list_of_rows_is_well_made(page_client, signature, volunteer):
    page_client.force_login(volunteer)
    assert page_client.get(reverse("frame:pledges_signature_changelist")).status_code == 200


def test_nothing_is_deleted_from_any_desk(page_client, signature, coordinator):
    assert "delete_selected" not in dict(site.actions)
    page_client.force_login(coordinator)
    address = reverse("frame:pledges_signature_delete", args=[signature.pk])
    assert page_client.post(address, {"post": "yes"}).status_code == 403
    assert type(signature).objects.filter(pk=signature.pk).exists()


def test_queries_of_the_change_page(client, signature, volunteer, django_assert_num_queries):
    client.force_login(volunteer)
    client.get(change_url(signature))
    # Session, user, groups; the row; its history and the names in it; who set the state; the list
    # and the campaign that make its title; whether it can be undone; who else is there; why it is
    # public or not, and its election's silence: three. The second time: the first one notes that
    # somebody is here, once a minute.
    with django_assert_num_queries(13):
        client.get(change_url(signature))
