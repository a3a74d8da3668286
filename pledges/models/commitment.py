"""A commitment, the passages it quotes word for word, and the corrections proposed to it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped, User
from communes.models import Commune, ElectoralList, Intercommunality
from letters.enums import Firmness, Level
from letters.models import Passage
from pledges.enums import CommitmentKind, Fulfilment, MandateEffect
from pledges.models.pact import Article, PactVersion
from pledges.workflow.commitment import COMMITMENT, CORRECTION


class Commitment(Stepped):
    """One action a list commits to. Position, review (`state`) and `progress` are three axes.

    `content_by` is who last changed the words: with `created_by` it is who may not decide.
    `mandate` is what the public reads of a mandate that changed before its end, None while it goes
    on: see `MandateChange.told`; `carried_to` is the commune that carries on, `carried_to_group`
    the intercommunality, of what is of that level.
    `progress`, `assessed_on` and `verified_on` repeat the latest published assessment and the
    latest news, so that lists filter and sort on the row; actions alone keep them.
    """

    mutability = "mutable"
    CONTENT = ("title", "summary", "level", "firmness", "condition", "deadline", "deadline_on")

    electoral_list = models.ForeignKey(
        ElectoralList, models.PROTECT, verbose_name=_("list"), related_name="+"
    )
    pact_version = models.ForeignKey(
        PactVersion, models.PROTECT, verbose_name=_("pact"), related_name="commitments"
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=CommitmentKind.choices, default=CommitmentKind.COMMITMENT
    )
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), blank=True)
    articles = models.ManyToManyField(Article, verbose_name=_("articles"), blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intercommunality"),
    )
    firmness = models.CharField(_("firmness"), max_length=12, choices=Firmness.choices)
    condition = models.CharField(_("condition"), max_length=500, blank=True)
    deadline = models.CharField(_("deadline, in its own words"), max_length=200, blank=True)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    assessable = models.BooleanField(_("can be assessed"), default=True)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    content_at = models.DateTimeField(default=timezone.now, editable=False)
    content_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    progress = models.CharField(
        _("progress"),
        max_length=20,
        choices=Fulfilment.choices,
        default=Fulfilment.NOT_ASSESSED,
        editable=False,
    )
    # The public must never take a demonstration's progress for a real one.
    progress_fictitious = models.BooleanField(default=False, editable=False)
    assessed_on = models.DateField(_("assessed on"), null=True, editable=False)
    verified_on = models.DateField(_("last verified on"), null=True, editable=False)
    mandate = models.JSONField(_("mandate"), null=True, editable=False)
    carried_to = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    carried_to_group = models.ForeignKey(
        Intercommunality, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["electoral_list", "state"], name="commitment_of_list"),
            models.Index(fields=["state", "state_at", "id"], name="commitment_queue"),
            # Filters of the desk, whose table is shown newest first.
            models.Index(fields=["state", "-id"], name="commitment_of_state"),
            models.Index(fields=["level", "-id"], name="commitment_of_level"),
            models.Index(fields=["firmness", "-id"], name="commitment_of_firmness"),
            models.Index(fields=["progress", "-id"], name="commitment_of_progress"),
            models.Index(fields=["state", "-published_at", "-id"], name="commitment_newest"),
            models.Index(fields=["state", "progress", "-id"], name="commitment_progress"),
            # What somebody has at work: what was published, most of the table, is left out.
            models.Index(
                fields=["created_by", "state", "state_at", "id"],
                condition=Q(published_at__isnull=True),
                name="commitment_of_author",
            ),
            models.Index(
                fields=["content_by", "state", "state_at", "id"],
                condition=Q(published_at__isnull=True),
                name="commitment_of_last_author",
            ),
            # Pages are read newest first, whatever the state: `state IN (…)` cannot lead an order.
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="commitment_pages",
            ),
            models.Index(
                fields=["progress", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="commitment_pages_of_progress",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="commitment_state_known",
                condition=Q(state__in=list(COMMITMENT.states)),
                violation_error_message=_("This state of a commitment does not exist."),
            ),
            models.CheckConstraint(
                name="commitment_title_given",
                condition=~Q(title=""),
                violation_error_message=_("A commitment has a title."),
            ),
            models.CheckConstraint(
                name="commitment_public_is_dated",
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                violation_error_message=_("A published commitment has its date."),
            ),
            models.CheckConstraint(
                name="commitment_level_has_territory",
                condition=Q(level="intercommunality", intercommunality__isnull=False)
                | Q(level="commune", intercommunality__isnull=True),
                violation_error_message=_(
                    "A commitment at the intercommunality's level, and only it, names which one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """Reference and readable title, for the end of its address."""
        return f"{self.ref}-{slugify(self.title)[:60]}".rstrip("-")

    @property
    def as_read(self) -> str:
        """Changes whenever what the public reads of it does: words, progress, its day."""
        return f"{self.revision}-{self.progress}-{self.assessed_on or ''}"

    @property
    def territory(self) -> Commune | Intercommunality:
        """Who can act on it: the intercommunality, or the commune, or the one that carries on."""
        own = self.intercommunality or self.electoral_list.commune
        return self.carried_to_group or self.carried_to or own

    @property
    def on_hold(self) -> bool:
        """Did its mandate change, so that nobody answers for it today?"""
        return bool(self.mandate) and self.mandate["effect"] != MandateEffect.CARRIED_OVER

    def snapshot(self) -> dict:
        return {
            "list": self.electoral_list.ref,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "articles": [article.key for article in self.articles.all()],
            "level": self.level,
            "intercommunality": self.intercommunality.siren if self.intercommunality else None,
            "firmness": self.firmness,
            "condition": self.condition,
            "deadline": self.deadline,
            "deadline_on": self.deadline_on.isoformat() if self.deadline_on else None,
            "assessable": self.assessable,
            "revision": self.revision,
            "progress": self.progress,
            "progress_fictitious": self.progress_fictitious,
            "assessed_on": self.assessed_on.isoformat() if self.assessed_on else None,
            "verified_on": self.verified_on.isoformat() if self.verified_on else None,
            "quotes": [quote.text for quote in self.quotes.all()],
            "fictitious": self.fictitious,
            # Left out while the mandate goes on: the ledger of older entries would not agree.
            **({"mandate": self.mandate} if self.mandate else {}),
        }


class Quote(models.Model):
    """A passage quoted by a commitment. `text` is the passage's words, checked at each save."""

    mutability = "mutable"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="quotes", verbose_name=_("commitment")
    )
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    text = models.TextField(_("words quoted"))

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["commitment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "passage"],
                name="quote_once",
                violation_error_message=_("This commitment already quotes this passage."),
            ),
            models.CheckConstraint(
                name="quote_has_words",
                condition=~Q(text=""),
                violation_error_message=_("A quote has words."),
            ),
        ]

    def __str__(self) -> str:
        return f"« {self.text[:60]} »"


class Correction(Stepped):
    """A change proposed to a published commitment; a second person accepts or declines it.

    `changes` maps what `pledges.actions.correcting` lets one correct to what is proposed; `reason`
    becomes public when accepted. A correction proposed by the public has no author but a name.
    """

    mutability = "mutable"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="corrections", verbose_name=_("commitment")
    )
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    reason = models.TextField(_("reason"))
    proposed_by_name = models.CharField(_("proposed by"), max_length=150, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_at", "id"], name="correction_queue"),
            models.Index(fields=["state", "-id"], name="correction_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="correction_state_known",
                condition=Q(state__in=list(CORRECTION.states)),
                violation_error_message=_("This state of a correction does not exist."),
            ),
            models.CheckConstraint(
                name="correction_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("A correction has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Correction')} – {self.commitment}"

    @property
    def electoral_list(self) -> ElectoralList:
        return self.commitment.electoral_list

    def snapshot(self) -> dict:
        return {"commitment": self.commitment.ref, "changes": self.changes, "reason": self.reason}
