"""Make the append-only table refuse UPDATE and DELETE in the database itself."""

from django.db import migrations

from ledger.immutability import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_letters")]
    operations = [refuse_changes("letters_letterversion")]
