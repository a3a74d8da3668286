"""SQL that makes a table append-only, for migrations of any app, on both databases."""

from django.db import migrations

PG_FUNCTION = """
CREATE OR REPLACE FUNCTION pacte_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql
"""


def refuse_changes(*tables: str) -> migrations.RunPython:
    """Migration operation: UPDATE, DELETE (and TRUNCATE on PostgreSQL) of `tables` fail."""

    def forwards(apps, schema_editor):
        for table in tables:
            for statement in _create(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

    def backwards(apps, schema_editor):
        for table in tables:
            for statement in _drop(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

    return migrations.RunPython(forwards, backwards)


def _create(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            PG_FUNCTION,
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION pacte_refuse_change()",
            f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION pacte_refuse_change()",
        ]
    return [
        f"CREATE TRIGGER {table}_keep_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'table {table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _drop(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_keep ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_keep_all ON {table}",
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_keep_{verb}" for verb in ("update", "delete")]
