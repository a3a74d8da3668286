"""CSV for a spreadsheet, NDJSON for a program, fields on request, whole resources in one go."""

import csv
import io
import json

import pytest
from django.db import connection

from pledges.api.urls import RESOURCES
from pledges.exports.copies import make_copies
from tests.factories import make_commitment

pytestmark = pytest.mark.django_db
every_resource = pytest.mark.parametrize("name", RESOURCES)
BOM = b"\xef\xbb\xbf"


def table(content: bytes, delimiter: str = ",") -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def whole(reader, path: str, query: dict | None = None) -> bytes:
    answer = reader.read(path, query)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


@every_resource
def test_lines_of_a_page_are_the_rows_of_its_json(world, reader, name):
    rows = reader.rows(f"{name}/")
    lines = reader.read(f"{name}/", {"format": "ndjson"})
    assert lines.headers["Content-Type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in lines.content.splitlines()] == rows
    cells = table(reader.read(f"{name}/", Accept="text/csv").content)
    key = "ref" if "ref" in rows[0] else next(iter(rows[0]))
    assert [cell[key] for cell in cells] == [row[key] for row in rows]


def test_a_french_spreadsheet_opens_it_by_a_double_click(world, reader):
    plain = reader.read("commitments/", {"format": "csv"})
    french = reader.read("commitments/", {"format": "csv", "dialect": "excel-fr"})
    assert plain.headers["Content-Type"] == french.headers["Content-Type"]
    assert not plain.content.startswith(BOM)
    assert french.content.startswith(BOM)
    assert b"\r\n" in french.content
    assert table(french.content, ";") == table(plain.content)


@pytest.mark.parametrize("start", ["=1+1", "+33", "-2", "@SUM(A1)"])
def test_no_cell_runs_as_a_formula(world, reader, start):
    make_commitment("published", title=f"{start} dans un titre")
    titles = {row["title"] for row in table(reader.read("commitments/", {"format": "csv"}).content)}
    assert f"'{start} dans un titre" in titles


def test_a_page_in_lines_says_where_it_goes_on(world, reader):
    make_commitment("published")
    answer = reader.read("commitments/", {"format": "csv", "limit": "1"})
    assert answer.headers["Link"].endswith('rel="next"')
    assert len(table(answer.content)) == 1


def test_each_format_has_its_own_etag(world, reader):
    tags = {
        reader.read("lists/", {"format": kind}).headers["ETag"]
        for kind in ("json", "csv", "ndjson")
    }
    assert len(tags) == 3
    assert "Accept" in reader.read("lists/").headers["Vary"]


@pytest.mark.parametrize("path", ["lists/", "commitments/"])
@pytest.mark.parametrize("wanted", ["geojson", "xml", "html"])
def test_a_format_that_is_not_offered_is_said(world, reader, path, wanted):
    reader.problem(path, {"format": wanted}, status=406)
    reader.problem(path, status=406, Accept=f"application/{wanted}")


JSON, CSV = "application/json", "text/csv; charset=utf-8"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (BROWSER, JSON),
        ("text/csv, application/json;q=0.5", CSV),
        ("text/csv;q=0.5, application/json", JSON),
        ("text/csv;q=0.5, */*;q=0.1", CSV),
        ("application/json;q=0, */*", CSV),
        ("text/csv, application/json", JSON),
        ("application/json; indent=8", JSON),
        ("text/csv;charset=utf-8", CSV),
        ("", JSON),
    ],
)
def test_the_format_liked_best_is_sent_under_its_own_name(world, reader, accept, answered):
    for path in ("commitments/", "lists/"):
        assert reader.read(path, Accept=accept).headers["Content-Type"] == answered


def test_what_the_reader_refuses_is_not_sent(world, reader):
    reader.problem("lists/", status=406, Accept="application/json;q=0")
    reader.problem("", status=406, Accept="text/csv")


def test_the_address_is_stronger_than_the_headers(world, reader):
    answer = reader.read("lists/", {"format": "csv"}, Accept="application/json")
    assert answer.headers["Content-Type"] == CSV


def test_one_row_is_json_alone(world, reader):
    path = f"commitments/{world['commitments']}/"
    assert reader.read(path, {"format": "json"}).status_code == 200
    reader.problem(path, {"format": "csv"}, status=406)


def test_a_problem_stays_a_problem_whatever_the_format(world, reader):
    for kind in ("csv", "ndjson"):
        body = reader.problem("lists/", {"format": kind, "couleur": "rouge"})
        assert body["errors"][0]["field"] == "couleur"


@pytest.mark.parametrize(
    "query", [{"format": "csv", "dialect": "tsv"}, {"dialect": "excel-fr"}, {"dialect": "rfc4180"}]
)
def test_a_dialect_is_of_a_csv_file_and_exists(world, reader, query):
    assert reader.problem("lists/", query)["errors"][0]["field"] == "dialect"


