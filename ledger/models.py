"""One row per change of anything that matters. Append-only; no foreign keys, so that the
deletion or anonymisation of a person or an object never rewrites what happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """A change: who did which step on which object, what it became, and the chain that proves it.

    `snapshot` is the object's public-relevant content after the change (JSON), used for
    dated readings. `digest` is SHA-256 over the entry and the previous digest of the same object.
    """

    mutability = "append_only"

    seq = models.BigAutoField(_("entry"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor_ref = models.CharField(_("actor"), max_length=8, blank=True)
    role = models.CharField(_("role"), max_length=20, blank=True)
    object_kind = models.CharField(_("kind"), max_length=30)
    object_ref = models.CharField(_("reference"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    step = models.CharField(_("step"), max_length=40)
    from_state = models.CharField(_("from"), max_length=30, blank=True)
    to_state = models.CharField(_("to"), max_length=30, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    snapshot = models.JSONField(_("content"), default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_ref", "version"], name="ledger_one_entry_per_version"
            )
        ]
        indexes = [
            models.Index(fields=["at"], name="ledger_at"),
            # What a reference, a kind or a person has in the ledger, newest first.
            models.Index(fields=["object_ref", "-seq"], name="ledger_of_object"),
            models.Index(fields=["object_kind", "-seq"], name="ledger_of_kind"),
            models.Index(fields=["actor_ref", "-seq"], name="ledger_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_ref} v{self.version}: {self.step}"


class Unnumbered(models.Model):
    """An entry that is committed, or about to be, and has no public number yet.

    Written with the entry, taken away with its numbering: what waits is always few.
    """

    mutability = "mutable"

    seq = models.BigIntegerField(_("entry"), primary_key=True)

    class Meta:
        verbose_name = _("entry without a number")
        verbose_name_plural = _("entries without a number")

    def __str__(self) -> str:
        return str(self.seq)


class Numbered(models.Model):
    """The public number of an entry: 1, 2, 3… without a gap, given once it is committed.

    `Entry.seq` cannot be that number: of two transactions at work the later may commit first,
    and a reader who has passed its number would never see the other.
    """

    mutability = "append_only"

    number = models.BigIntegerField(_("number"), primary_key=True)
    seq = models.BigIntegerField(_("entry"), unique=True)

    class Meta:
        verbose_name = _("public number")
        verbose_name_plural = _("public numbers")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class Undoable(models.Model):
    """A decision that can still be undone: the rows it touched, with their columns before it.

    seq: the decision's entry. rows: [{model, pk, kind, version, was}], in the order they were
    touched. aside: what else the decision took away. Forgotten once `until` is over.
    """

    mutability = "mutable"

    seq = models.BigIntegerField(_("entry"), primary_key=True)
    until = models.DateTimeField(_("can be undone until"))
    rows = models.JSONField(_("rows before"), default=list)
    aside = models.JSONField(_("set aside"), default=dict)

    class Meta:
        verbose_name = _("decision that can be undone")
        verbose_name_plural = _("decisions that can be undone")
        indexes = [models.Index(fields=["until"], name="undoable_until")]

    def __str__(self) -> str:
        return str(self.seq)
