import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.searching
import ledger.references
import ledger.tables
import letters.models.letter


class Migration(migrations.Migration):
    replaces = [("letters", "0001_letters")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("communes", "0001_tables"),
    ]

    operations = [
        ledger.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Letter",
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
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.election",
                                verbose_name="election",
                            ),
                        ),
                        (
                            "electoral_list",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="communes.electorallist",
                                verbose_name="list",
                            ),
                        ),
                        (
                            "list_note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="note on the list"
                            ),
                        ),
                        ("dated", models.DateField(blank=True, null=True, verbose_name="dated")),
                        ("received_on", models.DateField(verbose_name="received on")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail"),
                                    ("post", "post"),
                                    ("form", "form"),
                                    ("hand", "by hand"),
                                    ("other", "other"),
                                ],
                                default="email",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("list", "letter of a list"),
                                    ("reply", "reply of a town hall to an assessment"),
                                ],
                                default="list",
                                max_length=5,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "brought_by",
                            models.CharField(blank=True, max_length=150, verbose_name="brought by"),
                        ),
                        (
                            "sender",
                            models.CharField(blank=True, max_length=300, verbose_name="sender"),
                        ),
                        (
                            "subject",
                            models.CharField(blank=True, max_length=300, verbose_name="subject"),
                        ),
                        (
                            "search_words",
                            accounts.searching.SearchField(
                                max_length=620, sources=("sender", "subject")
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="held by",
                            ),
                        ),
                        (
                            "held_until",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="held until"
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.letter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter",
                        "verbose_name_plural": "letters",
                        "ordering": ["-received_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["state", "received_on"], name="letter_queue"),
                            models.Index(fields=["state", "state_at", "id"], name="letter_waiting"),
                            models.Index(fields=["electoral_list"], name="letter_of_list"),
                            models.Index(
                                condition=models.Q(("duplicate_of__isnull", True)),
                                fields=["state", "-id"],
                                name="letter_of_state",
                            ),
                            models.Index(
                                condition=models.Q(("duplicate_of__isnull", True)),
                                fields=["kind", "-id"],
                                name="letter_of_kind",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("electoral_list__isnull", True),
                                    ("list_note", ""),
                                    models.Q(("state", "set_aside"), _negated=True),
                                ),
                                fields=["list_note", "state_at", "id"],
                                name="letter_without_list",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["received", "being_read", "read", "set_aside"])
                                ),
                                name="letter_state_known",
                                violation_error_message="A letter is received, being read, read or set aside.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("held_until__isnull", False),
                                        ("holder__isnull", False),
                                        ("state", "being_read"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "being_read"), _negated=True),
                                        ("held_until__isnull", True),
                                        ("holder__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_being_read_has_holder",
                                violation_error_message="A letter being read, and only it, has a reader.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of__isnull", True),
                                    models.Q(("duplicate_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="letter_not_own_duplicate",
                                violation_error_message="Nothing is a duplicate of itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterVersion",
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
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="letters.letter",
                                verbose_name="letter",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "file",
                            models.FileField(
                                max_length=120,
                                upload_to=letters.models.letter.document_path,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "original_name",
                            models.CharField(max_length=255, verbose_name="name of the file"),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("extracted", "read from the file"),
                                    ("transcribed", "typed by a person"),
                                    ("missing", "to transcribe"),
                                ],
                                max_length=12,
                                verbose_name="origin of the text",
                            ),
                        ),
                        (
                            "unreadable_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("empty", "The file holds no text."),
                                    ("encrypted", "The file is protected by a password."),
                                    ("scanned", "The file holds pictures of pages, no text."),
                                    (
                                        "unsupported",
                                        "This kind of file is not read: txt, eml, odt, docx and pdf are.",
                                    ),
                                    ("damaged", "The file is damaged and could not be read."),
                                    ("too_large", "The file or its text is too large to be read."),
                                    ("too_slow", "Reading the file took too long and was stopped."),
                                    (
                                        "too_much_memory",
                                        "Reading the file took too much memory and was stopped.",
                                    ),
                                    (
                                        "unavailable",
                                        "The reader could not run on this machine; the file itself may be fine.",
                                    ),
                                    (
                                        "hostile",
                                        "The file holds something no letter should hold; it was not read.",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="why it could not be read",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="why a new version"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="created at"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a letter",
                        "verbose_name_plural": "versions of letters",
                        "ordering": ["letter", "number"],
                        "indexes": [models.Index(fields=["sha256"], name="letter_version_sha256")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("letter", "number"),
                                name="letter_version_once",
                                violation_error_message="This letter already has this version.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("source", "missing"),
                                        ("text", ""),
                                        models.Q(("unreadable_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("source", "missing"), _negated=True),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_text_or_reason",
                                violation_error_message="A letter has a text, or the reason why it has none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="letter_new_version_reason",
                                violation_error_message="A new version of a letter says why.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicText",
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
                            "letter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="public_text",
                                to="letters.letter",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "letter_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="letters.letterversion",
                            ),
                        ),
                        ("masks", models.JSONField(blank=True, default=list, verbose_name="masks")),
                        (
                            "checked_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="checked at"
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="proposed at"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "public text",
                        "verbose_name_plural": "public texts",
                        "indexes": [
                            models.Index(
                                fields=["state", "state_at", "id"], name="public_text_queue"
                            ),
                            models.Index(fields=["state", "-id"], name="public_text_of_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["private", "proposed", "public"])
                                ),
                                name="public_text_state_known",
                                violation_error_message="A text is private, proposed or public.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "public"), _negated=True),
                                    ("checked_by__isnull", True),
                                    ("proposed_by__isnull", True),
                                    models.Q(
                                        ("checked_by", models.F("proposed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="public_text_checked_by_another",
                                violation_error_message="The public text is checked by a second person.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
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
                            "letter_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passages",
                                to="letters.letterversion",
                            ),
                        ),
                        ("start", models.PositiveIntegerField(verbose_name="start")),
                        ("end", models.PositiveIntegerField(verbose_name="end")),
                        ("quote", models.TextField(verbose_name="quote")),
                        ("prefix", models.CharField(blank=True, max_length=32)),
                        ("suffix", models.CharField(blank=True, max_length=32)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("commitment", "commitment"),
                                    ("agreement", "agreement to sign"),
                                    ("action_due", "action due to the association"),
                                ],
                                max_length=12,
                                verbose_name="kind",
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
                        ("levels", models.JSONField(default=list, verbose_name="levels")),
                        (
                            "articles",
                            models.JSONField(blank=True, default=list, verbose_name="articles"),
                        ),
                        (
                            "condition",
                            models.CharField(blank=True, max_length=500, verbose_name="condition"),
                        ),
                        (
                            "deadline",
                            models.CharField(blank=True, max_length=200, verbose_name="deadline"),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("suggested", "suggested by the reader"),
                                    ("marked", "marked by hand"),
                                ],
                                max_length=10,
                                verbose_name="origin",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it was suggested"
                            ),
                        ),
                        ("score", models.FloatField(blank=True, null=True, verbose_name="score")),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("pending", "to be decided"),
                                    ("confirmed", "confirmed"),
                                    ("rejected", "rejected"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=10,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="decided at"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "passage",
                        "verbose_name_plural": "passages",
                        "ordering": ["letter_version", "start", "end"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("start"))),
                                name="passage_span_not_empty",
                                violation_error_message="A passage holds at least one character.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decision", "pending")),
                                    models.Q(
                                        models.Q(("decision", "pending"), _negated=True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="passage_decided_has_date",
                                violation_error_message="A decided passage has the date of the decision.",
                            ),
                            models.UniqueConstraint(
                                fields=("letter_version", "start", "end", "kind"),
                                name="passage_once",
                                violation_error_message="This passage is already marked.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
