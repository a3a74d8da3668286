"""A letter and its versions: the file as it came, and the text read from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from accounts.searching import SearchField
from communes.models import Election, ElectoralList
from letters.enums import UNREADABLE, Channel, LetterKind, TextSource


class Letter(Stepped):
    """A document received. Its words live in its versions; the list may be unknown, with a note."""

    mutability = "mutable"

    election = models.ForeignKey(
        Election, models.PROTECT, verbose_name=_("election"), related_name="+"
    )
    electoral_list = models.ForeignKey(
        ElectoralList,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("list"),
        related_name="+",
    )
    list_note = models.CharField(_("note on the list"), max_length=300, blank=True)
    dated = models.DateField(_("dated"), null=True, blank=True)
    received_on = models.DateField(_("received on"))
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL
    )
    kind = models.CharField(
        _("what it is"), max_length=5, choices=LetterKind.choices, default=LetterKind.LIST
    )
    brought_by = models.CharField(_("brought by"), max_length=150, blank=True)
    sender = models.CharField(_("sender"), max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    search_words = SearchField(max_length=620, sources=("sender", "subject"))
    holder = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("held by"),
    )
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    # The same letter filed twice: this row is kept, and its address leads to the other.
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "received_on"], name="letter_queue"),
            models.Index(fields=["state", "state_at", "id"], name="letter_waiting"),
            models.Index(fields=["electoral_list"], name="letter_of_list"),
            # Filters of the desk, whose table is shown newest first.
            models.Index(
                fields=["state", "-id"],
                condition=Q(duplicate_of__isnull=True),
                name="letter_of_state",
            ),
            models.Index(
                fields=["kind", "-id"],
                condition=Q(duplicate_of__isnull=True),
                name="letter_of_kind",
            ),
            models.Index(
                # The note leads, though it is always empty here: SQLite ranks equalities first.
                fields=["list_note", "state_at", "id"],
                condition=Q(electoral_list__isnull=True, list_note="") & ~Q(state="set_aside"),
                name="letter_without_list",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_state_known",
                condition=Q(state__in=["received", "being_read", "read", "set_aside"]),
                violation_error_message=_("A letter is received, being read, read or set aside."),
            ),
            models.CheckConstraint(
                name="letter_being_read_has_holder",
                condition=Q(state="being_read", holder__isnull=False, held_until__isnull=False)
                | (~Q(state="being_read") & Q(holder__isnull=True, held_until__isnull=True)),
                violation_error_message=_("A letter being read, and only it, has a reader."),
            ),
            models.CheckConstraint(
                name="letter_not_own_duplicate",
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("id")),
                violation_error_message=_("Nothing is a duplicate of itself."),
            ),
        ]

    def __str__(self) -> str:
        who = self.electoral_list or self.sender or self.list_note or _("unknown list")
        return _("Letter from %(who)s") % {"who": who}

    @property
    def latest(self) -> "LetterVersion | None":
        """The version in force: the one with the highest number."""
        return self.versions.order_by("-number").first()

    def snapshot(self) -> dict:
        return {
            "list": self.electoral_list.ref if self.electoral_list else None,
            "election": self.election.slug,
            "dated": self.dated.isoformat() if self.dated else None,
            "received_on": self.received_on.isoformat(),
            "channel": self.channel,
            "fictitious": self.fictitious,
            # Said only once it is so: entries written before merges existed stay true.
            **({"duplicate_of": self.duplicate_of.ref} if self.duplicate_of else {}),
            **({"kind": str(self.kind)} if self.kind != LetterKind.LIST else {}),
        }


def document_path(version: "LetterVersion", _name: str) -> str:
    """Where a document is kept: by its digest alone, so that no name from outside is a path."""
    return f"letters/{version.sha256[:2]}/{version.sha256}"


class LetterVersion(models.Model):
    """One file of a letter, as it came, with its text. Never changed: a new file is a new version.

    Offsets of passages count Unicode code points in `text`.
    """

    mutability = "append_only"

    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name="versions", verbose_name=_("letter")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("file"), upload_to=document_path, max_length=120)
    original_name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(_("origin of the text"), max_length=12, choices=TextSource.choices)
    unreadable_reason = models.CharField(
        _("why it could not be read"), max_length=20, blank=True, choices=list(UNREADABLE.items())
    )
    reason = models.CharField(_("why a new version"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )

    class Meta:
        verbose_name = _("version of a letter")
        verbose_name_plural = _("versions of letters")
        ordering = ["letter", "number"]
        indexes = [models.Index(fields=["sha256"], name="letter_version_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "number"],
                name="letter_version_once",
                violation_error_message=_("This letter already has this version."),
            ),
            models.CheckConstraint(
                name="letter_text_or_reason",
                condition=(Q(source="missing", text="") & ~Q(unreadable_reason=""))
                | (~Q(source="missing") & ~Q(text="")),
                violation_error_message=_("A letter has a text, or the reason why it has none."),
            ),
            models.CheckConstraint(
                name="letter_new_version_reason",
                condition=Q(number=1) | ~Q(reason=""),
                violation_error_message=_("A new version of a letter says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} (v{self.number})"
