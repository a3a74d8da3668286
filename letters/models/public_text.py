"""The public copy of a letter: the same text with masks, proposed by one and checked by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped
from letters.models.letter import Letter, LetterVersion
from letters.workflow import TEXT

MASK = "█"


def hidden(words: str) -> str:
    """As many blocks as there are characters; line breaks stay, so that the layout does."""
    return "".join(sign if sign == "\n" else MASK for sign in words)


class PublicText(Stepped):
    """What the public may read of a letter.

    `masks` is a list of {"start", "end", "reason"}: each span is shown as as many `MASK`
    characters, so that offsets of passages stay valid in the public text.
    """

    mutability = "mutable"

    letter = models.OneToOneField(
        Letter, models.PROTECT, related_name="public_text", verbose_name=_("letter")
    )
    letter_version = models.ForeignKey(LetterVersion, models.PROTECT, related_name="+")
    masks = models.JSONField(_("masks"), default=list, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    checked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True, editable=False)
    proposed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        indexes = [
            models.Index(fields=["state", "state_at", "id"], name="public_text_queue"),
            models.Index(fields=["state", "-id"], name="public_text_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="public_text_state_known",
                condition=Q(state__in=["private", "proposed", "public"]),
                violation_error_message=_("A text is private, proposed or public."),
            ),
            models.CheckConstraint(
                name="public_text_checked_by_another",
                condition=~Q(state="public")
                | Q(checked_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(checked_by=F("proposed_by")),
                violation_error_message=_("The public text is checked by a second person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} ({self.get_state_label()})"

    def get_state_label(self) -> str:
        return str(TEXT.states.get(self.state, self.state))

    def render(self) -> str:
        """The text with its masks, same length as the original."""
        text = self.letter_version.text
        for mask in self.masks:
            start, end = mask["start"], mask["end"]
            text = text[:start] + hidden(text[start:end]) + text[end:]
        return text

    def snapshot(self) -> dict:
        return {
            "letter": self.letter.ref,
            "version": self.letter_version.number,
            "masks": [{"start": m["start"], "end": m["end"]} for m in self.masks],
        }
