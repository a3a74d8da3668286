"""What somebody is typing and has not stored yet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Typed(models.Model):
    """The fields of one page as one person last typed them: no version of anything yet.

    Out of the ledger on purpose: half a sentence is nobody's decision, and is not kept for ever.
    """

    mutability = "mutable"

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    page = models.CharField(_("page"), max_length=200)
    values = models.JSONField(_("fields as typed"), default=dict)
    errors = models.JSONField(_("what was wrong"), default=dict)
    why = models.CharField(_("why it is kept"), max_length=12)
    kept_on = models.DateTimeField(_("kept on"), default=timezone.now)

    class Meta:
        verbose_name = _("text being typed")
        verbose_name_plural = _("texts being typed")
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="typed_once_a_page")]

    def __str__(self) -> str:
        return self.page
