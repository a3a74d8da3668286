import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.searching
import ledger.references
import ledger.tables
import pledges.models.evidence


class Migration(migrations.Migration):
    replaces = [("pledges", "0001_pledges")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("communes", "0001_tables"),
        ("letters", "0001_tables"),
    ]

    operations = [
        ledger.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AccessRequest",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                        (
                            "office",
                            models.CharField(blank=True, max_length=150, verbose_name="office"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="professional address"
                            ),
                        ),
                        (
                            "quality",
                            models.CharField(
                                choices=[("elected", "elected official"), ("agent", "agent")],
                                max_length=7,
                                verbose_name="quality",
                            ),
                        ),
                        (
                            "checked_with",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=254,
                                verbose_name="official address it was checked with",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.contact",
                            ),
                        ),
                        (
                            "leaver",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.contact",
                                verbose_name="who hands over",
                            ),
                        ),
                        (
                            "leaves_on",
                            models.DateField(
                                editable=False, null=True, verbose_name="their last day"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request for access",
                        "verbose_name_plural": "requests for access",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["state", "state_at", "id"], name="access_request_queue"
                            ),
                            models.Index(fields=["email"], name="access_request_of"),
                            models.Index(fields=["state", "-id"], name="access_request_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("leaver__isnull", True), ("leaves_on__isnull", True)),
                                    models.Q(
                                        ("leaver__isnull", False), ("leaves_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_hand_over_dated",
                                violation_error_message="A hand-over says who leaves and on which day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["requested", "accepted", "refused", "cancelled"])
                                ),
                                name="access_request_state_known",
                                violation_error_message="This state of a request does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commune__isnull", False),
                                        ("intercommunality__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("intercommunality__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_one_territory",
                                violation_error_message="Name one territory: a commune or an intercommunality.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "requested"), _negated=True),
                                    models.Q(
                                        models.Q(("name", ""), _negated=True),
                                        models.Q(("email", ""), _negated=True),
                                        models.Q(("office", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_asked_by_somebody",
                                violation_error_message="A request says who asks.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    models.Q(
                                        models.Q(("checked_with", ""), _negated=True),
                                        ("contact__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_accepted_was_checked",
                                violation_error_message="An accepted request says what it was checked with.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Pact",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        ("slug", models.SlugField(unique=True, verbose_name="short name")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "association",
                            models.CharField(max_length=200, verbose_name="association"),
                        ),
                    ],
                    options={
                        "verbose_name": "pact",
                        "verbose_name_plural": "pacts",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="PactVersion",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "pact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="pledges.pact",
                                verbose_name="pact",
                            ),
                        ),
                        ("label", models.CharField(max_length=40, verbose_name="edition")),
                        ("preamble", models.TextField(blank=True, verbose_name="preamble")),
                        (
                            "source",
                            models.CharField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        (
                            "adopted_on",
                            models.DateField(blank=True, null=True, verbose_name="adopted on"),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a pact",
                        "verbose_name_plural": "versions of pacts",
                        "ordering": ["pact", "-label"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pact", "label"),
                                name="pact_version_once",
                                violation_error_message="This pact already has this edition.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Article",
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
                            "pact_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to="pledges.pactversion",
                                verbose_name="version of the pact",
                            ),
                        ),
                        ("key", models.CharField(max_length=10, verbose_name="number")),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title"),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        (
                            "to_complete",
                            models.BooleanField(default=False, verbose_name="to be completed"),
                        ),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "ordering": ["pact_version", "key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pact_version", "key"),
                                name="article_once",
                                violation_error_message="This version already has this article.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_complete", True),
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="article_worded_or_to_complete",
                                violation_error_message="An article has words, or is marked to be completed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "pact_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="pledges.pactversion",
                                verbose_name="version of the pact",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.election",
                                verbose_name="election",
                            ),
                        ),
                        (
                            "answer_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="answers expected by"
                            ),
                        ),
                        (
                            "reply_days",
                            models.PositiveSmallIntegerField(
                                default=21,
                                verbose_name="days the commune has to reply to an assessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "campaign",
                        "verbose_name_plural": "campaigns",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pact_version", "election"),
                                name="campaign_once",
                                violation_error_message="This version is already put to this election.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "pact_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="pledges.pactversion",
                                verbose_name="pact",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("commitment", "commitment"),
                                    ("action_due", "action due to the association"),
                                ],
                                default="commitment",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("commune", "commune"),
                                    ("intercommunality", "intercommunality"),
                                ],
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        (
                            "firmness",
                            models.CharField(
                                choices=[
                                    ("firm", "firm"),
                                    ("conditional", "conditional"),
                                    ("aspiration", "aspiration"),
                                    ("to_study", "to be studied"),
                                ],
                                max_length=12,
                                verbose_name="firmness",
                            ),
                        ),
                        (
                            "condition",
                            models.CharField(blank=True, max_length=500, verbose_name="condition"),
                        ),
                        (
                            "deadline",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="deadline, in its own words",
                            ),
                        ),
                        (
                            "deadline_on",
                            models.DateField(blank=True, null=True, verbose_name="deadline"),
                        ),
                        (
                            "assessable",
                            models.BooleanField(default=True, verbose_name="can be assessed"),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="revision"
                            ),
                        ),
                        (
                            "content_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "content_by",
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
                            "published_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="published at"
                            ),
                        ),
                        (
                            "published_by",
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
                            "progress",
                            models.CharField(
                                choices=[
                                    ("not_assessed", "not yet assessed"),
                                    ("in_progress", "in progress"),
                                    ("paused", "paused"),
                                    ("partially_kept", "partially kept"),
                                    ("kept", "kept"),
                                    ("not_kept", "not kept"),
                                    ("abandoned", "abandoned"),
                                    ("unverifiable", "unverifiable"),
                                    ("not_applicable", "not applicable"),
                                    ("carried", "carried by the list"),
                                    ("no_known_action", "no known action"),
                                ],
                                default="not_assessed",
                                editable=False,
                                max_length=20,
                                verbose_name="progress",
                            ),
                        ),
                        ("progress_fictitious", models.BooleanField(default=False, editable=False)),
                        (
                            "assessed_on",
                            models.DateField(editable=False, null=True, verbose_name="assessed on"),
                        ),
                        (
                            "verified_on",
                            models.DateField(
                                editable=False, null=True, verbose_name="last verified on"
                            ),
                        ),
                        (
                            "mandate",
                            models.JSONField(editable=False, null=True, verbose_name="mandate"),
                        ),
                        (
                            "carried_to",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                            ),
                        ),
                        (
                            "carried_to_group",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                            ),
                        ),
                        ("search_text", models.TextField(default="", editable=False)),
                        (
                            "articles",
                            models.ManyToManyField(
                                blank=True, to="pledges.article", verbose_name="articles"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "commitment",
                        "verbose_name_plural": "commitments",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["electoral_list", "state"], name="commitment_of_list"
                            ),
                            models.Index(
                                fields=["state", "state_at", "id"], name="commitment_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="commitment_of_state"),
                            models.Index(fields=["level", "-id"], name="commitment_of_level"),
                            models.Index(fields=["firmness", "-id"], name="commitment_of_firmness"),
                            models.Index(fields=["progress", "-id"], name="commitment_of_progress"),
                            models.Index(
                                fields=["state", "-published_at", "-id"], name="commitment_newest"
                            ),
                            models.Index(
                                fields=["state", "progress", "-id"], name="commitment_progress"
                            ),
                            models.Index(
                                condition=models.Q(("published_at__isnull", True)),
                                fields=["created_by", "state", "state_at", "id"],
                                name="commitment_of_author",
                            ),
                            models.Index(
                                condition=models.Q(("published_at__isnull", True)),
                                fields=["content_by", "state", "state_at", "id"],
                                name="commitment_of_last_author",
                            ),
                            models.Index(
                                condition=models.Q(("published_at__isnull", False)),
                                fields=["-published_at", "-id"],
                                name="commitment_pages",
                            ),
                            models.Index(
                                condition=models.Q(("published_at__isnull", False)),
                                fields=["progress", "-published_at", "-id"],
                                name="commitment_pages_of_progress",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "in_review", "published", "withdrawn", "dropped"],
                                    )
                                ),
                                name="commitment_state_known",
                                violation_error_message="This state of a commitment does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="commitment_title_given",
                                violation_error_message="A commitment has a title.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["published", "withdrawn"]), _negated=True
                                    ),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="commitment_public_is_dated",
                                violation_error_message="A published commitment has its date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("intercommunality__isnull", False),
                                        ("level", "intercommunality"),
                                    ),
                                    models.Q(
                                        ("intercommunality__isnull", True), ("level", "commune")
                                    ),
                                    _connector="OR",
                                ),
                                name="commitment_level_has_territory",
                                violation_error_message="A commitment at the intercommunality's level, and only it, names which one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quote",
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
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="quotes",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.passage",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="words quoted")),
                    ],
                    options={
                        "verbose_name": "quote",
                        "verbose_name_plural": "quotes",
                        "ordering": ["commitment", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "passage"),
                                name="quote_once",
                                violation_error_message="This commitment already quotes this passage.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="quote_has_words",
                                violation_error_message="A quote has words.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(blank=True, default=dict, verbose_name="changes"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "proposed_by_name",
                            models.CharField(
                                blank=True, max_length=150, verbose_name="proposed by"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                    ],
                    options={
                        "verbose_name": "correction",
                        "verbose_name_plural": "corrections",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["state", "state_at", "id"], name="correction_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="correction_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "accepted", "declined"])
                                ),
                                name="correction_state_known",
                                violation_error_message="This state of a correction does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="correction_has_reason",
                                violation_error_message="A correction has a reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "declared",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_assessed", "not yet assessed"),
                                    ("in_progress", "in progress"),
                                    ("paused", "paused"),
                                    ("partially_kept", "partially kept"),
                                    ("kept", "kept"),
                                    ("not_kept", "not kept"),
                                    ("abandoned", "abandoned"),
                                    ("unverifiable", "unverifiable"),
                                    ("not_applicable", "not applicable"),
                                    ("carried", "carried by the list"),
                                    ("no_known_action", "no known action"),
                                ],
                                max_length=20,
                                verbose_name="progress declared",
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, verbose_name="where it stands, in your own words"
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(blank=True, null=True, verbose_name="situation on"),
                        ),
                        (
                            "content_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "content_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "progress report",
                        "verbose_name_plural": "progress reports",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["commitment", "state"], name="report_of_commitment"
                            ),
                            models.Index(fields=["state", "state_at", "id"], name="report_queue"),
                            models.Index(fields=["state", "-id"], name="report_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "returned",
                                            "published",
                                            "declined",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="report_state_known",
                                violation_error_message="This state of a report does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "returned", "cancelled"]),
                                    models.Q(
                                        models.Q(("words", ""), _negated=True),
                                        ("as_of__isnull", False),
                                        ("declared__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_sent_is_complete",
                                violation_error_message="A report that is sent says where things stand, in words, on which day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "declared__in",
                                        [
                                            "",
                                            "carried",
                                            "no_known_action",
                                            "in_progress",
                                            "paused",
                                            "partially_kept",
                                            "kept",
                                            "not_kept",
                                            "abandoned",
                                            "not_applicable",
                                        ],
                                    )
                                ),
                                name="report_declares_what_may_be",
                                violation_error_message="A town hall cannot declare this.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="pledges.report",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="pledges.reply",
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("deliberation", "deliberation"),
                                    ("budget", "budget line"),
                                    ("contract", "public contract"),
                                    ("minutes", "minutes"),
                                    ("photo", "photograph"),
                                    ("press", "press"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "search_words",
                            accounts.searching.SearchField(max_length=220, sources=("title",)),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=120,
                                upload_to=pledges.models.evidence.evidence_path,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "original_name",
                            models.CharField(
                                blank=True, max_length=255, verbose_name="name of the file"
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        ("dated", models.DateField(blank=True, null=True, verbose_name="dated")),
                        (
                            "favourable",
                            models.BooleanField(blank=True, null=True, verbose_name="favourable"),
                        ),
                        ("public", models.BooleanField(default=True, verbose_name="public")),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "pieces of evidence",
                        "ordering": ["-dated", "-pk"],
                        "indexes": [
                            models.Index(fields=["kind", "-id"], name="evidence_of_kind"),
                            models.Index(
                                condition=models.Q(("public", False)),
                                fields=["-id"],
                                name="evidence_not_public",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("commitment__isnull", False),
                                    ("commune__isnull", False),
                                    ("intercommunality__isnull", False),
                                    _connector="OR",
                                ),
                                name="evidence_about_something",
                                violation_error_message="Evidence is about a commitment or a territory.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("url", ""), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="evidence_link_or_file",
                                violation_error_message="Give a link or a file.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("report", None), ("reply", None), _connector="OR"
                                ),
                                name="evidence_of_one_paper",
                                violation_error_message="Evidence comes with a report or with a reply.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attestation",
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
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "attested_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="attested at"),
                        ),
                        (
                            "attested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attestation",
                        "verbose_name_plural": "attestations",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        (
                            "fulfilment",
                            models.CharField(
                                choices=[
                                    ("not_assessed", "not yet assessed"),
                                    ("in_progress", "in progress"),
                                    ("paused", "paused"),
                                    ("partially_kept", "partially kept"),
                                    ("kept", "kept"),
                                    ("not_kept", "not kept"),
                                    ("abandoned", "abandoned"),
                                    ("unverifiable", "unverifiable"),
                                    ("not_applicable", "not applicable"),
                                    ("carried", "carried by the list"),
                                    ("no_known_action", "no known action"),
                                ],
                                max_length=20,
                                verbose_name="conclusion",
                            ),
                        ),
                        ("words", models.TextField(verbose_name="what is concluded, and why")),
                        ("as_of", models.DateField(verbose_name="situation on")),
                        (
                            "content_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "content_by",
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
                            "notified_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="notified at"
                            ),
                        ),
                        (
                            "notified_by",
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
                            "reply_until",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="reply expected until"
                            ),
                        ),
                        (
                            "extended_from",
                            models.DateTimeField(
                                editable=False,
                                null=True,
                                verbose_name="deadline before more time was granted",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="published at"
                            ),
                        ),
                        (
                            "published_by",
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
                            "sources",
                            models.ManyToManyField(
                                related_name="+", to="pledges.evidence", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "assessment",
                        "verbose_name_plural": "assessments",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["commitment", "state"], name="assessment_of_commitment"
                            ),
                            models.Index(
                                fields=["state", "state_at", "id"], name="assessment_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="assessment_of_state"),
                            models.Index(
                                fields=["fulfilment", "-id"], name="assessment_of_conclusion"
                            ),
                            models.Index(
                                condition=models.Q(("state", "notified")),
                                fields=["state", "reply_until", "id"],
                                name="assessment_replies_due",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "notified", "published", "superseded"])
                                ),
                                name="assessment_state_known",
                                violation_error_message="This state of an assessment does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(
                                        ("notified_at__isnull", False),
                                        ("reply_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_notified_has_deadline",
                                violation_error_message="An assessment that was notified has its deadline.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "notified"]),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="assessment_published_is_dated",
                                violation_error_message="A published assessment has its date.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("commitment",),
                                name="assessment_one_in_force",
                                violation_error_message="Another assessment of this commitment is in force.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extended_from__isnull", True),
                                    ("extended_from__lt", models.F("reply_until")),
                                    _connector="OR",
                                ),
                                name="assessment_extended_later",
                                violation_error_message="More time ends after the deadline it moves.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fulfilment", "not_assessed"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                ),
                                name="assessment_concludes",
                                violation_error_message="An assessment concludes something, in words.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "assessment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reply",
                                to="pledges.assessment",
                            ),
                        ),
                        ("words", models.TextField(verbose_name="reply")),
                        ("signed_as", models.CharField(max_length=150, verbose_name="signed")),
                        (
                            "letter_version",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.letterversion",
                            ),
                        ),
                        ("start", models.PositiveIntegerField(editable=False, null=True)),
                        ("end", models.PositiveIntegerField(editable=False, null=True)),
                        (
                            "withheld_because",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it is withheld"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reply",
                        "verbose_name_plural": "replies",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["state", "state_at", "id"], name="reply_queue"),
                            models.Index(fields=["state", "-id"], name="reply_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["given", "contested", "withheld"])
                                ),
                                name="reply_state_known",
                                violation_error_message="This state of a reply does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "given"),
                                    models.Q(("withheld_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reply_withheld_says_why",
                                violation_error_message="A reply is not withheld without a reason.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="reply_has_words",
                                violation_error_message="A reply has words.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("end__isnull", True),
                                        ("letter_version__isnull", True),
                                        ("start__isnull", True),
                                    ),
                                    models.Q(
                                        ("end__gt", models.F("start")),
                                        ("letter_version__isnull", False),
                                        ("start__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="reply_quotes_its_letter",
                                violation_error_message="A reply by letter says where its words stand in it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentCopy",
                    fields=[
                        (
                            "commitment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="copy",
                                serialize=False,
                                to="pledges.commitment",
                                verbose_name="commitment",
                            ),
                        ),
                        ("body", models.TextField(default="")),
                        ("line", models.TextField(default="")),
                        ("shape", models.CharField(db_index=True, default="", max_length=16)),
                        ("generation", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "copy of a commitment",
                        "verbose_name_plural": "copies of commitments",
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="pledges.assessment",
                            ),
                        ),
                        (
                            "notification",
                            models.DateTimeField(
                                editable=False, verbose_name="assessment notified"
                            ),
                        ),
                        (
                            "deadline",
                            models.DateTimeField(
                                editable=False, verbose_name="deadline when it was asked"
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="days asked for",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why the commune asks")),
                    ],
                    options={
                        "verbose_name": "request for more time",
                        "verbose_name_plural": "requests for more time",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["state", "state_at", "id"], name="extension_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="extension_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["requested", "granted", "refused", "lapsed"])
                                ),
                                name="extension_state_known",
                                violation_error_message="This state of a request does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("days__lte", 30)),
                                name="extension_days",
                                violation_error_message="Ask for 1 to 30 days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="extension_has_reason",
                                violation_error_message="A request has a reason.",
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "notification"),
                                name="extension_once",
                                violation_error_message="More time was already asked for.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(default=0)),
                        ("headers", models.JSONField(default=dict)),
                        ("body", models.JSONField(default=dict)),
                        (
                            "received_on",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="received on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "idempotency key",
                        "verbose_name_plural": "idempotency keys",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "key"), name="idempotency_one_answer_per_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMail",
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
                            "recipient",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recipient",
                            ),
                        ),
                        (
                            "asker",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pledges.accessrequest",
                            ),
                        ),
                        ("object_kind", models.CharField(max_length=30)),
                        ("object_ref", models.CharField(max_length=8)),
                        ("object_version", models.PositiveIntegerField()),
                        ("step", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        (
                            "search_words",
                            accounts.searching.SearchField(max_length=220, sources=("subject",)),
                        ),
                        ("body", models.TextField(verbose_name="text")),
                        (
                            "queued_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="decided at"),
                        ),
                        (
                            "queued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("leaves_after", models.DateTimeField(verbose_name="leaves after")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("sent", "sent"),
                                    ("failed", "failed"),
                                    ("bounced", "came back"),
                                    ("cancelled", "stopped"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(default=0, verbose_name="tries"),
                        ),
                        (
                            "problem",
                            models.CharField(blank=True, max_length=300, verbose_name="problem"),
                        ),
                        ("claimed_until", models.DateTimeField(editable=False, null=True)),
                        (
                            "message_id",
                            models.CharField(blank=True, editable=False, max_length=255),
                        ),
                        ("sent_on", models.DateTimeField(null=True, verbose_name="sent on")),
                    ],
                    options={
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["leaves_after"],
                                name="mail_waiting",
                            ),
                            models.Index(fields=["state", "-id"], name="mail_of_state"),
                            models.Index(
                                condition=models.Q(("message_id", ""), _negated=True),
                                fields=["message_id"],
                                name="mail_known_as",
                            ),
                            models.Index(
                                fields=["object_ref", "object_kind"], name="mail_about_object"
                            ),
                            models.Index(
                                condition=models.Q(("asker__isnull", False)),
                                fields=["asker"],
                                name="mail_of_asker",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recipient", "object_kind", "object_ref", "object_version"),
                                name="mail_one_per_person_and_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asker__isnull", True), ("recipient__isnull", False)),
                                    models.Q(("asker__isnull", False), ("recipient__isnull", True)),
                                    _connector="OR",
                                ),
                                name="mail_to_one_person",
                                violation_error_message="A mail is to one person.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailWording",
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
                            "mail",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wordings",
                                to="pledges.outboxmail",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("body", models.TextField(verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "former words of a mail",
                        "verbose_name_plural": "former words of mails",
                        "ordering": ["mail", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mail", "version"),
                                name="mail_wording_once",
                                violation_error_message="These words are already kept.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailRhythm",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    (
                                        "published",
                                        "What the association publishes about your territory",
                                    ),
                                    ("answers", "What became of your reports and corrections"),
                                    ("accuracy", "Is it still accurate? After a year without news"),
                                ],
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("at_once", "at once"),
                                    ("weekly", "once a week, on Monday"),
                                    ("monthly", "once a month, on the first"),
                                    ("never", "never"),
                                ],
                                max_length=8,
                                verbose_name="how often",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rhythm of mails",
                        "verbose_name_plural": "rhythms of mails",
                        "ordering": ["user", "topic"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "topic"),
                                name="mail_rhythm_once",
                                violation_error_message="A rhythm is already chosen for these mails.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MandateChange",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.election",
                                verbose_name="election that gave the mandate",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("majority", "the majority changed"),
                                    ("merger", "communes or intercommunalities merged"),
                                    ("other", "another reason"),
                                ],
                                max_length=10,
                                verbose_name="what happened",
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                choices=[
                                    ("carried_over", "carried over"),
                                    ("suspended", "suspended"),
                                    ("closed", "closed"),
                                ],
                                max_length=12,
                                verbose_name="what becomes of contacts and commitments",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                                verbose_name="commune that carries on",
                            ),
                        ),
                        (
                            "successor_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality that carries on",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="public reason"
                            ),
                        ),
                        ("moved", models.JSONField(default=list, editable=False)),
                    ],
                    options={
                        "verbose_name": "change of mandate",
                        "verbose_name_plural": "changes of mandate",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["state", "state_at", "id"], name="mandate_change_queue"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["prepared", "in_force", "lifted", "dropped"])
                                ),
                                name="mandate_change_state_known",
                                violation_error_message="This state of a change of mandate does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commune__isnull", False),
                                        ("intercommunality__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("intercommunality__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="mandate_change_one_territory",
                                violation_error_message="Name one territory: a commune or an intercommunality.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cause", "merger"),
                                        ("effect", "carried_over"),
                                        models.Q(
                                            models.Q(
                                                ("commune__isnull", False),
                                                ("successor__isnull", False),
                                                ("successor_group__isnull", True),
                                            ),
                                            models.Q(
                                                ("intercommunality__isnull", False),
                                                ("successor_group__isnull", False),
                                                ("successor__isnull", True),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("cause", "merger"),
                                            ("effect", "carried_over"),
                                            _negated=True,
                                        ),
                                        ("successor__isnull", True),
                                        ("successor_group__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mandate_change_successor",
                                violation_error_message="Name the commune, or the intercommunality, that carries on when several merge and all is carried over, and only then.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("commune", "election"),
                                name="mandate_change_one_in_force",
                                violation_error_message="A change of this mandate is in force: lift it first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("intercommunality", "election"),
                                name="mandate_change_one_of_group",
                                violation_error_message="A change of this mandate is in force: lift it first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("list", "list"),
                                    ("person", "person with an account"),
                                    ("candidate", "candidate"),
                                    ("letter", "letter"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("kept_ref", models.CharField(max_length=20, verbose_name="kept")),
                        (
                            "gone_ref",
                            models.CharField(max_length=20, verbose_name="merged into it"),
                        ),
                        ("pair", models.CharField(editable=False, max_length=41)),
                        ("moved", models.JSONField(default=list, editable=False)),
                        (
                            "content_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "content_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "merge of duplicates",
                        "verbose_name_plural": "merges of duplicates",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["state", "-id"], name="merge_by_state"),
                            models.Index(fields=["state", "state_at", "id"], name="merge_queue"),
                            models.Index(fields=["kind", "-id"], name="merge_of_kind"),
                            models.Index(fields=["kept_ref"], name="merge_kept"),
                            models.Index(fields=["gone_ref"], name="merge_gone"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "pair"),
                                name="merge_pair_once",
                                violation_error_message="This pair was already looked at.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "merged", "undone", "dismissed"])
                                ),
                                name="merge_state_known",
                                violation_error_message="This state of a merge does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kept_ref", models.F("gone_ref")), _negated=True
                                ),
                                name="merge_of_two",
                                violation_error_message="Nothing is a duplicate of itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnReason",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                        ("words", models.TextField(max_length=500, verbose_name="words")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=100, verbose_name="position"),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="offered")),
                    ],
                    options={
                        "verbose_name": "reason to return",
                        "verbose_name_plural": "reasons to return",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="return_reason_has_words",
                                violation_error_message="A reason has words.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Solicitation",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="solicitations",
                                to="pledges.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("email", "e-mail"),
                                    ("post", "post"),
                                    ("form", "form"),
                                    ("hand", "by hand"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "contacted_on",
                            models.DateField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="last contacted on",
                            ),
                        ),
                        (
                            "public_reason",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="public reason"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "solicitation",
                        "verbose_name_plural": "solicitations",
                        "ordering": ["campaign", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["campaign", "state", "state_at", "id"],
                                name="solicitation_queue",
                            ),
                            models.Index(
                                fields=["campaign", "-id"], name="solicitation_of_campaign"
                            ),
                            models.Index(fields=["state", "-id"], name="solicitation_of_state"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "electoral_list"),
                                name="solicitation_once",
                                violation_error_message="This list is already in this campaign.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "to_contact",
                                            "not_solicited",
                                            "contacted",
                                            "reminded",
                                            "acknowledged",
                                            "announced",
                                            "answered",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="solicitation_state_known",
                                violation_error_message="This state of a solicitation does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "not_solicited"), _negated=True),
                                    models.Q(("public_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="solicitation_skipped_has_reason",
                                violation_error_message="A list that is not solicited has a public reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "state",
                            models.CharField(editable=False, max_length=30, verbose_name="state"),
                        ),
                        (
                            "state_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "state_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="pledges.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.candidate",
                            ),
                        ),
                        ("signer_name", models.CharField(max_length=150, verbose_name="signed by")),
                        (
                            "search_words",
                            accounts.searching.SearchField(
                                max_length=170, sources=("signer_name",)
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(blank=True, max_length=150, verbose_name="capacity"),
                        ),
                        (
                            "in_name_of",
                            models.CharField(
                                choices=[("individual", "an individual"), ("list", "the list")],
                                max_length=10,
                                verbose_name="in the name of",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("email", "e-mail"),
                                    ("post", "post"),
                                    ("form", "form"),
                                    ("hand", "by hand"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.letter",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.passage",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.letter",
                                verbose_name="signed document",
                            ),
                        ),
                        (
                            "signed_on",
                            models.DateField(blank=True, null=True, verbose_name="signed on"),
                        ),
                        (
                            "content_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "content_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signature",
                        "verbose_name_plural": "signatures",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["electoral_list", "state"], name="signature_of_list"
                            ),
                            models.Index(
                                fields=["state", "state_at", "id"], name="signature_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="signature_of_state"),
                            models.Index(fields=["in_name_of", "-id"], name="signature_in_name_of"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "announced",
                                            "received",
                                            "verified",
                                            "published",
                                            "refused",
                                            "contested",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="signature_state_known",
                                violation_error_message="This state of a signature does not exist.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "announced"),
                                    ("signed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="signature_received_is_dated",
                                violation_error_message="A signature that was received has its date.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleStance",
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
                            "signature",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stances",
                                to="pledges.signature",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pledges.article",
                            ),
                        ),
                        (
                            "stance",
                            models.CharField(
                                choices=[
                                    ("accepted", "accepted"),
                                    ("reserve", "accepted with reserve"),
                                    ("refused", "refused"),
                                ],
                                max_length=10,
                                verbose_name="stance",
                            ),
                        ),
                        (
                            "reserve",
                            models.CharField(blank=True, max_length=500, verbose_name="reserve"),
                        ),
                    ],
                    options={
                        "verbose_name": "stance on an article",
                        "verbose_name_plural": "stances on articles",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("signature", "article"),
                                name="stance_once",
                                violation_error_message="This signature already says something of this article.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stance", "reserve"), _negated=True),
                                    models.Q(("reserve", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="stance_reserve_worded",
                                violation_error_message="A reserve is put in words.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Typed",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("page", models.CharField(max_length=200, verbose_name="page")),
                        ("values", models.JSONField(default=dict, verbose_name="fields as typed")),
                        ("errors", models.JSONField(default=dict, verbose_name="what was wrong")),
                        ("why", models.CharField(max_length=12, verbose_name="why it is kept")),
                        (
                            "kept_on",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="kept on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text being typed",
                        "verbose_name_plural": "texts being typed",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "page"), name="typed_once_a_page"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "seen_on",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="last look"
                            ),
                        ),
                        (
                            "before",
                            models.DateTimeField(
                                null=True, verbose_name="last look of the visit before"
                            ),
                        ),
                        (
                            "notice_read_on",
                            models.DateTimeField(null=True, verbose_name="notice read on"),
                        ),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        (
                            "commune",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "pact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pledges.pact",
                                verbose_name="pact",
                            ),
                        ),
                        ("secret", models.TextField(editable=False)),
                        ("previous_secret", models.TextField(blank=True, editable=False)),
                        ("previous_until", models.DateTimeField(editable=False, null=True)),
                        ("position", models.BigIntegerField(default=0, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        (
                            "paused_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="paused at"
                            ),
                        ),
                        (
                            "paused_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pause_reason",
                            models.CharField(blank=True, editable=False, max_length=200),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="ended at"
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "failures",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="failures in a row"
                            ),
                        ),
                        ("failing_since", models.DateTimeField(editable=False, null=True)),
                        ("rests_until", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "webhook",
                        "verbose_name_plural": "webhooks",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None), ("paused_at", None)),
                                fields=["position"],
                                name="webhook_following",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("department__isnull", True),
                                        ("electoral_list__isnull", True),
                                        ("intercommunality__isnull", True),
                                        ("pact__isnull", True),
                                        ("region__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("department__isnull", True),
                                        ("electoral_list__isnull", True),
                                        ("pact__isnull", True),
                                        ("region__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("electoral_list__isnull", True),
                                        ("intercommunality__isnull", True),
                                        ("pact__isnull", True),
                                        ("region__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("department__isnull", True),
                                        ("electoral_list__isnull", True),
                                        ("intercommunality__isnull", True),
                                        ("pact__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("department__isnull", True),
                                        ("intercommunality__isnull", True),
                                        ("pact__isnull", True),
                                        ("region__isnull", True),
                                    ),
                                    models.Q(
                                        ("commune__isnull", True),
                                        ("department__isnull", True),
                                        ("electoral_list__isnull", True),
                                        ("intercommunality__isnull", True),
                                        ("region__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="webhook_one_subject",
                                violation_error_message="A webhook is about one thing, or about everything.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", None)),
                                    models.Q(
                                        ("ended_at__isnull", False), ("ended_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="webhook_ended_by_someone",
                                violation_error_message="A webhook that ended says when and by whom.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookDelivery",
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
                            ),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="pledges.webhook",
                            ),
                        ),
                        ("number", models.BigIntegerField()),
                        ("event", models.CharField(max_length=80)),
                        ("object_ref", models.CharField(max_length=40)),
                        ("body", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("delivered", "delivered"),
                                    ("failed", "failed"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(default=0, verbose_name="tries"),
                        ),
                        ("attempts", models.JSONField(default=list)),
                        ("queued_on", models.DateTimeField(default=django.utils.timezone.now)),
                        ("leaves_after", models.DateTimeField(default=django.utils.timezone.now)),
                        ("claimed_until", models.DateTimeField(null=True)),
                        ("done_on", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "webhook message",
                        "verbose_name_plural": "webhook messages",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["leaves_after"],
                                name="webhook_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("webhook", "number", "event", "object_ref"),
                                name="webhook_told_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
