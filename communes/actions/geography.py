"""Writing the reference geography, in bulk and in one transaction, keeping every id."""

from collections.abc import Callable, Iterable

from django.db import connections, transaction

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

    sheets: objects with `model`, `fields`, `key`, and lists of rows `create`, `update`, `close`; a
    row may point to a row of an earlier sheet that is not saved yet, when that sheet has a `key`:
    the columns that tell its rows apart. Raises Invalid when a later vintage than `year` is loaded.
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
            _insert(sheet.model, batch)
            written += _tell(progress, len(batch))
        if sheet.key and sheet.create:
            _learn_ids(sheet)
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


def _insert(model, rows: list) -> None:
    """Insert `rows`, by COPY on PostgreSQL and in one statement on SQLite; they learn no id.

    `bulk_create` asks for ids, writes a hundred rows a statement on SQLite, and each value into a
    statement's text on PostgreSQL: half of the time of a first load. BATCH rows have fewer values
    than a statement of SQLite may hold (32,766).
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    related = [field for field in fields if field.is_relation]
    for row in rows:
        for field in related:
            if target := field.get_cached_value(row, None):
                setattr(row, field.attname, target.pk)
    database = connections["default"]
    quote = database.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = f"{quote(model._meta.db_table)} ({columns})"
    lines = (
        [field.get_db_prep_save(field.pre_save(row, True), database) for field in fields]
        for row in rows
    )
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = "(" + ", ".join(["%s"] * len(fields)) + ")"
            cursor.execute(
                f"INSERT INTO {table} VALUES {', '.join([marks] * len(rows))}",  # noqa: S608 - names
                [value for line in lines for value in line],
            )


def _learn_ids(sheet) -> None:
    ids = {tuple(key): pk for pk, *key in sheet.model.objects.values_list("pk", *sheet.key)}
    for row in sheet.create:
        row.pk = ids[tuple(getattr(row, name) for name in sheet.key)]
        row._state.adding = False


def _tell(progress: Callable[[int], None] | None, count: int) -> int:
    if progress:
        progress(count)
    return count
