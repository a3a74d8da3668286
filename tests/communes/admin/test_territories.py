"""Territories, lists, contacts and ties at the desk: who reads, who writes, at which cost."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from communes.actions.contacts import declare_conflict
from communes.actions.councils import add_mandate
from communes.actions.geography import apply_geography
from communes.models import Commune, ConflictOfInterest, Contact, ElectoralList, Mandate
from communes.queries import mayor_of
from ledger.reading import history_of
from tests.communes.vintages import load, small_vintage
from tests.factories.people import make_contact, somebody
from tests.factories.places import make_commune, make_election, make_list

pytestmark = pytest.mark.usefixtures("shared_ground")
CAST = ["anonymous", "stranger", "camille", "volunteer", "moderator", "coordinator"]
TEAM = {"volunteer", "moderator", "coordinator"}
ADDS = {
    "commune": set(),
    "department": set(),
    "intercommunality": set(),
    "election": {"coordinator"},
    "electorallist": {"coordinator"},
    "mandate": {"coordinator"},
    "contact": {"moderator", "coordinator"},
    "conflictofinterest": TEAM,
}


# What costs most, and no table tells: its rounds are ledgered one by one.
make_ground = make_election


@pytest.fixture
def election(ground):
    return ground


def row_of(name, electoral_list, plaine_commune, user=None):
    commune = electoral_list.commune
    if name == "contact":
        make_contact(commune)
        return Contact.objects.get(commune=commune, end=None)
    if name == "conflictofinterest":
        # Each reads their own ties; those of others are a coordinator's to read.
        mine = user is not None and user.role_names & {"volunteer", "moderator"}
        tied = user if mine else somebody("volunteer")
        return declare_conflict(user=tied, commune=commune, reason="Un proche.", by=tied)
    if name == "mandate":
        return add_mandate(commune=commune, person_name="Alix Inventé", start=date(2026, 3, 29))
    return {
        "commune": commune,
        "department": commune.department,
        "intercommunality": plaine_commune,
        "election": electoral_list.election,
        "electorallist": electoral_list,
    }[name]


def governed_by_its_list(commune):
    return add_mandate(
        commune=commune, electoral_list=make_list(commune=commune), start=date(2026, 3, 29)
    )


def answered(client, address, allowed: bool, entered: bool) -> None:
    expected = 200 if allowed else (403 if entered else 302)
    assert client.get(address).status_code == expected, address


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", ADDS)
def test_pages(desk, electoral_list, plaine_commune, request, name, who):
    user = request.getfixturevalue(who)
    row = row_of(name, electoral_list, plaine_commune, user)
    client, entered = desk(user), who in TEAM
    answered(client, reverse(f"admin:communes_{name}_changelist"), entered, entered)
    answered(client, reverse(f"admin:communes_{name}_change", args=[row.pk]), entered, entered)
    answered(client, reverse(f"admin:communes_{name}_add"), who in ADDS[name], entered)
    answered(client, reverse(f"admin:communes_{name}_delete", args=[row.pk]), False, entered)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("commune", lambda n: make_commune(f"9300{n}", f"Commune {n}")),
        ("electorallist", lambda n: make_list(commune=make_commune(f"9300{n}", f"Commune {n}"))),
        ("contact", lambda n: make_contact(make_commune(f"9300{n}", f"Commune {n}"))),
        ("mandate", lambda n: governed_by_its_list(make_commune(f"9300{n}", f"Commune {n}"))),
    ],
)
def test_count_of_queries(desk, volunteer, django_assert_num_queries, name, make, rows):
    for number in range(rows):
        make(number + 1)
    expected = {"commune": 6, "electorallist": 7, "contact": 6, "mandate": 6}[name]
    client = desk(volunteer)
    with django_assert_num_queries(expected):
        answer = client.get(reverse(f"admin:communes_{name}_changelist"))
    assert answer.context["cl"].result_count == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("common", [False, True])
def test_searching_lists_costs_the_same(
    desk, volunteer, django_assert_num_queries, monkeypatch, rows, common
):
    if common:
        monkeypatch.setattr("accounts.searching.COMMON", -1)
        monkeypatch.setattr("accounts.newest.AT_MOST", -1)
    for number in range(rows):
        make_list(label=f"Espoir {number}")
    client = desk(volunteer)
    # As the whole list, one to know whether the words are common; when they are, whether the list
    # is small, and one to read on.
    with django_assert_num_queries(8 + 2 * common):
        answer = client.get(reverse("admin:communes_electorallist_changelist"), {"q": "espo"})
    assert answer.context["cl"].result_count == rows


@pytest.mark.parametrize("words", ["saint denis", "Saint-Denis", "SAINT DENÌS"])
def test_a_commune_is_found_however_it_is_typed(desk, volunteer, saint_denis, elsewhere, words):
    answer = desk(volunteer).get(reverse("admin:communes_commune_changelist"), {"q": words})
    assert list(answer.context["cl"].queryset) == [saint_denis]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("saint", ["Saint-Denis", "Saint-Barthélemy"]),
        ("denis", ["Saint-Denis"]),
        ("93059", ["Saint-Denis"]),
        ("introuvable", []),
        ("", ["Aubervilliers", "Dugny", "Paris", "Saint-Barthélemy", "Saint-Denis"]),
    ],
)
def test_communes_are_offered_as_they_are_listed(desk, coordinator, typed, names):
    load(small_vintage())
    asked = {"app_label": "communes", "model_name": "contact", "field_name": "commune"}
    answer = desk(coordinator).get(reverse("admin:autocomplete"), asked | {"term": typed})
    assert [one["text"].partition(" (")[0] for one in answer.json()["results"]] == names


def test_a_commune_is_never_rewritten(desk, coordinator, saint_denis):
    address = reverse("admin:communes_commune_change", args=[saint_denis.pk])
    assert desk(coordinator).post(address, {"name": "Autre"}).status_code == 403
    assert Commune.objects.get(pk=saint_denis.pk).name == "Saint-Denis"


def test_a_contact_is_invited_with_an_account_then_ended(desk, moderator, saint_denis):
    client = desk(moderator)
    typed = {
        "email": "mairie@invented.example",
        "name": "Mairie inventée",
        "commune": saint_denis.pk,
        "quality": "agent",
        "start": "2026-04-01",
    }
    answer = client.post(reverse("admin:communes_contact_add"), typed | {"quality": ""})
    assert answer.status_code == 200
    assert "mairie@invented.example" in answer.content.decode()
    assert not User.objects.filter(email=typed["email"]).exists()
    assert client.post(reverse("admin:communes_contact_add"), typed).status_code == 302
    contact = Contact.objects.get(user__email=typed["email"])
    assert set(contact.user.role_names) == {"contact"}
    address = reverse("admin:communes_contact_change", args=[contact.pk])
    ended = {"version": contact.version, "end": "2026-05-01"}
    answer = client.post(address, {"version": contact.version})
    assert answer.context["adminform"].form.errors.keys() == {"end"}
    contact.refresh_from_db()
    assert contact.end is None
    assert client.post(address, ended).status_code == 302
    contact.refresh_from_db()
    assert contact.end == date(2026, 5, 1)
    page = client.get(address).content.decode()
    assert f"{moderator.name} set the last day" in page
    assert re.search(r"<dd><ins>.*added:.*May 1, 2026</ins></dd>", page)
    assert client.post(address, ended | {"end": "2026-06-01"}).status_code == 409


def test_a_list_is_corrected_with_its_reason_and_once(
    desk, coordinator, moderator, electoral_list, typed_in
):
    address = reverse("admin:communes_electorallist_change", args=[electoral_list.pk])
    client = desk(coordinator)
    typed = typed_in(client.get(address))
    typed |= {"label": "Une liste mieux nommée", "reason": "Le bulletin le dit."}
    assert desk(moderator).post(address, typed).status_code == 403
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["errors"]
    electoral_list.refresh_from_db()
    assert electoral_list.label == "Une liste mieux nommée"
    answer = client.post(address, typed | {"label": "Mes mots tardifs"})
    assert answer.status_code == 409
    assert "Mes mots tardifs" in answer.content.decode()
    assert ElectoralList.objects.get().label == "Une liste mieux nommée"


def test_a_tie_is_declared_for_oneself(desk, volunteer, saint_denis):
    typed = {"commune": saint_denis.pk, "reason": "Un proche est candidat."}
    assert desk(volunteer).post(reverse("admin:communes_conflictofinterest_add"), typed)
    assert ConflictOfInterest.objects.get().user == volunteer


def test_a_tie_ends_on_a_day_that_is_said(desk, coordinator, volunteer, saint_denis):
    tie = declare_conflict(user=volunteer, commune=saint_denis, reason="Y habite.", by=volunteer)
    client = desk(coordinator)
    address = reverse("admin:communes_conflictofinterest_change", args=[tie.pk])
    answer = client.post(address, {"version": tie.version})
    assert answer.context["adminform"].form.errors.keys() == {"ended_on"}
    tie.refresh_from_db()
    assert tie.ended_on is None
    last = tie.declared_on + timedelta(days=1)
    client.post(address, {"version": tie.version, "ended_on": last.isoformat()})
    tie.refresh_from_db()
    assert tie.ended_on == last


@pytest.mark.parametrize("name", ["commune", "department", "intercommunality"])
def test_its_history_is_that_of_the_years_loaded(
    desk, electoral_list, plaine_commune, volunteer, name
):
    apply_geography(sheets=[], year=2026, counts={})
    row = row_of(name, electoral_list, plaine_commune)
    page = desk(volunteer).get(reverse(f"admin:communes_{name}_change", args=[row.pk]))
    assert "the software loaded the official territories" in page.content.decode()


def test_the_postal_codes_of_a_commune_are_read_as_words(desk, electoral_list, volunteer):
    commune = electoral_list.commune
    commune.postal_codes = ["93200", "93210"]
    commune.save()
    page = desk(volunteer).get(reverse("admin:communes_commune_change", args=[commune.pk]))
    assert "93200, 93210" in page.content.decode()


def test_who_reads_a_list_is_asked_no_reason(desk, electoral_list, moderator, coordinator):
    page = reverse("admin:communes_electorallist_change", args=[electoral_list.pk])
    assert "field-reason" not in desk(moderator).get(page).content.decode()
    assert "field-reason" in desk(coordinator).get(page).content.decode()


def test_a_table_without_rows_says_so(desk, electoral_list, moderator):
    client, tables = desk(moderator), "admin:communes_electorallist_changelist"
    assert "Nothing" not in client.get(reverse(tables)).content.decode()
    assert "Nothing matches" in client.get(reverse(tables), {"q": "zzz"}).content.decode()
    empty = client.get(reverse("admin:communes_contact_changelist"))
    assert "Nothing here yet." in empty.content.decode()


def test_a_mandate_is_given_then_ended_by_its_last_day(desk, coordinator, saint_denis, typed_in):
    client = desk(coordinator)
    given = {"commune": saint_denis.pk, "person_name": "Alix Inventé", "start": "2026-03-29"}
    client.post(reverse("admin:communes_mandate_add"), given)
    mandate = mayor_of(saint_denis)
    assert (mandate.person_name, mandate.created_by) == ("Alix Inventé", coordinator)
    page = reverse("admin:communes_mandate_change", args=[mandate.pk])
    before = client.post(page, typed_in(client.get(page)) | {"end": "2026-03-01"})
    assert before.context["adminform"].form.errors
    assert mayor_of(saint_denis) == mandate
    client.post(page, typed_in(client.get(page)) | {"end": localdate() + timedelta(days=9)})
    # Announced, not over yet; nor has one begun that begins tomorrow.
    tomorrow = localdate() + timedelta(days=1)
    add_mandate(commune=saint_denis, person_name="Lou Inventé", start=tomorrow)
    assert mayor_of(saint_denis) == mandate
    assert client.post(page, typed_in(client.get(page)) | {"end": "2026-09-30"}).status_code == 302
    assert mayor_of(saint_denis) is None
    steps = [entry.step for entry in history_of("mandate", mandate.ref)]
    assert steps == ["create", "end", "end"]


def test_a_mandate_of_nobody_or_of_nowhere_is_refused(desk, coordinator, saint_denis):
    for given in ({"commune": saint_denis.pk}, {"person_name": "Alix Inventé"}):
        answer = desk(coordinator).post(
            reverse("admin:communes_mandate_add"), given | {"start": "2026-03-29"}
        )
        assert answer.context["adminform"].form.errors, given
    assert not Mandate.objects.exists()


def test_mandates_are_found_by_their_commune(desk, volunteer, saint_denis, elsewhere):
    here, _there = governed_by_its_list(saint_denis), governed_by_its_list(elsewhere)
    answer = desk(volunteer).get(reverse("admin:communes_mandate_changelist"), {"q": "st denis"})
    assert list(answer.context["cl"].queryset) == [here]
