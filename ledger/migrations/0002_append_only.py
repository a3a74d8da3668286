"""Make the append-only tables refuse UPDATE and DELETE in the database itself."""

from django.db import migrations

from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0002_refuse_changes"),
        ("ledger", "0003_numbers"),
        ("ledger", "0004_undoable"),
        ("ledger", "0005_desk_by_index"),
    ]
    dependencies = [("ledger", "0001_tables")]
    operations = [refuse_changes("ledger_entry", "ledger_numbered")]
