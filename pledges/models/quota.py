"""How many requests a client made in the minute under way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestCount(models.Model):
    """One row per client, begun again each minute. client: a keyed digest, never an address."""

    mutability = "mutable"

    client = models.CharField(primary_key=True, max_length=64)
    minute = models.BigIntegerField()
    used = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("request count")
        verbose_name_plural = _("request counts")

    def __str__(self) -> str:
        return f"{self.client}: {self.used}"
