"""Mandates: who governs a territory, from when, until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored
from communes.models.election import ElectoralList
from communes.models.territory import Commune, Intercommunality
from ledger.references import new_ref


class Mandate(Authored):
    """A list or a person in charge of one territory. The end is a fact, never a constant."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    electoral_list = models.ForeignKey(
        ElectoralList,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("list"),
    )
    person_name = models.CharField(_("person"), max_length=200, blank=True, default="")
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("commune"),
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("intercommunality"),
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("mandate")
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                name="mandate_one_territory",
                condition=Q(commune__isnull=False, intercommunality__isnull=True)
                | Q(commune__isnull=True, intercommunality__isnull=False),
                violation_error_message=_("Name one territory: a commune or an intercommunality."),
            ),
            models.CheckConstraint(
                name="mandate_list_or_person",
                condition=Q(electoral_list__isnull=False) | ~Q(person_name=""),
                violation_error_message=_("A mandate is held by a list or by a person."),
            ),
            models.CheckConstraint(
                name="mandate_dates_in_order",
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                violation_error_message=_("A mandate ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.person_name or str(self.electoral_list)
