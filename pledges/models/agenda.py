"""The secret address of a contact's calendar feed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class CalendarFeed(models.Model):
    """One secret address per person, of which only the digest is kept: no dump gives it away."""

    mutability = "mutable"

    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
