"""The pact, its versions and articles, and the campaign that asks lists to sign it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored
from communes.models import Election


class Pact(Authored):
    """A text an association asks lists to sign; its words live in its versions."""

    mutability = "mutable"

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    association = models.CharField(_("association"), max_length=200)

    class Meta:
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PactVersion(Authored):
    """The text of a pact for one election. `complete` is false while wording is missing."""

    mutability = "mutable"

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="versions", verbose_name=_("pact"))
    label = models.CharField(_("edition"), max_length=40)
    preamble = models.TextField(_("preamble"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a pact")
        verbose_name_plural = _("versions of pacts")
        ordering = ["pact", "-label"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact", "label"],
                name="pact_version_once",
                violation_error_message=_("This pact already has this edition."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pact} {self.label}"

    @property
    def complete(self) -> bool:
        """False while an article waits for its official wording."""
        return not any(article.to_complete for article in self.articles.all())


class Article(models.Model):
    """One article of a version; `key` is what passages and commitments refer to."""

    mutability = "mutable"

    pact_version = models.ForeignKey(
        PactVersion, models.PROTECT, related_name="articles", verbose_name=_("version of the pact")
    )
    key = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    to_complete = models.BooleanField(_("to be completed"), default=False)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["pact_version", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact_version", "key"],
                name="article_once",
                violation_error_message=_("This version already has this article."),
            ),
            models.CheckConstraint(
                name="article_worded_or_to_complete",
                condition=Q(to_complete=True) | ~Q(title="") | ~Q(text=""),
                violation_error_message=_("An article has words, or is marked to be completed."),
            ),
        ]

    def __str__(self) -> str:
        words = self.title or self.text
        return f"{self.key}. {words}" if words else f"{self.key}. ({_('to be completed')})"


class Campaign(Authored):
    """A pact version put to the lists of one election."""

    mutability = "mutable"

    pact_version = models.ForeignKey(
        PactVersion, models.PROTECT, related_name="campaigns", verbose_name=_("version of the pact")
    )
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="+", verbose_name=_("election")
    )
    answer_by = models.DateField(_("answers expected by"), null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(
        _("days the commune has to reply to an assessment"), default=21
    )

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact_version", "election"],
                name="campaign_once",
                violation_error_message=_("This version is already put to this election."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pact_version} – {self.election}"
