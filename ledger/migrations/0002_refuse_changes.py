"""Make the append-only table refuse UPDATE and DELETE in the database itself."""

from django.db import migrations

from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entry")]
    operations = [refuse_changes("ledger_entry")]
