"""Who speaks for a territory, and who had better not decide about one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored
from communes.enums import ContactQuality
from communes.models.election import ElectoralList
from communes.models.territory import Commune, Intercommunality
from ledger.references import new_ref


class Contact(Authored):
    """A user who speaks for one territory from `start` to `end`, that day included."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("commune"),
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("intercommunality"),
    )
    quality = models.CharField(_("quality"), max_length=7, choices=ContactQuality)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("municipal contact")
        verbose_name_plural = _("municipal contacts")
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                name="contact_one_territory",
                condition=Q(commune__isnull=False, intercommunality__isnull=True)
                | Q(commune__isnull=True, intercommunality__isnull=False),
                violation_error_message=_("Name one territory: a commune or an intercommunality."),
            ),
            models.CheckConstraint(
                name="contact_dates_in_order",
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                violation_error_message=_("A contact cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["user", "commune"],
                condition=Q(end__isnull=True),
                name="contact_open_once_per_commune",
                violation_error_message=_("This person already speaks for this commune."),
            ),
            models.UniqueConstraint(
                fields=["user", "intercommunality"],
                condition=Q(end__isnull=True),
                name="contact_open_once_per_group",
                violation_error_message=_("This person already speaks for this intercommunality."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.commune or self.intercommunality}"


class ConflictOfInterest(Authored):
    """A tie declared by a member of the team, to a commune or to a list, until `ended_on`."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conflicts",
        verbose_name=_("commune"),
    )
    electoral_list = models.ForeignKey(
        ElectoralList,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conflicts",
        verbose_name=_("list"),
    )
    declared_on = models.DateField(_("declared on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-declared_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="conflict_one_object",
                condition=Q(commune__isnull=False, electoral_list__isnull=True)
                | Q(commune__isnull=True, electoral_list__isnull=False),
                violation_error_message=_("Name one tie: a commune or a list."),
            ),
            models.CheckConstraint(
                name="conflict_dates_in_order",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("declared_on")),
                violation_error_message=_("A conflict cannot end before it is declared."),
            ),
            models.CheckConstraint(
                name="conflict_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say what the tie is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.commune or self.electoral_list}"
