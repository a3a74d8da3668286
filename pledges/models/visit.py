"""When a contact last looked at their space, and when they read what is kept about them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Visit(models.Model):
    """One row per contact. `before`: the last look of the visit before the present one."""

    mutability = "mutable"

    user = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    seen_on = models.DateTimeField(_("last look"), default=timezone.now)
    before = models.DateTimeField(_("last look of the visit before"), null=True)
    notice_read_on = models.DateTimeField(_("notice read on"), null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return str(self.pk)
