"""Errors are problems (RFC 9457): what was wrong, what exists instead, in the reader's words."""

import pytest

from pledges.api.problems import ADVICE, TITLES
from pledges.api.urls import RESOURCES
from tests.pledges.api.conftest import checked_problem

every_resource = pytest.mark.parametrize("name", RESOURCES)


@every_resource
def test_an_unknown_parameter_is_refused_with_those_that_exist(db, reader, name):
    body = reader.problem(f"{name}/", {"couleur": "rouge"})
    assert [error["field"] for error in body["errors"]] == ["couleur"]
    for known in ("limit", "cursor", "count"):
        assert known in body["errors"][0]["detail"]


@every_resource
def test_a_detail_takes_no_parameter(world, reader, name):
    reader.problem(f"{name}/{world[name]}/", {"couleur": "rouge"})


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "dix", "1.5", "٣", "9" * 30])
def test_limits_are_between_one_and_a_thousand(db, reader, limit):
    body = reader.problem("lists/", {"limit": limit})
    assert body["errors"][0]["field"] == "limit"
    assert "1000" in body["errors"][0]["detail"]


@pytest.mark.parametrize("limit", ["1", "1000"])
def test_both_ends_are_allowed(db, reader, limit):
    assert reader.read("lists/", {"limit": limit}).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "a:b", "eyJhIjoxfQ:AAAA", "é", "%00", ":" * 50, "1" * 500])
def test_a_foreign_cursor_is_refused(db, reader, cursor):
    assert reader.problem("lists/", {"cursor": cursor})["errors"][0]["field"] == "cursor"


def test_a_cursor_of_another_order_is_refused(world, reader):
    from tests.factories import make_list

    make_list()
    following = reader.read("lists/", {"limit": "1"}).json()["next"]
    cursor = following.partition("cursor=")[2]
    answer = reader.read(f"commitments/?cursor={cursor}")
    assert checked_problem(answer, 400)["errors"][0]["field"] == "cursor"


def test_a_cursor_of_another_list_in_the_same_order_is_refused(world, reader):
    """Both are read newest recorded first, by row numbers that mean nothing to each other."""
    from tests.factories import make_report

    make_report("published")
    cursor = reader.read("reports/", {"limit": "1"}).json()["next"].partition("cursor=")[2]
    assert reader.read(f"reports/?cursor={cursor}").status_code == 200
    for name in ("passages", "replies", "evidence"):
        answer = reader.read(f"{name}/?cursor={cursor}")
        assert checked_problem(answer, 400)["errors"][0]["field"] == "cursor"


def test_only_an_exact_count_exists(world, reader):
    assert reader.problem("lists/", {"count": "about"})["errors"][0]["field"] == "count"
    assert reader.read("lists/", {"count": "exact"}).json()["count"] == 1


@pytest.mark.parametrize(
    ("resource", "parameter", "value", "offered"),
    [
        ("commitments", "progress", "done", "not_assessed"),
        ("commitments", "firmness", "hard", "aspiration"),
        ("commitments", "state", "draft", "withdrawn"),
        ("commitments", "level", "state", "intercommunality"),
        ("commitments", "kind", "wish", "action_due"),
        ("lists", "outcome", "won", "majority"),
        ("communes", "kind", "VILLE", "COMD"),
        ("intercommunalities", "kind", "VILLE", "METRO"),
        ("evidence", "kind", "rumour", "deliberation"),
        ("signatures", "in_name_of", "all", "individual"),
    ],
)
def test_an_unknown_value_is_refused_with_those_that_exist(
    db, reader, resource, parameter, value, offered
):
    error = reader.problem(f"{resource}/", {parameter: value})["errors"][0]
    assert error["field"] == parameter
    assert value in error["detail"]
    assert offered in error["detail"]


@pytest.mark.parametrize(
    ("resource", "parameter", "value"),
    [
        ("commitments", "commune", "99999"),
        ("commitments", "intercommunality", "000000000"),
        ("commitments", "department", "00"),
        ("commitments", "region", "00"),
        ("commitments", "election", "1789"),
        ("commitments", "list", "zzzzzzzz"),
        ("commitments", "pact", "inconnu"),
        ("reports", "commitment", "zzzzzzzz"),
        ("evidence", "commitment", "zzzzzzzz"),
        ("commitments", "updated_since", "hier"),
        ("communes", "current", "peut-être"),
    ],
)
def test_what_does_not_exist_is_never_an_empty_list(db, reader, resource, parameter, value):
    assert reader.problem(f"{resource}/", {parameter: value})["errors"][0]["field"] == parameter


@pytest.mark.parametrize(
    ("parameter", "value", "offered"),
    [
        ("region", "ZZ", "/api/v1/regions/"),
        ("intercommunality", "1", "/api/v1/intercommunalities/"),
        ("pact", "inconnu", "/api/v1/pacts/"),
        ("article", "99", "1, 2"),
        ("updated_since", "2026-03-22T18:30:00 02:00", "%2B"),
    ],
)
def test_where_those_that_exist_are_is_said(world, reader, parameter, value, offered):
    error = reader.problem("commitments/", {parameter: value})["errors"][0]
    assert offered in error["detail"]


