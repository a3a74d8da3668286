from datetime import date

import pytest
from django.core.management import CommandError, call_command

from communes.importers.cog import plan_geography
from communes.importers.vintage import Unreadable
from communes.models import (
    Commune,
    Department,
    Intercommunality,
    Membership,
    Region,
    Succession,
)
from ledger.models import Entry
from ledger.refusals import Invalid
from tests.communes.vintages import commune, load, small_vintage

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


def rows():
    """Every row of the geography, ids included, to prove that nothing moved."""
    models = (Region, Department, Intercommunality, Commune, Membership, Succession)
    return {model.__name__: sorted(model.objects.values_list()) for model in models}


def without(vintage, code):
    vintage["communes"] = [row for row in vintage["communes"] if row["code"] != code]
    for group in vintage["epci"] + vintage["ept"]:
        group["membres"] = [member for member in group["membres"] if member["code"] != code]
    return vintage


def test_planning_writes_nothing():
    plan = plan_geography(small_vintage(), on=NEW_YEAR)

    assert plan.counts()["commune"] == {"create": 8, "update": 0, "close": 0, "same": 0}
    assert not any(rows().values())
    assert not Entry.objects.exists()


def test_first_load_keeps_what_the_vintage_says():
    load(small_vintage())

    saint_denis = Commune.objects.get(code="93066", kind="COM")
    assert (saint_denis.search_name, saint_denis.population) == ("saint denis", 149077)
    assert saint_denis.department.region.name == "Île-de-France"
    pierrefitte = Commune.objects.get(code="93059")
    assert (pierrefitte.kind, pierrefitte.parent) == ("COMD", saint_denis)
    assert Commune.objects.get(code="75101").parent.code == "75056"
    succession = Succession.objects.get()
    assert (succession.old_name, succession.on) == ("Pierrefitte-sur-Seine", date(2025, 1, 1))
    assert set(Membership.objects.values_list("start", "end")) == {(None, None)}


def test_overseas_collectivity_stands_in_place_of_a_department_and_has_no_region():
    load(small_vintage())

    overseas = Department.objects.get(code="977")
    assert (overseas.kind, overseas.region) == ("OM", None)
    assert Region.objects.count() == 1


def test_second_run_plans_nothing_and_moves_nothing():
    load(small_vintage())
    before, entries = rows(), Entry.objects.count()

    again = load(small_vintage())

    assert again.size == 0
    assert rows() == before
    assert Entry.objects.count() == entries == 1


def test_changed_name_and_population_keep_the_id():
    load(small_vintage())
    dugny = Commune.objects.get(code="93030")
    changed = small_vintage()
    changed["communes"][2] |= {"nom": "Dugny-l'Étang", "population": 9}

    plan = load(changed, 2027)

    assert plan.counts()["commune"]["update"] == 1
    after = Commune.objects.get(code="93030")
    assert (after.pk, after.name, after.population) == (dugny.pk, "Dugny-l'Étang", 9)
    assert after.search_name == "dugny l etang"


def test_commune_that_joined_another_is_closed_and_its_code_resolves():
    load(small_vintage())
    dugny = Commune.objects.get(code="93030")
    merged = without(small_vintage(), "93030")
    merged["communes"][1]["anciensCodes"] = ["93030"]

    load(merged, 2027)

    dugny.refresh_from_db()
    assert dugny.closed_on == NEW_YEAR
    succession = Succession.objects.get(old_code="93030")
    assert (succession.commune.code, succession.old_name) == ("93001", "Dugny")


def test_commune_closed_at_the_date_the_vintage_gives():
    load(small_vintage())
    merged = without(small_vintage(), "93030")
    merged["communes"][1]["anciensCodes"] = ["93030"]
    merged["successions"] += [{"old": "93030", "new": "93001", "on": "2026-06-01"}]

    load(merged, 2027)

    assert Commune.objects.get(code="93030").closed_on == date(2026, 6, 1)


def test_commune_that_comes_back_is_opened_again_with_its_id():
    load(small_vintage())
    dugny = Commune.objects.get(code="93030")
    load(without(small_vintage(), "93030"), 2027)

    load(small_vintage(), 2028)

    after = Commune.objects.get(code="93030")
    assert (after.pk, after.closed_on) == (dugny.pk, None)


