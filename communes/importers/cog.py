"""The official geographic code and the intercommunalities: a vintage, compared to what is held.

Rows are never deleted: a commune that left is closed, a membership that ended gets an end, and
every row that stays keeps its id. A code is compared with its kind, since one code may be both a
commune and the delegated commune of the same name.
"""

from collections.abc import Callable
from datetime import date, timedelta

from communes.actions.geography import apply_geography
from communes.enums import CommuneKind, DepartmentKind, IntercommunalityKind
from communes.importers.plan import Plan, Sheet
from communes.importers.vintage import Unreadable
from communes.models import (
    Commune,
    Department,
    Intercommunality,
    Membership,
    Region,
    Succession,
)

OVERSEAS_ZONE = "com"
KINDS = {
    "commune-actuelle": CommuneKind.COM,
    "commune-deleguee": CommuneKind.COMD,
    "commune-associee": CommuneKind.COMA,
    "arrondissement-municipal": CommuneKind.ARM,
}
# More closings than this share of the communes held is a truncated file, not a reform.
CLOSED_SHARE = 0.05


def plan_geography(vintage: dict[str, list[dict]], *, on: date) -> Plan:
    """Compare a vintage (as `vintage.read` returns it) with the database; write nothing.

    on: the day the vintage describes; what has gone is closed on it. Raises Unreadable when the
    vintage would close so many communes that it cannot be complete.
    """
    return _Comparison(vintage, on).plan()


def apply_plan(
    plan: Plan, *, year: int, by=None, progress: Callable[[int], None] | None = None
) -> None:
    """Write the plan in one transaction. progress(n) is called after every n rows written."""
    apply_geography(sheets=plan.sheets, year=year, counts=plan.counts(), by=by, progress=progress)


