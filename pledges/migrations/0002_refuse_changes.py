"""Make the append-only table refuse UPDATE and DELETE in the database itself."""

from django.db import migrations

from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("pledges", "0001_pledges")]
    operations = [refuse_changes("pledges_attestation")]
