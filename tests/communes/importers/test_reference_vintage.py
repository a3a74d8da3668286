"""The shipped vintage, whole: loaded once for the class, whatever the database."""

from collections import Counter
from datetime import date
from functools import cache

from django.db.models import Q
from django.test import TestCase

from communes.finding import communes_named, search_communes
from communes.importers import vintage
from communes.importers.cog import apply_plan, plan_geography
from communes.models import (
    Commune,
    Department,
    Intercommunality,
    Membership,
    Region,
    Succession,
)
from communes.queries import (
    current_communes,
    intercommunalities_of,
    members_of,
    resolve_commune,
)

PARIS = "75056"


@cache
def given() -> dict[str, list[dict]]:
    """Read when it is wanted, not when tests are collected."""
    return vintage.read(vintage.shipped(2026))


def names(communes):
    return [commune.name for commune in communes]


class ReferenceVintage(TestCase):
    @classmethod
    def setUpTestData(cls):
        plan = plan_geography(given(), on=date(2026, 1, 1))
        apply_plan(plan, year=2026)
        # Not the plan itself: Django copies, row by row, what a test reads of the class.
        cls.conflicts = plan.conflicts

    def test_nothing_is_left_out(self):
        assert self.conflicts == []

    def test_official_counts(self):
        assert current_communes().count() == 34_969
        assert Counter(Commune.objects.order_by().values_list("kind", flat=True)) == {
            "COM": 34_969,
            "COMD": 2_105,
            "COMA": 471,
            "ARM": 45,
        }
        assert Department.objects.filter(kind="DEP").count() == 101
        assert Department.objects.filter(kind="OM").count() == 8
        assert Region.objects.count() == 18
        assert Intercommunality.objects.exclude(kind="EPT").count() == 1_255
        assert Intercommunality.objects.filter(kind="EPT").count() == 11
        assert Membership.objects.count() == 35_000
        assert Succession.objects.count() == 4_240

    def test_second_run_plans_nothing(self):
        again = plan_geography(given(), on=date(2026, 1, 1))
        assert again.size == 0

    def test_next_vintage_writes_only_what_changed(self):
        changed = given() | {"communes": [dict(row) for row in given()["communes"]]}
        for row in changed["communes"]:
            if row["type"] == "commune-actuelle":
                row["population"] = row.get("population", 0) + 1
        ids = dict(current_communes().values_list("code", "pk"))

        plan = plan_geography(changed, on=date(2027, 1, 1))
        apply_plan(plan, year=2027)

        assert plan.size == plan.counts()["commune"]["update"] == 34_969
        assert dict(current_communes().values_list("code", "pk")) == ids
        assert Commune.objects.get(code=PARIS).population == 2_103_778 + 1

    def test_commune_near_paris_belongs_to_the_metropolis_and_to_its_ept(self):
        saint_denis = resolve_commune("93066").commune
        assert [(group.siren, group.kind) for group in intercommunalities_of(saint_denis)] == [
            ("200054781", "METRO"),
            ("200057867", "EPT"),
        ]

    def test_paris_has_no_ept(self):
        paris = resolve_commune(PARIS).commune
        assert [group.kind for group in intercommunalities_of(paris)] == ["METRO"]

    def test_members_of_plaine_commune(self):
        plaine_commune = Intercommunality.objects.get(siren="200057867")
        assert names(members_of(plaine_commune)) == [
            "Aubervilliers",
            "Épinay-sur-Seine",
            "L'Île-Saint-Denis",
            "La Courneuve",
            "Saint-Denis",
            "Saint-Ouen-sur-Seine",
            "Stains",
            "Villetaneuse",
        ]

    def test_islands_without_intercommunality(self):
        alone = current_communes().filter(memberships=None, department__kind="DEP")
        assert names(alone) == ["Île-de-Bréhat", "Île-de-Sein", "L'Île-d'Yeu", "Ouessant"]

    def test_pierrefitte_resolves_to_saint_denis(self):
        found = resolve_commune("93059")
        assert found.commune.code == "93066"
        assert found.commune.kind == "COM"
        assert found.succession.old_name == "Pierrefitte-sur-Seine"
        assert found.succession.on == date(2025, 1, 1)

    def test_pierrefitte_is_still_there_as_a_part(self):
        found = resolve_commune("93059", "COMD")
        assert (found.commune.name, found.succession) == ("Pierrefitte-sur-Seine", None)

    def test_code_of_a_commune_and_of_its_part_is_the_commune(self):
        assert resolve_commune("93066").commune.kind == "COM"
        assert resolve_commune("93066", "COMD").commune.kind == "COMD"

    def test_districts_and_corsica(self):
        assert resolve_commune("13201").commune.parent.name == "Marseille"
        assert resolve_commune("2A004").commune.name == "Ajaccio"
        assert resolve_commune("99999") is None

    def test_search_ignores_spelling_and_puts_the_largest_first(self):
        for typed in ("st denis", "SAINT-DENIS", "Saint  Denis", "st-denis"):
            found = search_communes(typed)
            assert [row.code for row in found[:2]] == ["97411", "93066"], typed
        assert search_communes("Saint Étien")[0].code == "42218"
        assert search_communes("saint etienne du r")[0].name == "Saint-Étienne-du-Rouvray"

    def test_search_puts_beginnings_before_words_inside(self):
        found = names(search_communes("paris"))
        assert found[0] == "Paris"
        assert found.index("Paris-l'Hôpital") < found.index("Cormeilles-en-Parisis")

    def test_search_finds_a_commune_by_the_name_it_had(self):
        found = search_communes("pierrefitte")
        assert "Saint-Denis" in names(found)
        assert names(found)[0].startswith("Pierrefitte")
        assert names(search_communes("pierrefitte sur seine")) == ["Saint-Denis"]

    def test_search_by_code(self):
        assert names(search_communes("93059")) == ["Saint-Denis"]
        assert names(search_communes("2a004")) == ["Ajaccio"]
        assert names(search_communes("93380")) == ["Saint-Denis"]
        assert names(search_communes("20000")) == ["Ajaccio"]

    def test_search_never_gives_a_part_nor_more_than_asked(self):
        assert len(search_communes("saint", limit=7)) == 7
        assert {row.kind for row in search_communes("pierrefitte")} == {"COM"}
        assert search_communes("") == search_communes(" -'") == search_communes("zzzz") == []

    def test_what_is_found_in_another_query_is_what_is_listed(self):
        typed = ("saint", "st denis", "d", "sur", "la", "pierrefitte", "paris", "denis saint", "zz")
        for text in (*typed, "93059", "93380", "2a004"):
            listed = [commune.pk for commune in search_communes(text, limit=40_000)]
            assert sorted(communes_named(text)) == sorted(listed), text

    def test_words_of_the_index_are_those_of_the_names(self):
        """Every rule of the search, told of each name as it is read."""
        for text in ("saint", "d", "sur", "saint d", "l", "la", "denis saint", "etienne du r"):
            today, former = Q(search_name__startswith=text), Q(old_search_name__startswith=text)
            inside = Q(search_name__contains=f" {text}")
            renamed = Succession.objects.filter(former).values("commune")
            read = current_communes().filter(today | inside | Q(pk__in=renamed))
            assert communes_named(text) == set(read.values_list("pk", flat=True)), text

    def test_search_costs_three_queries_at_most(self):
        with self.assertNumQueries(1):
            [row.department.name for row in search_communes("saint")]
        with self.assertNumQueries(3):
            [row.department.name for row in search_communes("pierrefitte")]

    def test_search_reads_the_index(self):
        assert "search_name" in Commune.objects.filter(search_name__prefix="saint d").explain()

    def test_resolution_costs_two_queries_at_most(self):
        with self.assertNumQueries(1):
            resolve_commune("93066").commune.department.region.name  # noqa: B018
        with self.assertNumQueries(2):
            resolve_commune("93059").commune.department.region.name  # noqa: B018
