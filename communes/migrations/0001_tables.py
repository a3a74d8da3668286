import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.searching
import ledger.references
import ledger.tables


class Migration(migrations.Migration):
    replaces = [
        ("communes", "0001_territories"),
        ("communes", "0002_merged_lists"),
        ("communes", "0003_names_in_the_plural"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        ledger.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Region",
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
                            "code",
                            models.CharField(max_length=3, unique=True, verbose_name="INSEE code"),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "region",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Department",
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
                            "code",
                            models.CharField(max_length=3, unique=True, verbose_name="INSEE code"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("DEP", "department"), ("OM", "overseas collectivity")],
                                default="DEP",
                                max_length=3,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "search_name",
                            accounts.searching.SearchField(max_length=120, sources=("name",)),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="departments",
                                to="communes.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "department",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "DEP"), ("region__isnull", False)),
                                    models.Q(("kind", "OM"), ("region__isnull", True)),
                                    _connector="OR",
                                ),
                                name="department_in_region",
                                violation_error_message="A department belongs to a region; an overseas collectivity does not.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Intercommunality",
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
                            "siren",
                            models.CharField(max_length=9, unique=True, verbose_name="SIREN"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CC", "community of communes"),
                                    ("CA", "urban community (agglomeration)"),
                                    ("CU", "urban community"),
                                    ("METRO", "metropolis"),
                                    ("MET69", "metropolis with special status (Lyon)"),
                                    ("EPT", "public territorial establishment"),
                                ],
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "search_name",
                            accounts.searching.SearchField(max_length=220, sources=("name",)),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                    ],
                    options={
                        "verbose_name": "intercommunality",
                        "verbose_name_plural": "intercommunalities",
                        "ordering": ["search_name", "siren"],
                        "indexes": [
                            models.Index(fields=["search_name"], name="intercommunality_names")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commune",
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
                        ("code", models.CharField(max_length=5, verbose_name="INSEE code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("COM", "commune"),
                                    ("COMD", "delegated commune"),
                                    ("COMA", "associated commune"),
                                    ("ARM", "municipal district"),
                                ],
                                default="COM",
                                max_length=4,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "search_name",
                            accounts.searching.SearchField(max_length=120, sources=("name",)),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="communes",
                                to="communes.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="communes.commune",
                                verbose_name="commune it is part of",
                            ),
                        ),
                        (
                            "population",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="population"
                            ),
                        ),
                        (
                            "siren",
                            models.CharField(
                                blank=True, default="", max_length=9, verbose_name="SIREN"
                            ),
                        ),
                        (
                            "postal_codes",
                            models.JSONField(blank=True, default=list, verbose_name="postal codes"),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                    ],
                    options={
                        "verbose_name": "commune",
                        "ordering": ["search_name", "code"],
                        "indexes": [
                            models.Index(fields=["search_name", "code"], name="commune_names"),
                            models.Index(
                                condition=models.Q(("closed_on__isnull", True), ("kind", "COM")),
                                fields=["search_name", "population"],
                                name="commune_current_names",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "kind"),
                                name="commune_code_kind",
                                violation_error_message="This code is already taken by a commune of this kind.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "COM"), ("parent__isnull", True)),
                                    models.Q(
                                        models.Q(("kind", "COM"), _negated=True),
                                        ("parent__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="commune_part_has_parent",
                                violation_error_message="A part of a commune names the commune it belongs to; a commune names none.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "commune",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "intercommunality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        ("start", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "membership",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("commune", "intercommunality"),
                                name="membership_open_once",
                                violation_error_message="This commune is already a member of this intercommunality.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start__isnull", True),
                                    ("end__isnull", True),
                                    ("end__gte", models.F("start")),
                                    _connector="OR",
                                ),
                                name="membership_dates_in_order",
                                violation_error_message="A membership cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
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
                            "old_code",
                            models.CharField(db_index=True, max_length=5, verbose_name="old code"),
                        ),
                        (
                            "old_name",
                            models.CharField(
                                blank=True, default="", max_length=100, verbose_name="old name"
                            ),
                        ),
                        (
                            "old_search_name",
                            accounts.searching.SearchField(max_length=120, sources=("old_name",)),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "succession",
                        "ordering": ["old_code"],
                        "indexes": [
                            models.Index(fields=["old_search_name"], name="succession_names")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("old_code", "commune"),
                                name="succession_once",
                                violation_error_message="This succession is already known.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Election",
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
                            "by_election",
                            models.BooleanField(default=False, verbose_name="by-election"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "election",
                        "ordering": ["slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="communes.election",
                                verbose_name="election",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("date", models.DateField(verbose_name="date")),
                        ("freeze_from", models.DateTimeField(verbose_name="silence from")),
                        ("freeze_until", models.DateTimeField(verbose_name="silence until")),
                    ],
                    options={
                        "verbose_name": "round",
                        "ordering": ["date", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("election", "number"),
                                name="round_number_once",
                                violation_error_message="This election already has a round of this number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("freeze_from__lt", models.F("freeze_until"))),
                                name="round_freeze_in_order",
                                violation_error_message="The silence must end after it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ElectoralList",
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
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lists",
                                to="communes.election",
                                verbose_name="election",
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lists",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        ("label", models.CharField(max_length=300, verbose_name="official label")),
                        (
                            "search_label",
                            accounts.searching.SearchField(max_length=320, sources=("label",)),
                        ),
                        (
                            "panel_number",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="panel number"
                            ),
                        ),
                        (
                            "nuance",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="nuance"
                            ),
                        ),
                        (
                            "nuance_source",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="source of the nuance",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("candidate", "candidate"),
                                    ("majority", "majority"),
                                    ("minority", "minority"),
                                    ("no_seat", "no seat"),
                                    ("merged", "merged"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="candidate",
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_lists",
                                to="communes.electorallist",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "merge_confirmation",
                            models.CharField(
                                choices=[
                                    ("none", "not concerned"),
                                    ("awaited", "confirmation awaited"),
                                    ("obtained", "confirmation obtained"),
                                    ("refused", "confirmation refused"),
                                    ("no_answer", "no answer"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="confirmation of the merged list",
                            ),
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
                                to="communes.electorallist",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "list",
                        "ordering": ["commune_id", "panel_number", "id"],
                        "indexes": [
                            models.Index(
                                fields=["election", "commune", "panel_number"], name="list_place"
                            ),
                            models.Index(fields=["search_label"], name="list_labels"),
                            models.Index(fields=["election", "-id"], name="list_of_election"),
                            models.Index(fields=["outcome", "-id"], name="list_of_outcome"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("outcome", "merged")),
                                    models.Q(
                                        models.Q(("outcome", "merged"), _negated=True),
                                        ("merged_into__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="list_merged_into_a_list",
                                violation_error_message="A merged list, and only it, names the list it joined.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "merged"),
                                        models.Q(("merge_confirmation", "none"), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "merged"), _negated=True),
                                        ("merge_confirmation", "none"),
                                    ),
                                    _connector="OR",
                                ),
                                name="list_merger_confirmation",
                                violation_error_message="Only a merged list has a merger to be confirmed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into__isnull", True),
                                    models.Q(("merged_into", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="list_not_merged_into_itself",
                                violation_error_message="A list cannot merge into itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of__isnull", True),
                                    models.Q(("duplicate_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="list_not_own_duplicate",
                                violation_error_message="Nothing is a duplicate of itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("nuance", ""),
                                    models.Q(("nuance_source", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="list_nuance_has_source",
                                violation_error_message="A nuance names its source.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
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
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="communes.electorallist",
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="rank"
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(
                                blank=True, default="", max_length=100, verbose_name="first name"
                            ),
                        ),
                        ("last_name", models.CharField(max_length=100, verbose_name="last name")),
                        (
                            "search_name",
                            accounts.searching.SearchField(
                                max_length=220, sources=("last_name", "first_name")
                            ),
                        ),
                        (
                            "is_head",
                            models.BooleanField(default=False, verbose_name="head of list"),
                        ),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                    ],
                    options={
                        "verbose_name": "candidate",
                        "ordering": ["list_id", "rank", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_head", True)),
                                fields=["search_name"],
                                name="candidate_head_name",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("list", "rank"),
                                name="candidate_rank_once",
                                violation_error_message="This rank is already taken on this list.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_head", True)),
                                fields=("list",),
                                name="candidate_one_head",
                                violation_error_message="A list has only one head.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
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
                                related_name="contacts",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
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
                        ("start", models.DateField(verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                    ],
                    options={
                        "verbose_name": "municipal contact",
                        "verbose_name_plural": "municipal contacts",
                        "ordering": ["start", "id"],
                        "constraints": [
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
                                name="contact_one_territory",
                                violation_error_message="Name one territory: a commune or an intercommunality.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True),
                                    ("end__gte", models.F("start")),
                                    _connector="OR",
                                ),
                                name="contact_dates_in_order",
                                violation_error_message="A contact cannot end before it starts.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("user", "commune"),
                                name="contact_open_once_per_commune",
                                violation_error_message="This person already speaks for this commune.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end__isnull", True)),
                                fields=("user", "intercommunality"),
                                name="contact_open_once_per_group",
                                violation_error_message="This person already speaks for this intercommunality.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictOfInterest",
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
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts",
                                to="communes.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        ("declared_on", models.DateField(verbose_name="declared on")),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "conflict of interest",
                        "verbose_name_plural": "conflicts of interest",
                        "ordering": ["-declared_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commune__isnull", False), ("electoral_list__isnull", True)
                                    ),
                                    models.Q(
                                        ("commune__isnull", True), ("electoral_list__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="conflict_one_object",
                                violation_error_message="Name one tie: a commune or a list.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("ended_on__gte", models.F("declared_on")),
                                    _connector="OR",
                                ),
                                name="conflict_dates_in_order",
                                violation_error_message="A conflict cannot end before it is declared.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="conflict_has_reason",
                                violation_error_message="Say what the tie is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                        (
                            "electoral_list",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "person_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="person"
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
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
                                related_name="mandates",
                                to="communes.intercommunality",
                                verbose_name="intercommunality",
                            ),
                        ),
                        ("start", models.DateField(verbose_name="from")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "fictitious",
                            models.BooleanField(default=False, verbose_name="fictitious"),
                        ),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "ordering": ["start", "id"],
                        "constraints": [
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
                                name="mandate_one_territory",
                                violation_error_message="Name one territory: a commune or an intercommunality.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("electoral_list__isnull", False),
                                    models.Q(("person_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="mandate_list_or_person",
                                violation_error_message="A mandate is held by a list or by a person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end__isnull", True),
                                    ("end__gt", models.F("start")),
                                    _connector="OR",
                                ),
                                name="mandate_dates_in_order",
                                violation_error_message="A mandate ends after it starts.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
