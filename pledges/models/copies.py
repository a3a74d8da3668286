"""Public rows as the API shows them, ready to be sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pledges.models.commitment import Commitment


class CommitmentCopy(models.Model):
    """A public commitment as its JSON object and its line of CSV, made once.

    The database itself marks a copy stale, in the transaction that changes anything it shows
    (exports/staleness.py); a stale copy is never read. shape: digest of the code that made it, ""
    when stale; generation: how many times it became stale, so that who makes it anew from rows
    read too early writes nothing.
    """

    mutability = "mutable"

    commitment = models.OneToOneField(
        Commitment,
        models.PROTECT,
        primary_key=True,
        related_name="copy",
        verbose_name=_("commitment"),
    )
    body = models.TextField(default="")
    line = models.TextField(default="")
    shape = models.CharField(max_length=16, default="", db_index=True)
    generation = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("copy of a commitment")
        verbose_name_plural = _("copies of commitments")

    def __str__(self) -> str:
        return f"{self.commitment_id} ({self.shape or 'stale'})"
