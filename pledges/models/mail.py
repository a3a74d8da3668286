"""The outbox: mails decided with a step, that leave after a grace period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.searching import SearchField
from pledges.enums import MailState, Rhythm, Topic
from pledges.models.access import AccessRequest


class OutboxMail(models.Model):
    """One mail to one person about one step of one object (kind, reference, version).

    recipient: who has an account; asker: who asked for one and was refused it. Addresses are
    read when the mail leaves, so that none is kept here. `claimed_until` is set while a process
    sends it: then nobody else sends, stops or changes it. `message_id` is how the mail is known
    outside, for what comes back.
    """

    mutability = "mutable"

    recipient = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("recipient")
    )
    asker = models.ForeignKey(
        AccessRequest, models.PROTECT, null=True, editable=False, related_name="+"
    )
    object_kind = models.CharField(max_length=30)
    object_ref = models.CharField(max_length=8)
    object_version = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    subject = models.CharField(_("subject"), max_length=200)
    search_words = SearchField(max_length=220, sources=("subject",))
    body = models.TextField(_("text"))
    queued_at = models.DateTimeField(_("decided at"), auto_now_add=True)
    queued_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    leaves_after = models.DateTimeField(_("leaves after"))
    state = models.CharField(
        _("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    claimed_until = models.DateTimeField(null=True, editable=False)
    message_id = models.CharField(max_length=255, blank=True, editable=False)
    sent_on = models.DateTimeField(_("sent on"), null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["leaves_after"], name="mail_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["state", "-id"], name="mail_of_state"),
            models.Index(fields=["message_id"], name="mail_known_as", condition=~Q(message_id="")),
            models.Index(fields=["object_ref", "object_kind"], name="mail_about_object"),
            # Nearly all mails have none: SQLite counts those, and would never take the key's index.
            models.Index(fields=["asker"], name="mail_of_asker", condition=Q(asker__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "object_kind", "object_ref", "object_version"],
                name="mail_one_per_person_and_step",
            ),
            models.CheckConstraint(
                name="mail_to_one_person",
                condition=Q(recipient__isnull=False, asker__isnull=True)
                | Q(recipient__isnull=True, asker__isnull=False),
                violation_error_message=_("A mail is to one person."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def ref(self) -> str:
        """Its name in the ledger."""
        return str(self.pk)

    @property
    def to(self) -> User | AccessRequest:
        """Whoever it is for, with a `name` and an `email`."""
        return self.recipient or self.asker


class MailWording(models.Model):
    """The words a mail had before somebody changed them. Not in the ledger: they can be erased."""

    mutability = "mutable"

    mail = models.ForeignKey(OutboxMail, models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("former words of a mail")
        verbose_name_plural = _("former words of mails")
        ordering = ["mail", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "version"],
                name="mail_wording_once",
                violation_error_message=_("These words are already kept."),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class MailRhythm(models.Model):
    """How often a person wants the mails of a topic; without a row, at once. Never of duties."""

    mutability = "mutable"

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    topic = models.CharField(_("about"), max_length=10, choices=Topic.choices)
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm.choices)

    class Meta:
        verbose_name = _("rhythm of mails")
        verbose_name_plural = _("rhythms of mails")
        ordering = ["user", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"],
                name="mail_rhythm_once",
                violation_error_message=_("A rhythm is already chosen for these mails."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_rhythm_display()}"
