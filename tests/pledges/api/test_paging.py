"""Pages: nothing repeated, nothing skipped, whatever comes and goes between two of them."""

import copy
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.signing import Signer
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.utils.urls import replace_query_param

from communes.models import Commune, ElectoralList
from ledger.references import new_ref
from pledges.api.paging import SIGNER, KeysetPagination
from pledges.api.urls import RESOURCES
from pledges.models import Commitment
from tests.factories import make_commitment, make_election, make_list

pytestmark = pytest.mark.django_db
walks = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def election():
    return make_election()


@pytest.fixture
def listed(saint_denis) -> ElectoralList:
    """Made once for all the sites that are drawn."""
    return make_list(commune=saint_denis)


def _another(listed: ElectoralList) -> ElectoralList:
    """The row alone, for the order."""
    one = copy.copy(listed)
    one.pk, one.ref = None, new_ref()
    one.save(force_insert=True)
    return one


def walk(reader, path: str, query: dict, *, link: str = "next", between=lambda: None):
    """Rows of each page, from the one `path` gives, following `link`."""
    answer = reader.read(path, query).json()
    while True:
        yield answer["results"]
        if not answer[link]:
            return
        between()
        answer = reader.read(answer[link]).json()


@walks
@given(data=st.data(), limit=st.integers(1, 4), start=st.integers(0, 8))
def test_rows_that_stay_are_seen_once_while_others_come_and_go(reader, listed, data, limit, start):
    with transaction.atomic():
        stay = {_another(listed).ref for _ in range(start)}
        passing = [copy.copy(listed), _another(listed), _another(listed)]

        def between():
            change = data.draw(st.sampled_from(["nothing", "add", "delete"]))
            if change == "add":
                _another(listed)
            elif change == "delete" and passing:
                gone = passing.pop(data.draw(st.integers(0, len(passing) - 1)))
                gone.candidates.all().delete()
                gone.delete()

        pages = list(walk(reader, "lists/", {"limit": str(limit)}, between=between))
        seen = [row["ref"] for page in pages for row in page]
        assert len(seen) == len(set(seen)), "a row was repeated"
        assert stay <= set(seen), "a row was skipped"
        transaction.set_rollback(True)


@walks
@given(days=st.lists(st.integers(0, 2), max_size=7), limit=st.integers(1, 4))
def test_backwards_gives_the_same_pages_the_other_way(reader, published, days, limit):
    """Rows published at the same instant are told apart by the second key."""
    with transaction.atomic():
        _copies(published, days)
        query = {"limit": str(limit)}
        pages = list(walk(reader, "commitments/", query))
        last = _address_of_last(reader, "commitments/", query)
        back = list(walk(reader, last, {}, link="previous"))
        assert [row for page in reversed(back) for row in page] == [
            row for page in pages for row in page
        ]
        assert all(len(page) == limit for page in pages[:-1])
        transaction.set_rollback(True)


@pytest.fixture
def published():
    """Made once for all the sites that are drawn."""
    return make_commitment("published")


def _copies(published: Commitment, days: list[int]) -> None:
    """As many commitments as `days`, published that many days ago; rows alone, for the order."""
    now = timezone.now()
    if not days:
        Commitment.objects.update(state="in_review", published_at=None)
    for number, ago in enumerate(days[1:]):
        one = copy.copy(published)
        one.pk, one.ref = None, f"zz{number:06d}"
        one.published_at = now - timedelta(days=ago)
        one.save(force_insert=True)


def _address_of_last(reader, path: str, query: dict) -> str:
    answer = reader.read(path, query).json()
    address = f"{path}?limit={query['limit']}"
    while answer["next"]:
        address = answer["next"]
        answer = reader.read(address).json()
    return address


def test_the_order_is_the_newest_first(reader):
    older = make_commitment("published")
    newer = make_commitment("published")
    refs = [row["ref"] for row in reader.rows("commitments/")]
    assert refs == [newer.ref, older.ref]


