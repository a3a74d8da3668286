"""A pair of rows that may be one, what was decided, and everything a merge moved."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from communes.models import Candidate, ElectoralList
from letters.models import Letter
from pledges.workflow.merge import MERGE


class Duplicated(models.TextChoices):
    """What may be entered twice; a candidate has no reference of its own, its number is used."""

    LIST = "list", _("list")
    PERSON = "person", _("person with an account")
    CANDIDATE = "candidate", _("candidate")
    LETTER = "letter", _("letter")


ROWS: dict[str, tuple[type[models.Model], str]] = {
    "list": (ElectoralList, "ref"),
    "person": (User, "ref"),
    "candidate": (Candidate, "pk"),
    "letter": (Letter, "ref"),
}


class Merge(Stepped):
    """Two rows of a kind, by reference: `gone` is to lead to `kept`. One row per pair, for ever.

    moved: what the merge in force moved (ledger.moving.Move), in order; empty otherwise.
    """

    mutability = "mutable"

    kind = models.CharField(_("kind"), max_length=10, choices=Duplicated.choices)
    kept_ref = models.CharField(_("kept"), max_length=20)
    gone_ref = models.CharField(_("merged into it"), max_length=20)
    pair = models.CharField(max_length=41, editable=False)
    moved = models.JSONField(default=list, editable=False)
    content_at = models.DateTimeField(default=timezone.now, editable=False)
    content_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("merge of duplicates")
        verbose_name_plural = _("merges of duplicates")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="merge_by_state"),
            models.Index(fields=["state", "state_at", "id"], name="merge_queue"),
            models.Index(fields=["kind", "-id"], name="merge_of_kind"),
            models.Index(fields=["kept_ref"], name="merge_kept"),
            models.Index(fields=["gone_ref"], name="merge_gone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pair"],
                name="merge_pair_once",
                violation_error_message=_("This pair was already looked at."),
            ),
            models.CheckConstraint(
                name="merge_state_known",
                condition=Q(state__in=list(MERGE.states)),
                violation_error_message=_("This state of a merge does not exist."),
            ),
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(kept_ref=models.F("gone_ref")),
                violation_error_message=_("Nothing is a duplicate of itself."),
            ),
        ]

    def __str__(self) -> str:
        words = _("%(kind)s: %(gone)s → %(kept)s")
        return words % {
            "kind": self.get_kind_display(),
            "gone": self.gone_ref,
            "kept": self.kept_ref,
        }

    @cached_property
    def kept(self):
        """The row that stays, or None when there is none of this reference."""
        return self._row(self.kept_ref)

    @cached_property
    def gone(self):
        """The row that leads to the other once merged."""
        return self._row(self.gone_ref)

    def _row(self, ref: str):
        model, key = ROWS[self.kind]
        return model._default_manager.filter(**{key: ref}).first()  # type: ignore[attr-defined]

    @property
    def electoral_list(self) -> ElectoralList | None:
        """The list it is about, for ties and silences; None for people and unplaced letters."""
        if self.kind == Duplicated.LIST:
            return self.kept
        if self.kind == Duplicated.CANDIDATE:
            return self.kept.list
        if self.kind == Duplicated.LETTER:
            return self.kept.electoral_list or self.gone.electoral_list
        return None

    def snapshot(self) -> dict:
        return {
            "kind": self.kind,
            "kept": self.kept_ref,
            "gone": self.gone_ref,
            "moved": self.moved,
            "fictitious": self.fictitious,
        }


def pair_of(one: str, other: str) -> str:
    """The two references in one order, so that a pair is known from either end."""
    return ":".join(sorted((one, other)))
