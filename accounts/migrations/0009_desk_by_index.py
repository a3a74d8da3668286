"""Words of people in a full-text index; people and invitations read in the order of an index."""

from django.db import migrations, models
from django.db.models import Q

from accounts.searching import SearchField, words_index, write_words


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_request_counts"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.AddField(
            model_name="user",
            name="search_words",
            field=SearchField(max_length=420, sources=("name", "email")),
        ),
        write_words("accounts", "User"),
        words_index("accounts_user", "search_words", index="user_words", triggers="user_words"),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["name", "id"], name="user_names"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=Q(("is_active", False)), fields=["name", "id"], name="user_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=Q(("accepted_on__isnull", True), ("revoked_at__isnull", True)),
                fields=["-id"],
                name="invitation_unanswered",
            ),
        ),
    ]
