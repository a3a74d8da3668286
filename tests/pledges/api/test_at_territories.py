"""Territories of a past day: as the vintages loaded until then said."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from communes.models import Membership
from tests.communes.vintages import commune, group, load, small_vintage

pytestmark = pytest.mark.django_db
NAMES = ("regions", "departments", "intercommunalities", "communes")
START = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)


def second() -> dict:
    """A commune joins another, one leaves its grouping, one changes department; a part is new."""
    vintage = small_vintage()
    vintage["regions"][0]["nom"] = "Grand Paris"
    vintage["departements"][0]["nom"] = "Seine-Saint-Denis-du-Nord"
    rows = [one for one in vintage["communes"] if one["code"] not in ("93030", "93001")]
    rows[0] |= {"anciensCodes": ["93059", "93030"], "population": 160000}
    rows.append(commune("93001", "Aubervilliers-sur-Seine", "75", population=90000))
    rows.append(commune("93030", "Dugny", type="commune-deleguee", chefLieu="93066"))
    vintage["communes"] = rows
    vintage["successions"].append({"old": "93030", "new": "93066", "on": "2026-12-15"})
    vintage["epci"] = [group("200054781", "Métropole", "METRO", ["93066", "75056"])]
    return vintage


def third() -> dict:
    """The grouping is closed, a new one takes its communes; a new commune, a department moved."""
    vintage = second()
    vintage["regions"].append({"code": "32", "nom": "Hauts-de-France", "zone": "metro"})
    vintage["departements"][1]["region"] = "32"
    vintage["communes"].append(commune("93099", "Neuville", population=10))
    vintage["ept"] = [group("200000001", "Nouvelle Plaine", "EPT", ["93066", "93001", "93099"])]
    return vintage


def everything(reader, at: str = "") -> dict:
    query = {"limit": "1000"} | ({"at": at} if at else {})
    return {name: reader.rows(f"{name}/", query) for name in NAMES}


@pytest.fixture
def shown(db, reader) -> dict[str, dict]:
    """What was answered after each of three loads, a year apart, by its day."""
    found = {}
    for number, vintage in enumerate((small_vintage(), second(), third())):
        now = START + timedelta(days=365 * number)
        with time_machine.travel(now, tick=False):
            load(vintage, 2026 + number)
            found[f"{now:%Y-%m-%d}"] = everything(reader)
    # From here on "today" is after all of them.
    with time_machine.travel(now + timedelta(days=30), tick=False):
        yield found


def test_each_load_is_told_as_it_was_shown(reader, shown):
    days = list(shown)
    for name in NAMES:
        assert shown[days[0]][name] != shown[days[1]][name] != shown[days[2]][name], name
    for day, known in shown.items():
        assert everything(reader, day) == known
        with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=False):
            after = datetime.fromisoformat(day) + timedelta(days=20)
            assert everything(reader, f"{after:%Y-%m-%d}") == known


def test_before_the_first_load_nothing_was_known(reader, shown):
    assert everything(reader, "2026-01-19") == {name: [] for name in NAMES}
    reader.problem("communes/93066/", {"at": "2026-01-19"}, status=404)
    reader.problem("regions/11/", {"at": "2026-01-19"}, status=404)


def test_a_code_is_the_commune_it_was(reader, shown):
    """Dugny joined Saint-Denis on 15 December; the site knew it from the next vintage."""
    first, later, _last = shown
    then = reader.read("communes/93030/", {"at": first}).json()
    assert (then["nom"], then["kind"], then["closed_on"]) == ("Dugny", "COM", None)
    answer = reader.read("communes/93030/", {"at": later})
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"/communes/93066/?at={later}")
    assert reader.read("communes/93066/", {"at": first}).json()["population"] == 149077
    assert reader.read("communes/93066/", {"at": later}).json()["population"] == 160000


def test_pages_of_communes_and_their_parts_repeat_none(reader, shown):
    day = next(iter(shown))
    answer, seen = reader.read("communes/", {"at": day, "limit": "1"}).json(), []
    while answer["results"]:
        seen += [(row["code"], row["kind"]) for row in answer["results"]]
        if not answer["next"]:
            break
        answer = reader.read(answer["next"]).json()
    assert seen == [(row["code"], row["kind"]) for row in shown[day]["communes"]]


def test_a_past_day_keeps_the_filters_that_cannot_have_changed(reader, shown):
    day = next(iter(shown))
    parts = reader.rows("communes/", {"at": day, "kind": "COMD"})
    assert [row["code"] for row in parts] == ["93059", "93066"]
    for name, query in (
        ("communes", {"department": "93"}),
        ("communes", {"intercommunality": "200054781"}),
        ("communes", {"current": "true"}),
        ("communes", {"q": "denis"}),
        ("intercommunalities", {"kind": "EPT"}),
    ):
        error = reader.problem(f"{name}/", {"at": day} | query)["errors"][0]
        assert error["field"] == next(iter(query))


@pytest.mark.parametrize(("name", "queries"), [("communes", 6), ("regions", 4)])
def test_a_past_day_costs_the_same_whatever_its_rows(
    reader, shown, django_assert_num_queries, name, queries
):
    for limit in ("1", "1000"):
        with django_assert_num_queries(queries):
            reader.rows(f"{name}/", {"at": "2026-02-01", "limit": limit})


def test_territories_made_without_a_load_are_told_as_today(reader, saint_denis, plaine_commune):
    assert Membership.objects.exists()
    assert everything(reader, "2026-01-01") == everything(reader)