def test_fields_are_kept_on_request_in_every_format(world, reader):
    query = {"fields": "title,ref"}
    row = {"ref": world["commitments"], "title": reader.rows("commitments/")[0]["title"]}
    assert reader.rows("commitments/", query) == [row]
    assert reader.read(f"commitments/{row['ref']}/", query).json() == row
    assert table(reader.read("commitments/", query | {"format": "csv"}).content) == [row]
    assert table(whole(reader, "exports/commitments.csv", query)) == [row]


def test_a_field_that_does_not_exist_is_refused(world, reader):
    for path in ("commitments/", f"commitments/{world['commitments']}/", "exports/lists.ndjson"):
        error = reader.problem(path, {"fields": "ref,couleur"})["errors"][0]
        assert error["field"] == "fields"
        assert "couleur" in error["detail"]
        assert "ref" in error["detail"]


def test_nested_columns_follow_their_field(world, reader):
    cells = table(reader.read("lists/", {"format": "csv", "fields": "ref,head"}).content)
    assert set(cells[0]) == {"ref", "head.first_name", "head.last_name", "head.fictitious"}


@every_resource
def test_a_whole_resource_in_one_request(world, reader, name):
    rows = reader.rows(f"{name}/", {"limit": "1000"})
    lines = whole(reader, f"exports/{name}.ndjson").splitlines()
    assert [json.loads(line) for line in lines] == rows
    page = reader.read(f"{name}/", {"format": "csv", "limit": "1000"})
    assert whole(reader, f"exports/{name}.csv") == page.content


def test_an_export_takes_the_filters_of_its_list_and_no_other(world, elsewhere, reader):
    from tests.factories import make_list

    make_commitment("published", electoral_list=make_list(commune=elsewhere))
    kept = whole(reader, "exports/commitments.ndjson", {"commune": "93066"}).splitlines()
    assert [json.loads(line)["ref"] for line in kept] == [world["commitments"]]
    for query in ({"couleur": "rouge"}, {"limit": "10"}, {"commune": "99999"}):
        reader.problem("exports/commitments.ndjson", query)
    reader.problem("exports/commitments.ndjson", {"dialect": "excel-fr"})
    reader.problem("exports/inconnu.csv", status=404)
    reader.problem("exports/lists.xml", status=404)


def test_the_files_are_listed_with_their_schemas(world, reader):
    listed = reader.read("exports/").json()["results"]
    assert [one["name"] for one in listed] == sorted(RESOURCES, key=list(RESOURCES).index)
    for one in listed:
        assert reader.read(one["csv"]).status_code == 200
        assert reader.read(one["ndjson"]).status_code == 200
        named = [field["name"] for field in reader.read(one["schema"]).json()["fields"]]
        cells = whole(reader, one["csv"]).decode().splitlines()[0].split(",")
        assert cells == named


def test_an_export_costs_the_same_number_of_queries_whatever_its_size(
    world, reader, django_assert_num_queries
):
    # PostgreSQL is asked once in vain for all texts at once, when one of them is stale.
    tried = connection.vendor == "postgresql"
    for _ in range(2):
        with django_assert_num_queries(5 + tried):
            whole(reader, "exports/commitments.csv")
        make_copies()
        with django_assert_num_queries(2):
            whole(reader, "exports/commitments.csv")
        make_commitment("published")


@every_resource
def test_a_file_that_was_cut_goes_on_after_its_last_row(world, reader, name):
    """Each row in turn is taken for the last one received, in both formats."""
    if name == "commitments":
        make_commitment("published")
    lines = whole(reader, f"exports/{name}.ndjson").splitlines()
    table_ = whole(reader, f"exports/{name}.csv").splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        key = next(row[one] for one in ("ref", "code", "siren", "slug") if one in row)
        if "kind" in row and name == "communes":
            key += f"/{row['kind']}"
        rest = whole(reader, f"exports/{name}.ndjson", {"after": key})
        assert rest.splitlines() == lines[number:]
        rest = whole(reader, f"exports/{name}.csv", {"after": key}).splitlines(keepends=True)
        if name not in ("letters", "pacts"):  # Their cells hold line breaks.
            assert rest == table_[:1] + table_[number + 1 :]


@pytest.mark.parametrize("after", ["", "zzzzzzzz", "a/b/c", "%", "é" * 20])
def test_a_file_does_not_go_on_after_what_it_does_not_hold(world, reader, after):
    for name in ("commitments", "communes", "letters"):
        problem = reader.problem(f"exports/{name}.ndjson", {"after": after})
        assert problem["errors"][0]["field"] == "after"
    reader.problem("commitments/", {"after": "zzzzzzzz"})


@pytest.mark.parametrize("name", ["commitments", "lists"])
def test_a_page_without_a_line_keeps_its_type(world, reader, name):
    answer = reader.read(f"{name}/", {"format": "ndjson", "updated_since": "2999-01-01"})
    assert answer.content == b""
    assert answer.headers["Content-Type"] == "application/x-ndjson; charset=utf-8"
