"""The words offered on the review screen: kept by those who review, never lost, never doubled."""

import pytest
from django.urls import reverse

from ledger.models import Entry
from ledger.refusals import Invalid, NotAllowed, Stale
from pledges.actions.reasons import add_reason, change_reason
from pledges.models import ReturnReason

LIST = "/admin/pledges/returnreason/"


def page_of(row):
    return reverse("admin:pledges_returnreason_change", args=[row.pk])


@pytest.fixture
def row(moderator):
    return add_reason(words="Reprenez les mots de la lettre.", by=moderator)


def test_a_moderator_adds_and_changes_words(desk, moderator):
    client = desk(moderator)
    given = {"words": "Dites qui agit.", "position": "5", "in_use": "on"}
    assert client.post(f"{LIST}add/", given).status_code == 302
    made = ReturnReason.objects.get(words="Dites qui agit.")
    changed = given | {"words": "Dites qui peut agir.", "version": made.version}
    assert client.post(page_of(made), changed).status_code == 302
    made.refresh_from_db()
    assert (made.words, made.version, made.changed_by) == ("Dites qui peut agir.", 2, moderator)
    steps = Entry.objects.filter(object_kind="return_reason", object_ref=made.ref)
    assert list(steps.order_by("version").values_list("step", flat=True)) == ["create", "edit"]


def test_two_people_at_once_choose(desk, row, moderator, second_moderator):
    client = desk(moderator)
    facts = {"position": row.position, "in_use": True}
    change_reason(pk=row.pk, version=1, words="Leurs mots.", by=second_moderator, **facts)
    typed = {"words": "Mes mots.", "position": row.position, "in_use": "on", "version": 1}
    answer = client.post(page_of(row), typed)
    assert answer.status_code == 409
    (compared,) = answer.context["rows"]
    assert (compared.opened, compared.now, compared.typed) == (
        "Reprenez les mots de la lettre.",
        "Leurs mots.",
        "Mes mots.",
    )
    with pytest.raises(Stale):
        change_reason(pk=row.pk, version=1, words="Mes mots.", by=moderator, **facts)


def test_who_may_not(desk, row, volunteer, moderator):
    with pytest.raises(NotAllowed):
        add_reason(words="Non.", by=volunteer)
    with pytest.raises(Invalid):
        add_reason(words="  ", by=moderator)
    client = desk(volunteer)
    assert client.get(LIST).status_code == 200
    assert client.post(page_of(row), {"words": "Non."}).status_code == 403
