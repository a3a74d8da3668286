"""Every resource: its list, its rows one by one, its links, and what it says of invented data."""

import pytest

from pledges.api.urls import RESOURCES
from tests.factories import make_commitment, make_commune, make_list

# Name of the resource → name of the field its rows are found by.
KEYS = {
    "regions": "code",
    "departments": "code",
    "intercommunalities": "siren",
    "communes": "code",
    "elections": "slug",
    "lists": "ref",
    "pacts": "slug",
    "signatures": "ref",
    "letters": "ref",
    "passages": "ref",
    "commitments": "ref",
    "evidence": "ref",
    "reports": "ref",
    "assessments": "ref",
    "replies": "ref",
}
# Facts of the official code and texts of pacts are not invented by anybody.
NEVER_INVENTED = {"regions", "departments", "intercommunalities", "communes", "elections", "pacts"}
every_resource = pytest.mark.parametrize("name", KEYS)


def test_the_table_has_every_resource():
    assert set(KEYS) == set(RESOURCES)


def test_the_front_door_leads_to_every_resource(db, reader):
    links = reader.read("").json()
    assert set(links) >= {*KEYS, "openapi"}
    for address in links.values():
        assert reader.read(address).status_code == 200


@every_resource
def test_a_list_and_each_of_its_rows_say_the_same(world, reader, name):
    rows = reader.rows(f"{name}/")
    assert world[name] in {row[KEYS[name]] for row in rows}
    for row in rows:
        alone = reader.read(row["url"])
        assert alone.status_code == 200
        assert alone.json() == row


@every_resource
def test_its_links_lead_somewhere(world, reader, name):
    for row in reader.rows(f"{name}/"):
        if "page" in row:
            path = row["page"].partition("//")[2].partition("/")[2]
            assert reader.get(f"/{path}").status_code == 200


@every_resource
def test_what_does_not_exist_is_a_problem(world, reader, name):
    unknown = {"code": "99", "siren": "999999999", "slug": "inconnu", "ref": "zzzzzzzz"}
    if name == "communes":
        unknown["code"] = "99999"
    reader.problem(f"{name}/{unknown[KEYS[name]]}/", status=404)


@every_resource
def test_invented_rows_say_so(world, reader, name):
    for row in reader.rows(f"{name}/"):
        if name in NEVER_INVENTED:
            assert "fictitious" not in row
        else:
            assert row["fictitious"] is True


@every_resource
def test_changes_are_dated_where_they_can_be_asked_for(world, reader, name):
    row = reader.rows(f"{name}/")[0]
    future = reader.read(f"{name}/", {"updated_since": "2999-01-01T00:00:00Z"})
    if "changed_at" in row and name != "letters":
        assert future.json()["results"] == []
        assert row in reader.rows(f"{name}/", {"updated_since": row["changed_at"]})
    else:
        assert future.status_code == 400


def test_progress_drawn_from_an_invented_assessment_says_so(world, reader):
    row = reader.read(f"commitments/{world['commitments']}/").json()
    assert row["progress"] == "in_progress"
    assert row["progress_fictitious"] is True


def test_a_former_code_leads_to_the_successor(world, saint_denis, reader):
    from communes.models import Succession

    Succession.objects.create(
        old_code="93059", old_name="Pierrefitte-sur-Seine", commune=saint_denis
    )
    answer = reader.read("communes/93059/")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/api/v1/communes/93066/")
    assert reader.rows("lists/", {"commune": "93059"}) == reader.rows(
        "lists/", {"commune": "93066"}
    )


def test_a_quote_is_at_its_place_in_the_letter(world, reader):
    passage = reader.read(f"passages/{world['passages']}/").json()
    quoting = reader.read(f"commitments/{world['commitments']}/").json()["quotes"][0]
    assert quoting == {
        "text": passage["quote"],
        "passage": passage["ref"],
        "letter": passage["letter"],
    }
    assert passage["selector"]["end"] - passage["selector"]["start"] == len(passage["quote"])


def test_a_withdrawn_commitment_says_so_and_why_it_is_still_there(world, reader):
    withdrawn = make_commitment("withdrawn")
    assert reader.read(f"commitments/{withdrawn.ref}/").json()["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("resource", "parameter", "value"),
    [
        ("communes", "department", "93"),
        ("communes", "region", "11"),
        ("communes", "intercommunality", "200057867"),
        ("communes", "q", "saint denis"),
        ("lists", "commune", "93066"),
        ("commitments", "commune", "93066"),
        ("commitments", "intercommunality", "200057867"),
        ("commitments", "department", "93"),
        ("commitments", "region", "11"),
        ("commitments", "progress", "in_progress"),
        ("commitments", "level", "commune"),
        ("reports", "commune", "93066"),
        ("assessments", "department", "93"),
        ("replies", "commune", "93066"),
        ("signatures", "commune", "93066"),
        ("letters", "commune", "93066"),
        ("passages", "commune", "93066"),
    ],
)
def test_filters_keep_what_they_say(world, elsewhere, reader, resource, parameter, value):
    """Rows of elsewhere are left out; without the filter they are there."""
    other = make_list(commune=elsewhere)
    make_commitment("published", electoral_list=other, title="Ouvrir les données")
    kept = reader.rows(f"{resource}/", {parameter: value})
    keys = {row.get("ref") or row.get("code") for row in kept}
    assert world[resource] in keys
    assert not keys & {other.ref, "01053"}
    if resource == "commitments" and parameter != "level":
        assert len(kept) == 1
        assert len(reader.rows("commitments/")) == 2


def test_words_ignore_accents_and_case_and_all_must_be_there(world, reader):
    other = make_commitment("published", title="Ouvrir les données publiques")
    for words in ("DONNEES", "données ouvrir", "écoles publiques"):
        assert [row["ref"] for row in reader.rows("commitments/", {"q": words})] == [other.ref]
    assert reader.rows("commitments/", {"q": "données introuvables"}) == []


@pytest.mark.parametrize(
    ("words", "found"), [("ile st denis", ["93039"]), ("PIL-ST-DEN", ["33393"])]
)
def test_words_begin_those_of_a_commune_as_well(db, reader, words, found):
    make_commune("33393", "Saint-Denis-de-Pile")
    make_commune("93039", "L'Île-Saint-Denis")
    assert [row["code"] for row in reader.rows("communes/", {"q": words})] == found


def test_withdrawn_commitments_are_told_apart_on_request(world, reader):
    make_commitment("published")
    gone = make_commitment("withdrawn").ref
    everything = [row["ref"] for row in reader.rows("commitments/")]
    assert gone in everything
    assert [row["ref"] for row in reader.rows("commitments/", {"state": "withdrawn"})] == [gone]
    everything.remove(gone)
    assert [row["ref"] for row in reader.rows("commitments/", {"state": "published"})] == everything
