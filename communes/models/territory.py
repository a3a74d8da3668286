"""Territories of the official geographic code: regions, departments, communes, groupings."""

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.searching import SearchField
from communes.enums import CommuneKind, DepartmentKind, IntercommunalityKind


class Region(models.Model):
    mutability = "mutable"

    code = models.CharField(_("INSEE code"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department, or an overseas collectivity, which belongs to no region."""

    mutability = "mutable"

    code = models.CharField(_("INSEE code"), max_length=3, unique=True)
    kind = models.CharField(
        _("kind"), max_length=3, choices=DepartmentKind, default=DepartmentKind.DEPARTMENT
    )
    name = models.CharField(_("name"), max_length=100)
    search_name = SearchField(max_length=120)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name=_("region"),
    )

    class Meta:
        verbose_name = _("department")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="department_in_region",
                condition=Q(kind=DepartmentKind.DEPARTMENT, region__isnull=False)
                | Q(kind=DepartmentKind.OVERSEAS, region__isnull=True),
                violation_error_message=_(
                    "A department belongs to a region; an overseas collectivity does not."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Intercommunality(models.Model):
    mutability = "mutable"

    siren = models.CharField(_("SIREN"), max_length=9, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=IntercommunalityKind)
    name = models.CharField(_("name"), max_length=200)
    search_name = SearchField(max_length=220)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("intercommunality")
        verbose_name_plural = _("intercommunalities")
        ordering = ["search_name", "siren"]
        indexes = [models.Index(fields=["search_name"], name="intercommunality_names")]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The readable part of the address, as in `200057867-plaine-commune`."""
        return f"{self.siren}-{slugify(self.search_name)}"


class Commune(models.Model):
    """A commune, or a part of one (`parent`) when `kind` is not COM. Never deleted, closed."""

    mutability = "mutable"

    code = models.CharField(_("INSEE code"), max_length=5)
    kind = models.CharField(_("kind"), max_length=4, choices=CommuneKind, default=CommuneKind.COM)
    name = models.CharField(_("name"), max_length=100)
    search_name = SearchField(max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="communes", verbose_name=_("department")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("commune it is part of"),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, default="")
    postal_codes = models.JSONField(_("postal codes"), blank=True, default=list)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        ordering = ["search_name", "code"]
        indexes = [
            models.Index(fields=["search_name", "code"], name="commune_names"),
            # The largest of those that begin with a word, without reading the wide table.
            models.Index(
                fields=["search_name", "population"],
                name="commune_current_names",
                condition=Q(kind=CommuneKind.COM, closed_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "kind"],
                name="commune_code_kind",
                violation_error_message=_("This code is already taken by a commune of this kind."),
            ),
            models.CheckConstraint(
                name="commune_part_has_parent",
                condition=Q(kind=CommuneKind.COM, parent__isnull=True)
                | (~Q(kind=CommuneKind.COM) & Q(parent__isnull=False)),
                violation_error_message=_(
                    "A part of a commune names the commune it belongs to; a commune names none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def slug(self) -> str:
        """The readable part of the address, as in `93066-saint-denis`."""
        return f"{self.code}-{slugify(self.search_name)}"


class Membership(models.Model):
    """A commune in an intercommunality, from–until. A null start: since before the first load."""

    mutability = "mutable"

    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="memberships", verbose_name=_("commune")
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("intercommunality"),
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "intercommunality"],
                condition=Q(end__isnull=True),
                name="membership_open_once",
                violation_error_message=_(
                    "This commune is already a member of this intercommunality."
                ),
            ),
            models.CheckConstraint(
                name="membership_dates_in_order",
                condition=Q(start__isnull=True)
                | Q(end__isnull=True)
                | Q(end__gte=models.F("start")),
                violation_error_message=_("A membership cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} – {self.intercommunality_id}"


class Succession(models.Model):
    """An old code and the commune that carries on its territory. Date and name when known."""

    mutability = "mutable"

    old_code = models.CharField(_("old code"), max_length=5, db_index=True)
    old_name = models.CharField(_("old name"), max_length=100, blank=True, default="")
    old_search_name = SearchField(max_length=120, sources=("old_name",))
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="successions", verbose_name=_("commune")
    )
    on = models.DateField(_("on"), null=True, blank=True)

    class Meta:
        verbose_name = _("succession")
        ordering = ["old_code"]
        indexes = [models.Index(fields=["old_search_name"], name="succession_names")]
        constraints = [
            models.UniqueConstraint(
                fields=["old_code", "commune"],
                name="succession_once",
                violation_error_message=_("This succession is already known."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.commune_id}"
