"""Writing a batch of lists and candidates from an official file, keeping every id."""

from collections.abc import Iterable

from django.db import transaction

from communes.actions._writing import allow_person, save_imported
from communes.actions.lists import KIND, before_first_change, snapshot_of
from communes.models import Candidate, ElectoralList
from communes.policies import may_import

BATCH = 2000


@transaction.atomic
def apply_batch(*, sheets: Iterable, by=None) -> None:
    """Write a sheet of lists, then a sheet of candidates, all or nothing.

    sheets: objects with `fields` and lists of rows `create`, `update`, `close`. A changed list
    gets a version and an entry of its own; the new ones are told by the import's single entry on
    the election, since a first load brings tens of thousands.
    """
    allow_person(by, may_import)
    lists, people = sheets
    for row in lists.create:
        row.created_by = row.changed_by = by
        row.changed_at = row.created_at
    ElectoralList.objects.bulk_create(lists.create, batch_size=BATCH)
    for row in lists.update:
        _save_list(row, by)
    _write_people(people)


def _save_list(row: ElectoralList, by) -> None:
    save_imported(
        kind=KIND,
        obj=row,
        by=by,
        step="import",
        before=row.outcome,
        after=row.outcome,
        snapshot=snapshot_of(row) | before_first_change(row),
    )


def _write_people(people) -> None:
    """Ranks and heads are freed first: two candidates who swap would collide otherwise."""
    changed = [*people.close, *people.update]
    if changed:
        pks = [person.pk for person in changed]
        Candidate.objects.filter(pk__in=pks).update(rank=None, is_head=False)
        Candidate.objects.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=people.fields,
        )
    Candidate.objects.bulk_create(people.create, batch_size=BATCH)
