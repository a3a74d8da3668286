"""A request of the commune for more time to reply to an assessment, and what became of it."""

from datetime import UTC

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped
from communes.models import ElectoralList
from pledges.models.assessment import Assessment
from pledges.models.commitment import Commitment
from pledges.workflow.extension import EXTENSION, MOST_DAYS


class Extension(Stepped):
    """One per notification: an assessment taken back and notified again may be asked about again.

    notification: when that was; deadline: what it was when the request was made.
    """

    mutability = "mutable"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="extensions")
    notification = models.DateTimeField(_("assessment notified"), editable=False)
    deadline = models.DateTimeField(_("deadline when it was asked"), editable=False)
    days = models.PositiveSmallIntegerField(
        _("days asked for"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    reason = models.TextField(_("why the commune asks"))

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_at", "id"], name="extension_queue"),
            models.Index(fields=["state", "-id"], name="extension_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="extension_state_known",
                condition=Q(state__in=list(EXTENSION.states)),
                violation_error_message=_("This state of a request does not exist."),
            ),
            models.CheckConstraint(
                name="extension_days",
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                violation_error_message=_("Ask for 1 to 30 days."),
            ),
            models.CheckConstraint(
                name="extension_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("A request has a reason."),
            ),
            models.UniqueConstraint(
                fields=["assessment", "notification"],
                name="extension_once",
                violation_error_message=_("More time was already asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('More time to reply')} – {self.assessment.commitment}"

    @property
    def commitment(self) -> Commitment:
        return self.assessment.commitment

    @property
    def electoral_list(self) -> ElectoralList:
        return self.assessment.electoral_list

    def snapshot(self) -> dict:
        return {
            "assessment": self.assessment.ref,
            "deadline": self.deadline.astimezone(UTC).isoformat(),
            "days": self.days,
            "reason": self.reason,
            "fictitious": self.fictitious,
        }