def test_commune_that_leaves_an_intercommunality_keeps_its_past():
    load(small_vintage())
    left = small_vintage()
    left["ept"][0]["membres"] = [{"code": "93066"}]
    membership = Membership.objects.get(commune__code="93001", intercommunality__kind="EPT")

    load(left, 2027)
    load(small_vintage(), 2028)

    past, present = Membership.objects.filter(
        commune__code="93001", intercommunality__kind="EPT"
    ).order_by("pk")
    assert (past.pk, past.start, past.end) == (membership.pk, None, date(2026, 12, 31))
    assert (present.start, present.end) == (date(2028, 1, 1), None)


def test_intercommunality_that_left_is_closed():
    load(small_vintage())
    gone = small_vintage()
    gone["ept"] = []

    load(gone, 2027)

    assert Intercommunality.objects.get(siren="200057867").closed_on == NEW_YEAR
    assert not Membership.objects.filter(intercommunality__kind="EPT", end=None).exists()


def test_known_name_and_date_of_a_succession_are_never_forgotten():
    load(small_vintage())
    poorer = without(small_vintage(), "93059")
    poorer["successions"] = []

    load(poorer, 2027)

    succession = Succession.objects.get(old_code="93059")
    assert (succession.old_name, succession.on) == ("Pierrefitte-sur-Seine", date(2025, 1, 1))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (commune("93066", "Doublon"), "twice in the file"),
        (commune("99001", "Nulle-Part", "99"), "unknown department"),
        (commune("93002", "Étrange", type="commune-lunaire"), "unknown type"),
        (commune("93003", "Orpheline", type="commune-associee", chefLieu="93999"), "unknown comm"),
        (commune("93003", "Orpheline", type="commune-associee"), "part of no commune"),
    ],
)
def test_impossible_row_is_a_conflict_and_the_rest_goes_on(row, reason):
    vintage = small_vintage()
    vintage["communes"].append(row)

    plan = load(vintage)

    assert [conflict.where for conflict in plan.conflicts] == [row["code"]]
    assert reason in plan.conflicts[0].reason
    assert Commune.objects.count() == 8


def test_former_code_that_is_still_a_commune_is_a_conflict():
    vintage = small_vintage()
    vintage["communes"][0]["anciensCodes"] = ["93001"]

    plan = load(vintage)

    assert [conflict.where for conflict in plan.conflicts] == ["93001"]
    assert not Succession.objects.exists()


def test_unknown_member_is_a_conflict():
    vintage = small_vintage()
    vintage["ept"][0]["membres"].append({"code": "93998"})

    plan = load(vintage)

    assert "93998" in plan.conflicts[0].reason
    assert Membership.objects.count() == 5


def test_truncated_vintage_is_refused():
    many = small_vintage()
    many["communes"] += [commune(f"94{number:03}", f"Village {number}") for number in range(30)]
    load(many)
    before = rows()

    with pytest.raises(Unreadable, match="is it complete"):
        load(small_vintage(), 2027)

    assert rows() == before


def test_going_back_to_an_older_vintage_is_refused():
    load(small_vintage(), 2027)
    before = rows()
    older = without(small_vintage(), "93030")

    with pytest.raises(Invalid):
        load(older, 2026)

    assert rows() == before


def test_failure_in_the_middle_writes_nothing(monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    # The last column of the last table: all the others are written.
    monkeypatch.setattr(Succession._meta.get_field("old_search_name"), "pre_save", fail)
    with pytest.raises(OSError, match="disk full"):
        load(small_vintage())
    assert not any(rows().values())


def test_progress_counts_every_row_written():
    from communes.importers.cog import apply_plan

    plan = plan_geography(small_vintage(), on=NEW_YEAR)
    steps = []
    apply_plan(plan, year=2027, progress=steps.append)

    assert sum(steps) == plan.size == 2 - 1 + 3 + 8 + 2 + 5 + 1


def test_command_refuses_an_unknown_vintage_and_a_folder_without_files(tmp_path, capsys):
    with pytest.raises(CommandError, match="no vintage 1999 is shipped; there is 2026") as refused:
        call_command("load_geography", "--vintage", "1999")
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match=r"regions\.json is not in") as refused:
        call_command("load_geography", folder=tmp_path)
    assert refused.value.returncode == 2
    assert not any(rows().values())