@pytest.mark.parametrize(
    ("name", "stated", "turned"),
    [
        ("commitments", "-published_at", "published_at"),
        ("lists", "recorded", "-recorded"),
    ],
)
def test_each_list_has_its_order_and_the_reverse(reader, name, stated, turned):
    for _ in range(3):
        make_commitment("published", electoral_list=make_list())
    there, default, back = (
        [row["url"] for page in walk(reader, f"{name}/", query | {"limit": "2"}) for row in page]
        for query in ({"ordering": stated}, {}, {"ordering": turned})
    )
    assert len(there) == 3
    assert there == default == back[::-1]


def test_an_order_that_does_not_exist_is_named(reader):
    problem = reader.problem("commitments/", {"ordering": "title"})
    assert "-published_at, published_at" in problem["errors"][0]["detail"]


def test_a_cursor_belongs_to_its_order(reader):
    for _ in range(2):
        make_commitment("published")
    link = reader.read("commitments/", {"limit": "1"}).json()["next"]
    reader.problem(f"{link}&ordering=published_at")


def test_two_keys_at_once_are_walked_whole(reader, department):
    """A code is not unique: kinds of communes share it, on both sides of a page's end."""
    mother = None
    for code in ("93001", "93002", "93003"):
        mother = Commune.objects.create(code=code, name=code, department=department)
        for kind in ("ARM", "COMA", "COMD"):
            Commune.objects.create(
                code=code, kind=kind, name=code, department=department, parent=mother
            )
    for limit in range(1, 13):
        rows = [
            (row["code"], row["kind"])
            for page in walk(reader, "communes/", {"limit": str(limit)})
            for row in page
        ]
        assert rows == sorted(rows)
        assert len(rows) == 12


def test_filters_are_kept_from_page_to_page(reader, saint_denis, elsewhere, election):
    here = {make_list(election=election, commune=saint_denis).ref for _ in range(3)}
    for _ in range(3):
        make_list(election=election, commune=elsewhere)
    pages = list(walk(reader, "lists/", {"limit": "1", "commune": "93066"}))
    assert {row["ref"] for page in pages for row in page} == here
    assert len(pages) == 3


def test_links_are_in_the_header_too(reader, election, saint_denis):
    for _ in range(3):
        make_list(election=election, commune=saint_denis)
    first = reader.read("lists/", {"limit": "1"})
    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    middle = reader.read(first.json()["next"])
    assert middle.headers["Link"].count("rel=") == 2
    assert middle.json()["previous"]


def test_nothing_before_the_first_page_nor_after_the_last(reader, election, saint_denis):
    for _ in range(2):
        make_list(election=election, commune=saint_denis)
    whole = reader.read("lists/", {"limit": "2"}).json()
    assert (whole["next"], whole["previous"]) == (None, None)
    second = reader.read(reader.read("lists/", {"limit": "1"}).json()["next"]).json()
    assert second["next"] is None
    back = reader.read(second["previous"]).json()
    assert back["previous"] is None
    assert back["next"]


@pytest.mark.parametrize(
    "query",
    ["", "?limit=50", "?z=&q=l%27%C3%A9cole+libre&commune=1&commune=2&cursor=old", "?a=%00&Z=%26"],
)
def test_links_are_signed_and_written_as_the_libraries_do(query):
    page = KeysetPagination()
    page.of, page.address = "lists", f"/api/v1/lists/{query}"
    cursor = Signer(salt="cursor").sign_object(["lists", True, [1, "é"]])
    expected = replace_query_param(f"{site.BASE_URL}{page.address}", "cursor", cursor)
    assert page._link([1, "é"], True) == expected
    assert SIGNER.unsign_object(cursor) == ["lists", True, [1, "é"]]


def test_counting_is_done_on_request_and_counts_the_filter(reader, saint_denis, elsewhere):
    election = make_election()
    for place in (saint_denis, saint_denis, elsewhere):
        make_list(election=election, commune=place)
    assert "count" not in reader.read("lists/").json()
    query = {"count": "exact", "limit": "1", "commune": "93066"}
    assert reader.read("lists/", query).json()["count"] == 2


@pytest.mark.parametrize("name", RESOURCES)
def test_an_empty_list_is_a_list(reader, name):
    assert reader.read(f"{name}/").json() == {"next": None, "previous": None, "results": []}
