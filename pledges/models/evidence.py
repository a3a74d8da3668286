"""What can be shown: evidence of any side, and "still accurate" in one click."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored, User
from accounts.searching import SearchField
from communes.models import Commune, Intercommunality
from ledger.references import new_ref
from pledges.enums import EvidenceKind
from pledges.models.commitment import Commitment
from pledges.models.report import Report


def evidence_path(evidence: "Evidence", _name: str) -> str:
    """Where an evidence file is kept: by reference, so that no name from outside is a path."""
    return f"evidence/{evidence.ref}"


class Evidence(Authored):
    """A link or a file, dated, favourable or not; may be about a territory alone."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("commitment"),
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    reply = models.ForeignKey(
        "pledges.Reply", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
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
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    title = models.CharField(_("title"), max_length=200)
    search_words = SearchField(max_length=220, sources=("title",))
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, blank=True, max_length=120)
    original_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    dated = models.DateField(_("dated"), null=True, blank=True)
    favourable = models.BooleanField(_("favourable"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=True)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ["-dated", "-pk"]
        indexes = [
            models.Index(fields=["kind", "-id"], name="evidence_of_kind"),
            models.Index(fields=["-id"], condition=Q(public=False), name="evidence_not_public"),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_about_something",
                condition=Q(commitment__isnull=False)
                | Q(commune__isnull=False)
                | Q(intercommunality__isnull=False),
                violation_error_message=_("Evidence is about a commitment or a territory."),
            ),
            models.CheckConstraint(
                name="evidence_link_or_file",
                condition=~Q(url="") | ~Q(file=""),
                violation_error_message=_("Give a link or a file."),
            ),
            models.CheckConstraint(
                name="evidence_of_one_paper",
                condition=Q(report=None) | Q(reply=None),
                violation_error_message=_("Evidence comes with a report or with a reply."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attestation(models.Model):
    """A contact's "still accurate" on one day; refreshes `verified_on`, changes no content."""

    mutability = "append_only"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="attestations", verbose_name=_("commitment")
    )
    attested_at = models.DateTimeField(_("attested at"), auto_now_add=True)
    attested_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.commitment} – {self.attested_at:%Y-%m-%d}"
