import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.searching
import ledger.references
import ledger.tables


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_user"),
        ("accounts", "0002_api_tokens"),
        ("accounts", "0003_webhooks_scope"),
        ("accounts", "0004_merged_people"),
        ("accounts", "0005_invitations"),
        ("accounts", "0006_mail_refused"),
        ("accounts", "0007_presence"),
        ("accounts", "0008_request_counts"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        ledger.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=ledger.references.new_ref,
                                editable=False,
                                max_length=8,
                                unique=True,
                                verbose_name="reference",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(max_length=254, unique=True, verbose_name="e-mail"),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "search_words",
                            accounts.searching.SearchField(
                                max_length=420, sources=("name", "email")
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "is_staff",
                            models.BooleanField(default=False, verbose_name="may enter the desk"),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="created at",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        (
                            "mail_refused_on",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="mail refused on"
                            ),
                        ),
                        (
                            "mail_refused_why",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=300,
                                verbose_name="why mail was refused",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(fields=["name", "id"], name="user_names"),
                            models.Index(
                                condition=models.Q(("is_active", False)),
                                fields=["name", "id"],
                                name="user_closed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="user_email_once",
                                violation_error_message="Somebody already uses this e-mail address.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of", None),
                                    models.Q(("duplicate_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="user_not_own_duplicate",
                                violation_error_message="Nothing is a duplicate of itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=ledger.references.new_ref,
                                editable=False,
                                max_length=8,
                                unique=True,
                                verbose_name="reference",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("read", "read public data, with a higher quota"),
                                    ("webhooks", "read public data, and manage my webhooks"),
                                    (
                                        "workflow",
                                        "act in my name: steps, drafts, replies, webhooks",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="scope",
                            ),
                        ),
                        (
                            "prefix",
                            models.CharField(
                                editable=False, max_length=12, verbose_name="begins with"
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="created at",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        ("expires_on", models.DateTimeField(verbose_name="expires on")),
                        (
                            "used_on",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="last used on"
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="revoked at"
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API token",
                        "verbose_name_plural": "API tokens",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at", None), ("revoked_by", None)),
                                    models.Q(
                                        ("revoked_at__isnull", False), ("revoked_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="token_revoked_by_someone",
                                violation_error_message="A revoked token says when and by whom.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ["read", "webhooks", "workflow"])),
                                name="token_scope_known",
                                violation_error_message="Choose what this token may do.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=ledger.references.new_ref,
                                editable=False,
                                max_length=8,
                                unique=True,
                                verbose_name="reference",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitation",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="invited at",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        (
                            "sent_on",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last sent on",
                            ),
                        ),
                        ("expires_on", models.DateTimeField(verbose_name="valid until")),
                        (
                            "accepted_on",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="accepted on"
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="revoked at"
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("accepted_on__isnull", True), ("revoked_at__isnull", True)
                                ),
                                fields=["-id"],
                                name="invitation_unanswered",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_on", None), ("revoked_at", None), _connector="OR"
                                ),
                                name="invitation_one_end",
                                violation_error_message="An invitation that was answered is not revoked.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("object_kind", models.CharField(max_length=30)),
                        ("object_ref", models.CharField(max_length=8)),
                        ("user_ref", models.CharField(max_length=8)),
                        ("seen_on", models.DateTimeField(verbose_name="seen on")),
                    ],
                    options={
                        "verbose_name": "presence",
                        "verbose_name_plural": "presences",
                        "indexes": [models.Index(fields=["seen_on"], name="presence_seen")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("object_kind", "object_ref", "user_ref"),
                                name="presence_once",
                                violation_error_message="This presence is already noted.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestCount",
                    fields=[
                        (
                            "client",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                        ("ends", models.BigIntegerField()),
                        ("used", models.PositiveIntegerField()),
                    ],
                    options={
                        "verbose_name": "request count",
                        "verbose_name_plural": "request counts",
                    },
                ),
            ],
        ),
    ]
