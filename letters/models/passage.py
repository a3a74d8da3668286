"""A passage: an exact span of a letter's text, and what people decided about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored, User
from ledger.references import new_ref
from letters.enums import Firmness, Kind, Origin, PassageDecision
from letters.models.letter import LetterVersion
from letters.models.public_text import hidden


class Passage(Authored):
    """Span [start, end) in code points of `letter_version.text`; `quote` is that slice.

    `prefix` and `suffix` (32 characters around) make it a W3C TextQuoteSelector, so that the
    span can be found again in another version. Rejected passages are kept.
    """

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    letter_version = models.ForeignKey(LetterVersion, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    firmness = models.CharField(_("firmness"), max_length=12, choices=Firmness.choices)
    levels = models.JSONField(_("levels"), default=list)
    articles = models.JSONField(_("articles"), default=list, blank=True)
    condition = models.CharField(_("condition"), max_length=500, blank=True)
    deadline = models.CharField(_("deadline"), max_length=200, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    reason = models.CharField(_("why it was suggested"), max_length=300, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    decision = models.CharField(
        _("decision"),
        max_length=10,
        choices=PassageDecision.choices,
        default=PassageDecision.PENDING,
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["letter_version", "start", "end"]
        constraints = [
            models.CheckConstraint(
                name="passage_span_not_empty",
                condition=Q(end__gt=F("start")),
                violation_error_message=_("A passage holds at least one character."),
            ),
            models.CheckConstraint(
                name="passage_decided_has_date",
                condition=Q(decision="pending", decided_at__isnull=True)
                | (~Q(decision="pending") & Q(decided_at__isnull=False)),
                violation_error_message=_("A decided passage has the date of the decision."),
            ),
            models.UniqueConstraint(
                fields=["letter_version", "start", "end", "kind"],
                name="passage_once",
                violation_error_message=_("This passage is already marked."),
            ),
        ]

    def __str__(self) -> str:
        return f"« {self.quote[:60]} »"

    @property
    def public_quote(self) -> str:
        """The words quoted, with what the letter's public copy hides hidden here too.

        Masks count as soon as they are proposed, and still do once the copy is private again.
        """
        words = self.quote
        for start, end in self._masks():
            words = words[:start] + hidden(words[start:end]) + words[end:]
        return words

    @property
    def public_condition(self) -> str:
        return self._masked(self.condition)

    @property
    def public_deadline(self) -> str:
        return self._masked(self.deadline)

    def _masked(self, words: str) -> str:
        for start, end in self._masks():
            words = words.replace(self.quote[start:end], hidden(self.quote[start:end]))
        return words

    def _masks(self) -> list[tuple[int, int]]:
        """Spans of `quote` hidden by the public copy of this version, if there is one."""
        copy = getattr(self.letter_version.letter, "public_text", None)
        if copy is None or copy.letter_version_id != self.letter_version_id:
            return []
        spans = [
            (max(mask["start"], self.start) - self.start, min(mask["end"], self.end) - self.start)
            for mask in copy.masks
        ]
        return [(start, end) for start, end in spans if start < end]

    def snapshot(self) -> dict:
        return {
            "letter": self.letter_version.letter.ref,
            "letter_version": self.letter_version.number,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "firmness": self.firmness,
            "levels": self.levels,
            "articles": self.articles,
            "condition": self.condition,
            "deadline": self.deadline,
            "decision": self.decision,
        }
