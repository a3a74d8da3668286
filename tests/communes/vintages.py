"""A small reference vintage, shaped like the official one, that tests bend as they need."""

from datetime import date

from communes.importers.cog import apply_plan, plan_geography

YEAR = 2026


def commune(code, name, department="93", **more):
    return {"code": code, "nom": name, "type": "commune-actuelle", "departement": department} | more


def group(siren, name, kind, members):
    return {
        "code": siren,
        "nom": name,
        "type": kind,
        "membres": [{"code": code} for code in members],
    }


def small_vintage() -> dict[str, list[dict]]:
    """Four communes near Paris, one overseas; a metropolis and an EPT; one succession."""
    return {
        "regions": [
            {"code": "11", "nom": "Île-de-France", "zone": "metro"},
            {"code": "977", "nom": "Saint-Barthélemy", "zone": "com"},
        ],
        "departements": [
            {"code": "93", "nom": "Seine-Saint-Denis", "region": "11", "zone": "metro"},
            {"code": "75", "nom": "Paris", "region": "11", "zone": "metro"},
            {"code": "977", "nom": "Saint-Barthélemy", "region": "977", "zone": "com"},
        ],
        "communes": [
            commune("93066", "Saint-Denis", population=149077, anciensCodes=["93059"]),
            commune("93001", "Aubervilliers", population=88365, codesPostaux=["93300"]),
            commune("93030", "Dugny", population=10000),
            commune("75056", "Paris", "75", population=2100000),
            commune("97701", "Saint-Barthélemy", "977", population=10660),
            commune("93066", "Saint-Denis", type="commune-deleguee", chefLieu="93066"),
            commune("93059", "Pierrefitte-sur-Seine", type="commune-deleguee", chefLieu="93066"),
            commune("75101", "Paris 1er", "75", type="arrondissement-municipal", commune="75056"),
        ],
        "epci": [
            group("200054781", "Métropole du Grand Paris", "METRO", ["93066", "93001", "75056"])
        ],
        "ept": [group("200057867", "Plaine Commune", "EPT", ["93066", "93001"])],
        "successions": [{"old": "93059", "new": "93066", "on": "2025-01-01"}],
    }


def load(vintage: dict[str, list[dict]], year: int = YEAR):
    """Plan and apply; return the plan as it was applied."""
    plan = plan_geography(vintage, on=date(year, 1, 1))
    apply_plan(plan, year=year)
    return plan
