"""Which lists were asked, and which signatures came, in whose name."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from accounts.searching import SearchField
from communes.models import Candidate, ElectoralList
from letters.enums import Channel
from letters.models import Letter, Passage
from pledges.enums import InNameOf, Stance
from pledges.models.pact import Article, Campaign
from pledges.workflow.signature import SIGNATURE, SOLICITATION


class Solicitation(Stepped):
    """Was this list asked, when and how; "no answer" is computed after the deadline."""

    mutability = "mutable"

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="solicitations", verbose_name=_("campaign")
    )
    electoral_list = models.ForeignKey(
        ElectoralList, models.PROTECT, related_name="+", verbose_name=_("list")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True)
    # `state_at` is when somebody said so here: letters posted on Friday are told on Monday.
    contacted_on = models.DateField(_("last contacted on"), null=True, blank=True, editable=False)
    public_reason = models.CharField(_("public reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("solicitation")
        verbose_name_plural = _("solicitations")
        ordering = ["campaign", "pk"]
        indexes = [
            models.Index(fields=["campaign", "state", "state_at", "id"], name="solicitation_queue"),
            models.Index(fields=["campaign", "-id"], name="solicitation_of_campaign"),
            models.Index(fields=["state", "-id"], name="solicitation_of_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "electoral_list"],
                name="solicitation_once",
                violation_error_message=_("This list is already in this campaign."),
            ),
            models.CheckConstraint(
                name="solicitation_state_known",
                condition=Q(state__in=list(SOLICITATION.states)),
                violation_error_message=_("This state of a solicitation does not exist."),
            ),
            models.CheckConstraint(
                name="solicitation_skipped_has_reason",
                condition=~Q(state="not_solicited") | ~Q(public_reason=""),
                violation_error_message=_("A list that is not solicited has a public reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.electoral_list} – {self.campaign}"

    def snapshot(self) -> dict:
        return {
            "campaign": self.campaign_id,
            "list": self.electoral_list.ref,
            "channel": self.channel,
            "public_reason": self.public_reason,
            # Said only once it is known: entries written before this column existed stay true.
            **({"contacted_on": self.contacted_on.isoformat()} if self.contacted_on else {}),
        }


class Signature(Stepped):
    """Who signed, in whose name, on which version. Announced is not received is not verified.

    `content_by` is who recorded it last, the reception included: they may not verify it.
    """

    mutability = "mutable"

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="signatures", verbose_name=_("campaign")
    )
    electoral_list = models.ForeignKey(
        ElectoralList, models.PROTECT, related_name="+", verbose_name=_("list")
    )
    candidate = models.ForeignKey(
        Candidate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signer_name = models.CharField(_("signed by"), max_length=150)
    search_words = SearchField(max_length=170, sources=("signer_name",))
    capacity = models.CharField(_("capacity"), max_length=150, blank=True)
    in_name_of = models.CharField(_("in the name of"), max_length=10, choices=InNameOf.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        Letter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed document"),
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    content_at = models.DateTimeField(default=timezone.now, editable=False)
    content_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["electoral_list", "state"], name="signature_of_list"),
            models.Index(fields=["state", "state_at", "id"], name="signature_queue"),
            models.Index(fields=["state", "-id"], name="signature_of_state"),
            models.Index(fields=["in_name_of", "-id"], name="signature_in_name_of"),
        ]
        constraints = [
            models.CheckConstraint(
                name="signature_state_known",
                condition=Q(state__in=list(SIGNATURE.states)),
                violation_error_message=_("This state of a signature does not exist."),
            ),
            models.CheckConstraint(
                name="signature_received_is_dated",
                condition=Q(state="announced") | Q(signed_on__isnull=False),
                violation_error_message=_("A signature that was received has its date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name} – {self.electoral_list}"

    def snapshot(self) -> dict:
        return {
            "campaign": self.campaign_id,
            "list": self.electoral_list.ref,
            "signer_name": self.signer_name,
            "capacity": self.capacity,
            "in_name_of": self.in_name_of,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "fictitious": self.fictitious,
        }


class ArticleStance(models.Model):
    """What a signature says of one article: accepted, with reserve, refused."""

    mutability = "mutable"

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="stances")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    reserve = models.CharField(_("reserve"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stance on an article")
        verbose_name_plural = _("stances on articles")
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "article"],
                name="stance_once",
                violation_error_message=_("This signature already says something of this article."),
            ),
            models.CheckConstraint(
                name="stance_reserve_worded",
                condition=~Q(stance="reserve") | ~Q(reserve=""),
                violation_error_message=_("A reserve is put in words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article.key}: {self.get_stance_display()}"