class _Comparison:
    """The planning of one vintage: what is held, read once, and the sheets as they fill."""

    def __init__(self, vintage: dict[str, list[dict]], on: date) -> None:
        self.vintage, self.on = vintage, on
        self.regions = Sheet(Region, ("name",), ("code",))
        self.departments = Sheet(Department, ("name", "search_name", "kind", "region"), ("code",))
        self.groups = Sheet(
            Intercommunality, ("name", "search_name", "kind", "closed_on"), ("siren",)
        )
        fields = (
            "name",
            "search_name",
            "department",
            "parent",
            "population",
            "siren",
            "postal_codes",
            "closed_on",
        )
        self.communes = Sheet(Commune, fields, ("code", "kind"))
        self.parts = Sheet(Commune, fields)
        self.memberships = Sheet(Membership, ("end",))
        self.successions = Sheet(Succession, ("old_name", "old_search_name", "on"))
        self.result = Plan(
            [
                self.regions,
                self.departments,
                self.groups,
                self.communes,
                self.parts,
                self.memberships,
                self.successions,
            ]
        )

    def plan(self) -> Plan:
        regions = self._regions()
        departments = self._departments(regions)
        communes = self._communes(departments)
        groups = self._groups()
        self._memberships(communes, groups)
        self._successions(communes)
        return self.result

    def _regions(self) -> dict[str, Region]:
        held = {region.code: region for region in Region.objects.all()}
        rows = (row for row in self.vintage["regions"] if row.get("zone") != OVERSEAS_ZONE)
        return {
            row["code"]: self.regions.settle(
                held.get(row["code"]), {"code": row["code"], "name": row["nom"]}
            )
            for row in rows
        }

    def _departments(self, regions: dict[str, Region]) -> dict[str, Department]:
        held = {department.code: department for department in Department.objects.all()}
        found = {}
        for row in self.vintage["departements"]:
            code, overseas = row["code"], row.get("zone") == OVERSEAS_ZONE
            region = None if overseas else regions.get(row["region"])
            if region is None and not overseas:
                self.result.conflict(code, f"department of an unknown region, {row['region']}")
                continue
            kind = DepartmentKind.OVERSEAS if overseas else DepartmentKind.DEPARTMENT
            values = {"code": code, "name": row["nom"], "kind": kind, "region": region}
            found[code] = self.departments.settle(held.get(code), values)
        return found

    def _communes(self, departments: dict[str, Department]) -> dict[str, Commune]:
        """Plan communes, then their parts; return the current communes by code."""
        held = {(commune.code, commune.kind): commune for commune in Commune.objects.all()}
        current: dict[str, Commune] = {}
        seen: set[tuple[str, str]] = set()
        for wanted in (True, False):
            for row in self.vintage["communes"]:
                kind = KINDS.get(row["type"])
                if (kind == CommuneKind.COM) is not wanted:
                    continue
                values = self._commune_values(row, kind, departments, current, seen)
                if values is None:
                    continue
                key = (row["code"], kind)
                seen.add(key)
                sheet = self.communes if wanted else self.parts
                commune = sheet.settle(held.get(key), values)
                if wanted:
                    current[commune.code] = commune
        self._close_communes(held, seen)
        return current

    def _commune_values(self, row, kind, departments, current, seen) -> dict | None:
        """What the commune of `row` must hold; None, and a conflict, when it cannot be kept."""
        code = row["code"]
        parent_code = None if kind == CommuneKind.COM else row.get("chefLieu") or row.get("commune")
        reason = ""
        if kind is None:
            reason = f"unknown type of commune, {row['type']}"
        elif (code, kind) in seen:
            reason = f"twice in the file as {kind}"
        elif row["departement"] not in departments:
            reason = f"commune of an unknown department, {row['departement']}"
        elif parent_code is not None and parent_code not in current:
            reason = f"part of an unknown commune, {parent_code}"
        elif kind != CommuneKind.COM and parent_code is None:
            reason = "part of no commune"
        if reason:
            self.result.conflict(code, reason)
            return None
        return {
            "code": code,
            "kind": kind,
            "name": row["nom"],
            "department": departments[row["departement"]],
            "parent": current[parent_code] if parent_code else None,
            "population": row.get("population"),
            "siren": row.get("siren", ""),
            "postal_codes": row.get("codesPostaux", []),
            "closed_on": None,
        }

    def _close_communes(self, held, seen) -> None:
        gone = [row for key, row in held.items() if key not in seen and row.closed_on is None]
        if len(gone) > max(20, CLOSED_SHARE * len(held)):
            raise Unreadable(
                f"the vintage lacks {len(gone)} of the {len(held)} communes held: is it complete?"
            )
        dates = {row["old"]: date.fromisoformat(row["on"]) for row in self.vintage["successions"]}
        for commune in gone:
            whole = commune.kind == CommuneKind.COM
            sheet = self.communes if whole else self.parts
            sheet.end(commune, "closed_on", dates.get(commune.code, self.on) if whole else self.on)

    def _groups(self) -> dict[str, Intercommunality]:
        held = {group.siren: group for group in Intercommunality.objects.all()}
        found = {}
        for row in self.vintage["epci"] + self.vintage["ept"]:
            siren = row["code"]
            if row["type"] not in IntercommunalityKind.values or siren in found:
                self.result.conflict(siren, f"twice in the files, or unknown kind {row['type']}")
                continue
            values = {"siren": siren, "name": row["nom"], "kind": row["type"], "closed_on": None}
            found[siren] = self.groups.settle(held.get(siren), values)
        for siren, group in held.items():
            if siren not in found and group.closed_on is None:
                self.groups.end(group, "closed_on", self.on)
        return found

    def _memberships(self, communes, groups) -> None:
        """Open the new memberships, end those that are no more; the others are left alone."""
        held = {
            (code, siren): pk
            for pk, code, siren in Membership.objects.filter(end=None).values_list(
                "pk", "commune__code", "intercommunality__siren"
            )
        }
        # At the first load nothing says since when: the start stays unknown.
        start = self.on if Membership.objects.exists() else None
        wanted = set()
        for row in self.vintage["epci"] + self.vintage["ept"]:
            for code in (member["code"] for member in row["membres"]):
                if code not in communes or row["code"] not in groups:
                    self.result.conflict(row["code"], f"has an unknown member, {code}")
                    continue
                wanted.add((code, row["code"]))
        for key in sorted(wanted - held.keys()):
            commune, group = communes[key[0]], groups[key[1]]
            self.memberships.settle(
                None, {"commune": commune, "intercommunality": group, "start": start}
            )
        self.memberships.same = len(wanted & held.keys())
        last_day = self.on - timedelta(days=1)
        gone = [held[key] for key in sorted(held.keys() - wanted)]
        found = Membership.objects.select_related("commune", "intercommunality").in_bulk(gone)
        for membership in map(found.get, gone):
            self.memberships.end(membership, "end", max(last_day, membership.start or last_day))

    def _successions(self, communes) -> None:
        held = {
            (row.old_code, row.commune.code): row
            for row in Succession.objects.select_related("commune")
        }
        names = self._old_names()
        dates = {
            (row["old"], row["new"]): date.fromisoformat(row["on"])
            for row in self.vintage["successions"]
        }
        for row in self.vintage["communes"]:
            for old in row.get("anciensCodes", ()):
                key = (old, row["code"])
                if old in communes:
                    self.result.conflict(old, f"former code of {row['code']}, yet still a commune")
                elif row["code"] in communes:
                    self._succession(held.get(key), key, communes[key[1]], names, dates)

    def _succession(self, held, key, commune, names, dates) -> None:
        """A name or a date already known is never replaced by "unknown"."""
        values = {
            "old_code": key[0],
            "commune": commune,
            "old_name": names.get(key[0], held.old_name if held else ""),
            "on": dates.get(key, held.on if held else None),
        }
        self.successions.settle(held, values)

    def _old_names(self) -> dict[str, str]:
        """Names of former communes: those held and closed, and the parts of today's communes."""
        names = {
            row["code"]: row["nom"]
            for row in self.vintage["communes"]
            if row["type"] != "commune-actuelle"
        }
        closed = self.communes.close
        return names | {commune.code: commune.name for commune in closed}