@pytest.mark.parametrize(
    "parameter", ["commune", "list", "progress", "q", "updated_since", "cursor", "format", "limit"]
)
def test_an_empty_value_is_not_silence(world, reader, parameter):
    """As a script sends whose variable was not set: it would be given everything."""
    for path in ("commitments/", "exports/commitments.csv"):
        errors = reader.problem(path, {parameter: ""})["errors"]
        assert [one["field"] for one in errors] == [parameter]


@pytest.mark.parametrize("resource", ["commitments", "communes", "lists"])
def test_words_are_those_of_a_sentence(world, reader, resource):
    """Each is looked for in every row."""
    words = [f"a{number}" for number in range(21)]
    assert reader.problem(f"{resource}/", {"q": " ".join(words)})["errors"][0]["field"] == "q"
    assert reader.rows(f"{resource}/", {"q": " ".join(words[:20] * 2)}) == []


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_an_address_without_its_slash_leads_on_with_what_was_sent(db, reader, method):
    """A program follows 301 by GET, without its body, and believes that it wrote."""
    answer = getattr(reader, method)("/api/v1/reports?limit=1")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1/reports/?limit=1")


@pytest.mark.parametrize("resource", ["commitments", "communes", "lists"])
@pytest.mark.parametrize("signs", ["!!!", "%", "_", "«»"])
def test_words_have_letters(world, reader, resource, signs):
    assert reader.problem(f"{resource}/", {"q": signs})["errors"][0]["field"] == "q"


@pytest.mark.parametrize("path", ["", "problems/invalid/"])
def test_an_unknown_parameter_of_the_front_door_is_said(db, reader, path):
    assert reader.problem(path, {"couleur": "1"})["errors"][0]["field"] == "couleur"


def test_a_hidden_commitment_is_not_named_by_a_filter(db, reader):
    """A draft's reference answers as one that never existed."""
    from tests.factories import make_commitment

    draft = make_commitment("draft")
    for resource in ("reports", "assessments", "evidence", "replies"):
        hidden = reader.problem(f"{resource}/", {"commitment": draft.ref})
        unknown = reader.problem(f"{resource}/", {"commitment": "zzzzzzzz"})
        assert str(hidden).replace(draft.ref, "zzzzzzzz") == str(unknown)


def test_an_article_of_no_pact_is_refused(world, reader):
    assert reader.problem("commitments/", {"article": "99"})["errors"][0]["field"] == "article"


def test_a_repeated_parameter_is_refused(db, reader):
    answer = reader.get("/api/v1/commitments/?level=commune&level=intercommunality")
    assert checked_problem(answer, 400)["errors"][0]["field"] == "level"


# What those signed in may write (depth of the address): everyone else is asked to sign in.
WRITTEN = {("reports", "post", 1), ("reports", "patch", 2), ("letters", "post", 1)}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@every_resource
def test_reading_only(world, reader, name, method):
    for path in (f"{name}/", f"{name}/{world[name]}/"):
        answer = getattr(reader, method)(f"/api/v1/{path}", {}, content_type="application/json")
        written = (name, method, path.count("/")) in WRITTEN
        checked_problem(answer, 401 if written else 405)
        assert "GET" in answer.headers["Allow"]


def test_other_formats_are_refused(db, reader):
    checked_problem(reader.read("lists/", Accept="text/html"), 406)
    checked_problem(reader.read("lists/", {"format": "xml"}), 406)


def test_an_unknown_address_is_a_problem_too(db, reader):
    reader.problem("inconnu/", status=404)
    reader.problem("lists/REF/", status=404)


def test_each_type_of_problem_has_its_page(db, reader):
    body = reader.problem("lists/", {"couleur": "rouge"})
    page = reader.read(body["type"]).json()
    assert (page["type"], page["title"]) == (body["type"], body["title"])
    assert "errors" in page["detail"]
    assert set(ADVICE) == set(TITLES)
    for slug in TITLES:
        assert reader.read(f"problems/{slug}/").status_code == 200
    reader.problem("problems/inconnu/", status=404)


@pytest.mark.usefixtures("in_french")
def test_the_reader_s_language_is_followed(db, reader):
    def language(**headers):
        return reader.read("lists/", {"limit": "0"}, **headers).headers["Content-Language"]

    assert language() == "fr"
    assert language(Accept_Language="en-GB,fr;q=0.5") == "en"
    assert language(Accept_Language="de, fr;q=0.5") == "fr"
    assert language(Accept_Language="fr;q=0.1, en") == "en"
    assert language(Accept_Language="en;q=0, *") == "fr"
    answer = reader.read("lists/", {"limit": "0"}, Accept_Language="en")
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.json()["title"] == "The request cannot be understood"


@pytest.mark.usefixtures("in_french")
def test_values_and_titles_are_said_in_it_too(db, reader):
    def said(**headers):
        body = reader.problem("commitments/", {"level": "x"}, **headers)
        titles = [one["title"] for one in reader.read("exports/", **headers).json()["results"]]
        return body["errors"][0]["detail"], *titles

    french, english = said(), said(Accept_Language="en")
    assert "n’existe pas" in french[0]
    assert "does not exist" in english[0]
    same = [one for one, other in zip(french, english, strict=True) if one == other]
    assert same == []
