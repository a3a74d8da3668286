"""Communes and what is above them: one address each, former codes, neutral order."""

from datetime import date

import pytest

from communes.actions.lists import merge_list
from communes.models import Commune, Succession
from pledges.public.addresses import address_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/communes/93066/", "/communes/93066-saint-ouen/"])
def test_a_wrong_name_leads_to_the_right_address(client, saint_denis, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/communes/93066-saint-denis/")


def test_a_former_code_leads_to_its_successor_and_says_so(client, page_client, saint_denis):
    Succession.objects.create(
        old_code="93059",
        old_name="Pierrefitte-sur-Seine",
        commune=saint_denis,
        on=date(2025, 1, 1),
    )
    answer = client.get("/communes/93059-pierrefitte-sur-seine/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/communes/93066-saint-denis/?ancien=93059"
    page_client.cookies["pacte_lang"] = "en"
    page = page_client.get(answer.headers["Location"]).content.decode()
    assert "Pierrefitte-sur-Seine (93059) is part of Saint-Denis since 1 January 2025." in page
    # A succession that is not this commune's says nothing.
    assert "is part of" not in page_client.get("/communes/93066-saint-denis/?ancien=75001").text


def test_a_succession_without_date_or_name_is_said_too(page_client, saint_denis):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    page_client.cookies["pacte_lang"] = "en"
    page = page_client.get("/communes/93066-saint-denis/?ancien=93059").text
    assert "The code 93059 leads to Saint-Denis today." in page


def test_an_intercommunality_has_one_address(client, plaine_commune):
    answer = client.get("/intercommunalites/200057867/")
    right = "/intercommunalites/200057867-plaine-commune/"
    assert (answer.status_code, answer.headers["Location"]) == (301, right)


def test_lists_come_by_panel_never_by_merit(read, election, saint_denis):
    quiet = factories.make_list(election=election, commune=saint_denis, label="Zèbres")
    busy = factories.make_list(election=election, commune=saint_denis, label="Abeilles")
    quiet.panel_number, busy.panel_number = 1, 2
    quiet.save()
    busy.save()
    factories.make_commitment("published", electoral_list=busy)
    page = read(address_of(saint_denis))
    assert page.index("Zèbres") < page.index("Abeilles")


def test_lists_without_panel_come_alphabetically(read, election, saint_denis):
    for label in ("Écologie", "Zèbres", "Abeilles"):
        factories.make_list(election=election, commune=saint_denis, label=label)
    page = read(address_of(saint_denis))
    assert page.index("Abeilles") < page.index("Écologie") < page.index("Zèbres")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("to_contact", "not solicited"),
        ("contacted", "answer awaited"),
        ("announced", "agreement announced, document awaited"),
        ("refused", "refused"),
    ],
)
def test_positions_are_said_neutrally(page_client, read, state, said):
    page_client.cookies["pacte_lang"] = "en"
    solicitation = factories.make_solicitation(state)
    for thing in (solicitation.electoral_list, solicitation.electoral_list.commune):
        assert f'<span class="badge position">{said}</span>' in read(address_of(thing))


def test_silence_is_no_answer_only_after_the_deadline(page_client, read, election):
    page_client.cookies["pacte_lang"] = "en"
    campaign = factories.make_campaign(election, answer_by=date(2026, 3, 14))
    solicitation = factories.make_solicitation("contacted", campaign=campaign)
    assert '<span class="badge position">no answer</span>' in read(
        address_of(solicitation.electoral_list)
    )


def test_a_list_that_was_not_asked_has_its_public_reason(read):
    solicitation = factories.make_solicitation("not_solicited")
    assert solicitation.public_reason
    assert solicitation.public_reason in read(address_of(solicitation.electoral_list))


def test_a_merged_list_does_not_inherit(read, election, saint_denis):
    merged = factories.make_list(election=election, commune=saint_denis)
    into = factories.make_list(election=election, commune=saint_denis)
    factories.make_commitment("published", electoral_list=merged, title="Promesse d’avant")
    merge_list(list_id=merged.pk, into_id=into.pk, version=merged.version)
    assert address_of(into) in read(address_of(merged))
    assert "Promesse d’avant" not in read(address_of(into))


def test_signatures_are_shown_once_published(read):
    hidden = factories.make_signature("verified", signer_name="CANARI Caché")
    assert "CANARI" not in read(address_of(hidden.electoral_list))
    shown = factories.make_signature("published", signer_name="Alix Visible")
    assert "Alix Visible" in read(address_of(shown.electoral_list))


def test_a_commitment_at_the_upper_level_is_on_its_page(read, published, plaine_commune):
    factories.make_commitment(
        "published",
        electoral_list=published.electoral_list,
        title="Convaincre Plaine Commune",
        level="intercommunality",
        intercommunality=plaine_commune,
    )
    page = read(address_of(plaine_commune))
    own = page.partition("intercommunality=200057867")[0]
    assert "Convaincre Plaine Commune" in own
    assert published.commitment.title not in own
    assert published.commitment.title in read("/engagements/?intercommunality=200057867")


def test_a_department_shows_communes_where_lists_are_known(read, electoral_list, elsewhere):
    page = read("/departements/93/")
    assert "Saint-Denis" in page
    assert elsewhere.name not in read("/departements/93/")
    assert elsewhere.name not in read("/departements/01/")


def test_found_communes_come_by_pages(read, department):
    for number in range(31):
        Commune.objects.create(
            code=f"93{number:03}", kind="COM", name=f"Ville {number}", department=department
        )
    first = read("/communes/?q=ville")
    assert first.count('<a href="/communes/93') == 30
    assert "page=2" in first
    assert read("/communes/?q=ville&page=2").count('<a href="/communes/93') == 1


def test_a_code_typed_in_the_search_box_goes_straight(client, saint_denis):
    answer = client.get("/recherche/?q=93066")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/communes/93066-saint-denis/")
