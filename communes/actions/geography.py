"""Writing the reference geography, in bulk and in one transaction, keeping every id."""

from collections.abc import Callable, Iterable

from django.db import transaction

from accounts.policies import role_of
from communes.actions.before import content_before
from communes.queries import loaded_vintage
from ledger.recording import record
from ledger.refusals import Invalid
from ledger.steps import gettext_noop

OLDER = gettext_noop("A later vintage is already loaded: going back would close what exists.")
BATCH = 2000
LEDGER_KIND, LEDGER_REF = "geography", "cog"


@transaction.atomic
def apply_geography(
    *,
    sheets: Iterable,
    year: int,
    counts: dict,
    by=None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write the sheets in their order, then one ledger entry if any row was written.

    sheets: objects with `model`, `fields`, and lists of rows `create`, `update`, `close`; a
    row may point to a row of an earlier sheet that is not saved yet. Raises Invalid when a later
    vintage than `year` is loaded.
    """
    loaded = loaded_vintage()
    if loaded.year and year < loaded.year:
        raise Invalid(OLDER, errors={"vintage": OLDER})
    sheets, written = list(sheets), 0
    # Of a first load there is nothing before.
    before = content_before(sheets) if loaded.year else {}
    for sheet in sheets:
        for start in range(0, len(sheet.create), BATCH):
            batch = sheet.create[start : start + BATCH]
            sheet.model.objects.bulk_create(batch)
            written += _tell(progress, len(batch))
        changed = [*sheet.update, *sheet.close]
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            # An upsert on the key: `bulk_update` builds one CASE per row and takes minutes
            # when a new vintage changes the population of every commune.
            sheet.model.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["id"], update_fields=sheet.fields
            )
            written += _tell(progress, len(batch))
    if written or not loaded.year or year > loaded.year:
        record(
            kind=LEDGER_KIND,
            ref=LEDGER_REF,
            version=loaded.version + 1,
            step="load_geography",
            before=str(loaded.year or ""),
            after=str(year),
            by=by,
            role=role_of(by),
            snapshot={"year": year, "rows": counts, **before},
        )


def _tell(progress: Callable[[int], None] | None, count: int) -> int:
    if progress:
        progress(count)
    return count
