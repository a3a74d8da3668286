"""The outbox: mails decided with a step, that leave after a grace period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from pledges.enums import MailState


class OutboxMail(models.Model):
    """One mail to one person about one step of one object (kind, reference, version).

    Addresses are read when the mail leaves, so that none is kept here.
    """

    mutability = "mutable"

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    object_kind = models.CharField(max_length=30)
    object_ref = models.CharField(max_length=8)
    object_version = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    queued_at = models.DateTimeField(auto_now_add=True)
    queued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    leaves_after = models.DateTimeField(_("leaves after"))
    state = models.CharField(
        _("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    sent_on = models.DateTimeField(_("sent on"), null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["leaves_after"], name="mail_waiting", condition=Q(state="waiting"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "object_kind", "object_ref", "object_version"],
                name="mail_one_per_person_and_step",
            )
        ]

    def __str__(self) -> str:
        return self.subject
