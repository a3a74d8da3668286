"""What a coordinator decides of a mandate that changed before its end, and what it moved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped
from communes.models import Commune, Election, Intercommunality
from letters.enums import Level
from pledges.enums import MandateCause, MandateEffect
from pledges.workflow.mandate import MANDATE_CHANGE

_CARRIED = Q(effect="carried_over", cause="merger")


class MandateChange(Stepped):
    """The mandate given to a territory by `election`, changed on a day for a reason told publicly.

    Of a commune or of an intercommunality, never of both: the lists of member communes promise at
    either level, and each has a mandate of its own. successor, successor_group: the one of the
    same kind that carries on, for what is carried over by a merger alone.
    reason: the public one it was put in force with.
    moved: contacts this ended, as {"contact": ref, "was": its former last day or "", "version":
    the one it came to, "new": ref of who speaks for the successor instead, or ""}.
    """

    mutability = "mutable"
    # A territory's mandate is of no list: every silence of an election counts.
    electoral_list = None

    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intercommunality"),
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
    successor_group = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intercommunality that carries on"),
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
                name="mandate_change_one_territory",
                condition=Q(commune__isnull=False, intercommunality__isnull=True)
                | Q(commune__isnull=True, intercommunality__isnull=False),
                violation_error_message=_("Name one territory: a commune or an intercommunality."),
            ),
            models.CheckConstraint(
                name="mandate_change_successor",
                condition=(
                    _CARRIED
                    & (
                        Q(commune__isnull=False, successor__isnull=False)
                        & Q(successor_group__isnull=True)
                        | Q(intercommunality__isnull=False, successor_group__isnull=False)
                        & Q(successor__isnull=True)
                    )
                )
                | (~_CARRIED & Q(successor__isnull=True, successor_group__isnull=True)),
                violation_error_message=_(
                    "Name the commune, or the intercommunality, that carries on when several merge"
                    " and all is carried over, and only then."
                ),
            ),
            models.UniqueConstraint(
                fields=["commune", "election"],
                condition=Q(state="in_force"),
                name="mandate_change_one_in_force",
                violation_error_message=_("A change of this mandate is in force: lift it first."),
            ),
            models.UniqueConstraint(
                fields=["intercommunality", "election"],
                condition=Q(state="in_force"),
                name="mandate_change_one_of_group",
                violation_error_message=_("A change of this mandate is in force: lift it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} – {self.get_effect_display()}"

    @property
    def territory(self) -> Commune | Intercommunality | None:
        return self.commune or self.intercommunality

    @property
    def carries_on(self) -> Commune | Intercommunality | None:
        """The other territory that carries on, if any."""
        return self.successor or self.successor_group

    @property
    def level(self) -> str:
        return str(Level.INTERCOMMUNALITY if self.intercommunality_id else Level.COMMUNE)

    @property
    def told(self) -> dict[str, str]:
        """What the public reads of it: see `Commitment.mandate`."""
        return {
            "level": self.level,
            "effect": str(self.effect),
            "cause": str(self.cause),
            "since": self.since.isoformat(),
            "commune": self.successor.code if self.successor else "",
            "intercommunality": self.successor_group.siren if self.successor_group else "",
            "name": self.carries_on.name if self.carries_on else "",
            "reason": self.reason,
        }

    def snapshot(self) -> dict:
        told = {
            "commune": self.commune.code if self.commune else "",
            "election": self.election.slug,
            "cause": str(self.cause),
            "effect": str(self.effect),
            "since": self.since.isoformat(),
            "successor": self.successor.code if self.successor else "",
            "moved": self.moved,
            "fictitious": self.fictitious,
        }
        # Only of one: what was recorded before it could be of one said nothing of it.
        if self.intercommunality:
            told["intercommunality"] = self.intercommunality.siren
            group = self.successor_group
            told["successor_group"] = group.siren if group else ""
        return told
