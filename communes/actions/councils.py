"""Saying who governs a territory, from when, until when."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction

from communes.actions._writing import allow_person, insert, locked, save
from communes.models import Commune, ElectoralList, Intercommunality, Mandate
from communes.policies import may_import, may_manage_elections


class Succession(NamedTuple):
    """A mayor who takes office; ended: (mandate, version, last day) of those before."""

    commune_id: int
    name: str
    since: date
    ended: list[tuple[int, int, date]]


@transaction.atomic
def add_mandate(
    *,
    start: date,
    commune: Commune | None = None,
    intercommunality: Intercommunality | None = None,
    electoral_list: ElectoralList | None = None,
    person_name: str = "",
    end: date | None = None,
    fictitious: bool = False,
    by=None,
) -> Mandate:
    """Give one territory to a list or a person. Raises NotAllowed, Invalid."""
    allow_person(by, may_manage_elections)
    mandate = Mandate(
        start=start,
        end=end,
        commune=commune,
        intercommunality=intercommunality,
        electoral_list=electoral_list,
        person_name=person_name.strip(),
        fictitious=fictitious,
    )
    return insert(kind="mandate", obj=mandate, by=by, snapshot=snapshot_of_mandate(mandate))


@transaction.atomic
def end_mandate(*, mandate_id: int, version: int, on: date, reason: str = "", by=None) -> Mandate:
    """Set the end of a mandate. Raises Stale, NotAllowed, Invalid (before its start)."""
    allow_person(by, may_manage_elections)
    return _end(mandate_id, version, on, reason=reason, by=by)


@transaction.atomic
def record_mayors(*, successions: Iterable[Succession], by=None) -> None:
    """Write what the national register says of several communes, all or nothing."""
    allow_person(by, may_import)
    for one in successions:
        for mandate_id, version, last_day in one.ended:
            _end(mandate_id, version, last_day, by=by)
        commune = Commune.objects.get(pk=one.commune_id)
        mandate = Mandate(commune=commune, person_name=one.name, start=one.since)
        insert(kind="mandate", obj=mandate, by=by, snapshot=snapshot_of_mandate(mandate))


def _end(mandate_id: int, version: int, on: date, *, by, reason: str = "") -> Mandate:
    mandate = locked(Mandate, mandate_id, version)
    mandate.end = on
    return save(
        kind="mandate",
        obj=mandate,
        by=by,
        step="end",
        reason=reason,
        snapshot=snapshot_of_mandate(mandate),
    )


def snapshot_of_mandate(mandate: Mandate) -> dict:
    """References only: a name in an append-only table could never be erased."""
    return {
        "list": mandate.electoral_list.ref if mandate.electoral_list else "",
        "commune": mandate.commune.code if mandate.commune else "",
        "intercommunality": mandate.intercommunality.siren if mandate.intercommunality else "",
        "start": mandate.start.isoformat(),
        "end": mandate.end.isoformat() if mandate.end else "",
    }
