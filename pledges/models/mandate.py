"""What a coordinator decides of a mandate that changed before its end, and what it moved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped
from communes.models import Commune, Election
from pledges.enums import MandateCause, MandateEffect
from pledges.workflow.mandate import MANDATE_CHANGE


class MandateChange(Stepped):
    """The mandate given to `commune` by `election`, changed on a day for a reason told publicly.

    successor: the commune that carries on, for what is carried over by a merger of communes alone.
    reason: the public one it was put in force with.
    moved: contacts this ended, as {"contact": ref, "was": its former last day or "", "version":
    the one it came to, "new": ref of who speaks for the successor instead, or ""}.
    """

    mutability = "mutable"
    # A commune's mandate is of no list: every silence of an election counts.
    electoral_list = None

    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name=_("commune")
    )
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="+", verbose_name=_("election that gave the mandate")
    )
    cause = models.CharField(_("what happened"), max_length=10, choices=MandateCause)
    effect = models.CharField(
        _("what becomes of contacts and commitments"), max_length=12, choices=MandateEffect
    )
    since = models.DateField(_("since"))
    successor = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune that carries on"),
    )
    reason = models.TextField(_("public reason"), blank=True, editable=False)
    moved = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("change of mandate")
        verbose_name_plural = _("changes of mandate")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "state_at", "id"], name="mandate_change_queue")]
        constraints = [
            models.CheckConstraint(
                name="mandate_change_state_known",
                condition=Q(state__in=list(MANDATE_CHANGE.states)),
                violation_error_message=_("This state of a change of mandate does not exist."),
            ),
            models.CheckConstraint(
                name="mandate_change_successor",
                condition=Q(effect="carried_over", cause="merger", successor__isnull=False)
                | (Q(successor__isnull=True) & ~Q(effect="carried_over", cause="merger")),
                violation_error_message=_(
                    "Name the commune that carries on when communes merge and all is carried over,"
                    " and only then."
                ),
            ),
            models.UniqueConstraint(
                fields=["commune", "election"],
                condition=Q(state="in_force"),
                name="mandate_change_one_in_force",
                violation_error_message=_("A change of this mandate is in force: lift it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} – {self.get_effect_display()}"

    @property
    def told(self) -> dict[str, str]:
        """What the public reads of it: see `Commitment.mandate`."""
        return {
            "effect": str(self.effect),
            "cause": str(self.cause),
            "since": self.since.isoformat(),
            "commune": self.successor.code if self.successor else "",
            "name": self.successor.name if self.successor else "",
            "reason": self.reason,
        }

    def snapshot(self) -> dict:
        return {
            "commune": self.commune.code,
            "election": self.election.slug,
            "cause": str(self.cause),
            "effect": str(self.effect),
            "since": self.since.isoformat(),
            "successor": self.successor.code if self.successor else "",
            "moved": self.moved,
            "fictitious": self.fictitious,
        }
