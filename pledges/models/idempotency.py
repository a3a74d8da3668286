"""Answers already given to requests that carried an `Idempotency-Key`."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class IdempotencyKey(models.Model):
    """What was answered to a person's request of this key; kept for a day.

    fingerprint: SHA-256 (hex) of method, address and content, files by their own digest.
    """

    mutability = "mutable"

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.JSONField(default=dict)
    received_on = models.DateTimeField(_("received on"), default=timezone.now)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotency_one_answer_per_key")
        ]

    def __str__(self) -> str:
        return self.key
