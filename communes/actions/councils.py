"""Saying who governs a territory, from when, until when."""

from datetime import date

from django.db import transaction

from communes.actions._writing import allow_person, insert, locked, save
from communes.models import Commune, ElectoralList, Intercommunality, Mandate
from communes.policies import may_manage_elections


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
