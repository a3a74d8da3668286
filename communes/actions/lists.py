"""Presenting lists and saying what became of them: outcome, merger, confirmation."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from communes.actions._writing import allow_person, insert, locked, save, save_imported, write
from communes.enums import MergeConfirmation, Outcome
from communes.models import Candidate, Commune, Election, ElectoralList
from communes.policies import may_import, may_manage_elections
from ledger.reading import history_of
from ledger.refusals import STALE, Invalid, Stale
from ledger.steps import gettext_noop

KIND = "list"
# Step of an outcome that official results gave, and that later results may thus correct.
OFFICIAL = "import_results"
NAME_THE_LIST = gettext_noop("Say which list it joined: use the merger.")
OTHER_PLACE = gettext_noop("A list merges into a list of the same commune at the same election.")
GONE = gettext_noop("The list joined has itself merged or withdrawn.")
JOINED = gettext_noop("Another list has merged into this one.")
DUPLICATE = gettext_noop("This list was merged into another: change that one.")
NOT_MERGED = gettext_noop("Only a merged list has a merger to be confirmed.")


class Person(NamedTuple):
    """A candidate as given: rank from 1, names as on the ballot paper."""

    rank: int
    first_name: str
    last_name: str
    is_head: bool = False


@transaction.atomic
def create_list(
    *,
    election: Election,
    commune: Commune,
    label: str,
    panel_number: int | None = None,
    nuance: str = "",
    nuance_source: str = "",
    candidates: Iterable[Person] = (),
    fictitious: bool = False,
    by=None,
) -> ElectoralList:
    """Create a list with its candidates. Raises NotAllowed, Invalid."""
    allow_person(by, may_manage_elections)
    created = ElectoralList(
        election=election,
        commune=commune,
        label=label.strip(),
        panel_number=panel_number,
        nuance=nuance,
        nuance_source=nuance_source,
        fictitious=fictitious,
    )
    insert(kind=KIND, obj=created, by=by, state=created.outcome, snapshot=snapshot_of(created))
    for person in candidates:
        candidate = Candidate(list=created, fictitious=fictitious, **person._asdict())
        write(candidate, force_insert=True)
    return created


@transaction.atomic
def correct_list(
    *,
    list_id: int,
    version: int,
    by=None,
    label: str | None = None,
    panel_number: int | None = None,
    nuance: str | None = None,
    nuance_source: str | None = None,
    reason: str = "",
) -> ElectoralList:
    """Correct what is given; None leaves a field as it is. Raises Stale, NotAllowed, Invalid."""
    allow_person(by, may_manage_elections)
    row = _locked(list_id, version)
    given = {
        "label": label,
        "panel_number": panel_number,
        "nuance": nuance,
        "nuance_source": nuance_source,
    }
    for name, value in given.items():
        if value is not None:
            setattr(row, name, value)
    return _saved(row, step="correct", before=row.outcome, by=by, reason=reason)


@transaction.atomic
def set_outcome(
    *, list_id: int, outcome: str, version: int, by=None, reason: str = ""
) -> ElectoralList:
    """Say what became of a list, mergers excepted; undoes a merger. Raises Stale, Invalid…"""
    allow_person(by, may_manage_elections)
    if outcome == Outcome.MERGED:
        raise Invalid(NAME_THE_LIST, errors={"outcome": NAME_THE_LIST})
    row = _locked(list_id, version)
    before, row.outcome = row.outcome, outcome
    row.merged_into, row.merge_confirmation = None, MergeConfirmation.NONE
    if outcome == Outcome.WITHDRAWN:
        _refuse_if_joined(row)
    return _saved(row, step="set_outcome", before=before, by=by, reason=reason)


@transaction.atomic
def set_official_outcomes(*, outcomes: Iterable[tuple[int, int, str]], by=None) -> None:
    """What official results say of several lists (key, version, outcome), all or nothing."""
    allow_person(by, may_import)
    given = {list_id: (version, Outcome(outcome)) for list_id, version, outcome in outcomes}
    rows = ElectoralList.objects.select_for_update(of=("self",)).filter(pk__in=given)
    for row in rows.select_related("election", "commune").order_by("pk"):
        version, outcome = given[row.pk]
        if row.version != version:
            raise Stale(STALE, seen=version, current=row.version)
        before, row.outcome = row.outcome, outcome
        row.merged_into, row.merge_confirmation = None, MergeConfirmation.NONE
        save_imported(
            kind=KIND,
            obj=row,
            by=by,
            step=OFFICIAL,
            before=before,
            after=row.outcome,
            snapshot=snapshot_of(row),
        )


@transaction.atomic
def merge_list(
    *, list_id: int, into_id: int, version: int, by=None, reason: str = ""
) -> ElectoralList:
    """Merge a list into another between two rounds; the confirmation is then awaited.

    The list joined inherits nothing by this: it must confirm. Raises Stale, NotAllowed, Invalid.
    """
    allow_person(by, may_manage_elections)
    row = _locked(list_id, version)
    into = ElectoralList.objects.select_for_update(of=("self",)).get(pk=into_id)
    if (into.election_id, into.commune_id) != (row.election_id, row.commune_id):
        raise Invalid(OTHER_PLACE, errors={"merged_into": OTHER_PLACE})
    if into.outcome in (Outcome.MERGED, Outcome.WITHDRAWN) or into.duplicate_of_id:
        raise Invalid(GONE, errors={"merged_into": GONE})
    _refuse_if_joined(row)
    before, row.outcome = row.outcome, Outcome.MERGED
    row.merged_into, row.merge_confirmation = into, MergeConfirmation.AWAITED
    return _saved(row, step="merge", before=before, by=by, reason=reason)


@transaction.atomic
def confirm_merger(
    *, list_id: int, confirmation: str, version: int, by=None, reason: str = ""
) -> ElectoralList:
    """Say what the list joined answered about the word of the merged one (`MergeConfirmation`)."""
    allow_person(by, may_manage_elections)
    row = _locked(list_id, version)
    if row.outcome != Outcome.MERGED or confirmation == MergeConfirmation.NONE:
        raise Invalid(NOT_MERGED, errors={"merge_confirmation": NOT_MERGED})
    row.merge_confirmation = confirmation
    return _saved(row, step="confirm_merger", before=row.outcome, by=by, reason=reason)


def _locked(list_id: int, version: int) -> ElectoralList:
    row = locked(ElectoralList, list_id, version)
    if row.duplicate_of_id:
        raise Invalid(DUPLICATE)
    return row


def _refuse_if_joined(row: ElectoralList) -> None:
    """A chain of mergers would leave the first list without one that can answer for it."""
    if row.merged_lists.exists():
        raise Invalid(JOINED, errors={"outcome": JOINED})


def _saved(row: ElectoralList, *, step: str, before: str, by, reason: str) -> ElectoralList:
    return save(
        kind=KIND,
        obj=row,
        by=by,
        step=step,
        before=before,
        after=row.outcome,
        reason=reason,
        snapshot=snapshot_of(row) | before_first_change(row),
    )


def before_first_change(row: ElectoralList) -> dict:
    """What a list that an official file brought was, which no entry tells: said with the first
    change of it, before it is saved."""
    if row.version > 1 or history_of(KIND, row.ref).exists():
        return {}
    return {"was": snapshot_of(ElectoralList.objects.get(pk=row.pk))}


def snapshot_of(row: ElectoralList) -> dict:
    """What the ledger keeps of a list: no person, so that erasing one never touches it."""
    return {
        "election": row.election.slug,
        "commune": row.commune.code,
        "label": row.label,
        "panel_number": row.panel_number,
        "nuance": row.nuance,
        "nuance_source": row.nuance_source,
        "outcome": str(row.outcome),
        "merged_into": row.merged_into.ref if row.merged_into else "",
        "merge_confirmation": str(row.merge_confirmation),
        "fictitious": row.fictitious,
        # Said only once it is so: entries written before merges existed stay true.
        **({"duplicate_of": row.duplicate_of.ref} if row.duplicate_of else {}),
    }
