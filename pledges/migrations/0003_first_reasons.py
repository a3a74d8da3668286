"""The first reasons to return a draft."""

from django.db import migrations

# First words, in the language mails are written in; moderators change them afterwards.
REASONS = (
    "Le titre en dit plus que la lettre : reprenez ses mots.",
    "Il y a ici deux actions : faites un engagement de chacune.",
    "La fermeté n’est pas celle de la lettre : relisez son verbe.",
    "Le niveau n’est pas le bon : dites qui peut agir, la commune ou son intercommunalité.",
    "C’est un avis ou une salutation : rien n’est promis ici.",
)


def offer_reasons(apps, _schema_editor):
    reason = apps.get_model("pledges", "ReturnReason")
    for number, words in enumerate(REASONS, 1):
        reason.objects.create(words=words, position=10 * number)


class Migration(migrations.Migration):
    replaces = [("pledges", "0013_return_reasons")]
    dependencies = [("pledges", "0002_append_only_and_words")]
    operations = [migrations.RunPython(offer_reasons, migrations.RunPython.noop)]
