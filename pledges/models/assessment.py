"""What the association concludes, and the commune's words beside it."""

from datetime import UTC, date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from communes.models import ElectoralList
from letters.models import LetterVersion
from pledges.enums import Fulfilment
from pledges.models.commitment import Commitment
from pledges.models.evidence import Evidence
from pledges.workflow.assessment import ASSESSMENT, REPLY


class Assessment(Stepped):
    """A sourced, dated conclusion; reversible by the next one. At least one public source."""

    mutability = "mutable"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="assessments", verbose_name=_("commitment")
    )
    fulfilment = models.CharField(_("conclusion"), max_length=20, choices=Fulfilment.choices)
    words = models.TextField(_("what is concluded, and why"))
    as_of = models.DateField(_("situation on"))
    sources = models.ManyToManyField(Evidence, verbose_name=_("sources"), related_name="+")
    content_at = models.DateTimeField(default=timezone.now, editable=False)
    content_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    notified_at = models.DateTimeField(_("notified at"), null=True, editable=False)
    notified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    reply_until = models.DateTimeField(_("reply expected until"), null=True, editable=False)
    extended_from = models.DateTimeField(
        _("deadline before more time was granted"), null=True, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["commitment", "state"], name="assessment_of_commitment"),
            models.Index(fields=["state", "state_at", "id"], name="assessment_queue"),
            models.Index(fields=["state", "-id"], name="assessment_of_state"),
            models.Index(fields=["fulfilment", "-id"], name="assessment_of_conclusion"),
            models.Index(
                # The state leads, though it is always the same here: SQLite ranks equalities first.
                fields=["state", "reply_until", "id"],
                condition=Q(state="notified"),
                name="assessment_replies_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_state_known",
                condition=Q(state__in=list(ASSESSMENT.states)),
                violation_error_message=_("This state of an assessment does not exist."),
            ),
            models.CheckConstraint(
                name="assessment_notified_has_deadline",
                condition=Q(state="draft")
                | Q(notified_at__isnull=False, reply_until__isnull=False),
                violation_error_message=_("An assessment that was notified has its deadline."),
            ),
            models.CheckConstraint(
                name="assessment_published_is_dated",
                condition=Q(state__in=["draft", "notified"]) | Q(published_at__isnull=False),
                violation_error_message=_("A published assessment has its date."),
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state="published"),
                name="assessment_one_in_force",
                violation_error_message=_("Another assessment of this commitment is in force."),
            ),
            models.CheckConstraint(
                name="assessment_extended_later",
                condition=Q(extended_from__isnull=True)
                | Q(extended_from__lt=models.F("reply_until")),
                violation_error_message=_("More time ends after the deadline it moves."),
            ),
            models.CheckConstraint(
                name="assessment_concludes",
                condition=~Q(fulfilment="not_assessed") & ~Q(words=""),
                violation_error_message=_("An assessment concludes something, in words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fulfilment_display()} – {self.commitment}"

    @property
    def electoral_list(self) -> ElectoralList:
        return self.commitment.electoral_list

    def snapshot(self) -> dict:
        # In UTC, as the databases give it back: the ledger is compared with the row later.
        until = self.reply_until.astimezone(UTC).isoformat() if self.reply_until else None
        told = {
            "commitment": self.commitment.ref,
            "fulfilment": self.fulfilment,
            "words": self.words,
            "as_of": self.as_of.isoformat(),
            "sources": sorted(source.ref for source in self.sources.all()),
            "reply_until": until,
            "fictitious": self.fictitious,
        }
        # Only when it was: assessments recorded before it could be said nothing of it.
        before = self.extended_from
        return told | {"extended_from": before.astimezone(UTC).isoformat()} if before else told


class Reply(Stepped):
    """The commune's words beside an assessment, verbatim; editable until the deadline."""

    mutability = "mutable"

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="reply")
    words = models.TextField(_("reply"))
    signed_as = models.CharField(_("signed"), max_length=150)
    # Of one that came by letter or mail: whose text, from which code point to which.
    letter_version = models.ForeignKey(
        LetterVersion, models.PROTECT, null=True, editable=False, related_name="+"
    )
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)
    withheld_because = models.TextField(_("why it is withheld"), blank=True, editable=False)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_at", "id"], name="reply_queue"),
            models.Index(fields=["state", "-id"], name="reply_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reply_state_known",
                condition=Q(state__in=list(REPLY.states)),
                violation_error_message=_("This state of a reply does not exist."),
            ),
            models.CheckConstraint(
                name="reply_withheld_says_why",
                condition=Q(state="given") | ~Q(withheld_because=""),
                violation_error_message=_("A reply is not withheld without a reason."),
            ),
            models.CheckConstraint(
                name="reply_has_words",
                condition=~Q(words=""),
                violation_error_message=_("A reply has words."),
            ),
            models.CheckConstraint(
                name="reply_quotes_its_letter",
                condition=Q(letter_version__isnull=True, start__isnull=True, end__isnull=True)
                | Q(letter_version__isnull=False, start__isnull=False, end__gt=models.F("start")),
                violation_error_message=_("A reply by letter says where its words stand in it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Reply')} – {self.assessment}"

    @property
    def commitment(self) -> Commitment:
        return self.assessment.commitment

    @property
    def electoral_list(self) -> ElectoralList:
        return self.assessment.electoral_list

    @property
    def is_withheld(self) -> bool:
        return self.state == "withheld"

    @property
    def public_words(self) -> str:
        """What anyone may read of it: nothing while it is withheld."""
        return "" if self.is_withheld else self.words

    @property
    def public_signature(self) -> str:
        return "" if self.is_withheld else self.signed_as

    @property
    def why_withheld(self) -> str:
        """The public reason, only once two people decided."""
        return self.withheld_because if self.is_withheld else ""

    @property
    def received_on(self) -> date | None:
        """The day the letter came, None for a reply written on the site."""
        return self.letter_version.letter.received_on if self.letter_version else None

    def snapshot(self) -> dict:
        told = {
            "assessment": self.assessment.ref,
            "words": self.words,
            "signed_as": self.signed_as,
            "fictitious": self.fictitious,
        }
        # Only when there is some: replies recorded before they could have any said nothing of it.
        given = sorted(self.evidence.values_list("ref", flat=True))
        if given:
            told["evidence"] = given
        if self.letter_version:
            told["letter"] = self.letter_version.letter.ref
            told["letter_version"] = self.letter_version.number
            told["start"], told["end"] = self.start, self.end
        if self.withheld_because:
            told["withheld_because"] = self.withheld_because
        return told
