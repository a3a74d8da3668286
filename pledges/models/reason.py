"""First words of a reason, kept by moderators for the review screen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored
from ledger.references import new_ref


class ReturnReason(Authored):
    """Words a reviewer begins a reason with, then completes; the author reads them by mail."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    words = models.TextField(_("words"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    in_use = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason to return")
        verbose_name_plural = _("reasons to return")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="return_reason_has_words",
                condition=~Q(words=""),
                violation_error_message=_("A reason has words."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    def snapshot(self) -> dict:
        return {"words": self.words, "position": self.position, "in_use": self.in_use}
