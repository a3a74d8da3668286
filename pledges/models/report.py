"""What a municipal contact declares about a commitment."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from communes.models import ElectoralList
from pledges.enums import DECLARABLE, Fulfilment
from pledges.models.commitment import Commitment
from pledges.workflow.report import REPORT


class Report(Stepped):
    """Progress declared, in the town hall's own words; shown as declared, never as assessed.

    `content_by` is who last changed the words: with `created_by` it is who may not decide.
    """

    mutability = "mutable"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="reports", verbose_name=_("commitment")
    )
    declared = models.CharField(
        _("progress declared"),
        max_length=20,
        choices=[(value, value.label) for value in Fulfilment],
        blank=True,
    )
    words = models.TextField(_("where it stands, in your own words"), blank=True)
    as_of = models.DateField(_("situation on"), null=True, blank=True)
    content_at = models.DateTimeField(default=timezone.now, editable=False)
    content_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["commitment", "state"], name="report_of_commitment"),
            models.Index(fields=["state", "state_at", "id"], name="report_queue"),
            models.Index(fields=["state", "-id"], name="report_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_state_known",
                condition=Q(state__in=list(REPORT.states)),
                violation_error_message=_("This state of a report does not exist."),
            ),
            models.CheckConstraint(
                name="report_sent_is_complete",
                condition=Q(state__in=["draft", "returned", "cancelled"])
                | (~Q(words="") & Q(declared__gt="", as_of__isnull=False)),
                violation_error_message=_(
                    "A report that is sent says where things stand, in words, on which day."
                ),
            ),
            models.CheckConstraint(
                name="report_declares_what_may_be",
                condition=Q(declared__in=["", "carried", "no_known_action", *DECLARABLE]),
                violation_error_message=_("A town hall cannot declare this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Report')} – {self.commitment}"

    @property
    def electoral_list(self) -> ElectoralList:
        return self.commitment.electoral_list

    def snapshot(self) -> dict:
        return {
            "commitment": self.commitment.ref,
            "declared": self.declared,
            "words": self.words,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "fictitious": self.fictitious,
        }
