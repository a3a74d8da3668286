"""A request for access made without an account, from the page of a commune or a group."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Stepped
from communes.enums import ContactQuality
from communes.models import Commune, Contact, Intercommunality
from pledges.workflow.access import ACCESS_REQUEST


class AccessRequest(Stepped):
    """Who asks, for one territory, and the official address the association checked it with.

    `name`, `office` and `email` are emptied some time after the decision: see
    `pledges.actions.letting_in.forget_askers`. contact: what an acceptance gave. leaver: the
    contact who hands over to the person named, and whose last day is `leaves_on`.
    """

    mutability = "mutable"

    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intercommunality"),
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=150, blank=True)
    email = models.EmailField(_("professional address"), blank=True)
    quality = models.CharField(_("quality"), max_length=7, choices=ContactQuality)
    checked_with = models.CharField(
        _("official address it was checked with"), max_length=254, blank=True, editable=False
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    leaver = models.ForeignKey(
        Contact,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("who hands over"),
    )
    leaves_on = models.DateField(_("their last day"), null=True, editable=False)

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_at", "id"], name="access_request_queue"),
            models.Index(fields=["email"], name="access_request_of"),
            models.Index(fields=["state", "-id"], name="access_request_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="access_request_hand_over_dated",
                condition=Q(leaver__isnull=True, leaves_on__isnull=True)
                | Q(leaver__isnull=False, leaves_on__isnull=False),
                violation_error_message=_("A hand-over says who leaves and on which day."),
            ),
            models.CheckConstraint(
                name="access_request_state_known",
                condition=Q(state__in=list(ACCESS_REQUEST.states)),
                violation_error_message=_("This state of a request does not exist."),
            ),
            models.CheckConstraint(
                name="access_request_one_territory",
                condition=Q(commune__isnull=False, intercommunality__isnull=True)
                | Q(commune__isnull=True, intercommunality__isnull=False),
                violation_error_message=_("Name one territory: a commune or an intercommunality."),
            ),
            models.CheckConstraint(
                name="access_request_asked_by_somebody",
                condition=~Q(state="requested") | (~Q(name="") & ~Q(email="") & ~Q(office="")),
                violation_error_message=_("A request says who asks."),
            ),
            models.CheckConstraint(
                name="access_request_accepted_was_checked",
                condition=~Q(state="accepted") | (~Q(checked_with="") & Q(contact__isnull=False)),
                violation_error_message=_("An accepted request says what it was checked with."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Request for access')} – {self.territory}"

    @property
    def territory(self) -> Commune | Intercommunality | None:
        return self.commune or self.intercommunality

    def snapshot(self) -> dict:
        """References only: a name in an append-only table could never be erased."""
        leaving = {}
        if self.leaver and self.leaves_on:
            leaving = {"leaver": self.leaver.ref, "leaves_on": self.leaves_on.isoformat()}
        return leaving | {
            "commune": self.commune.code if self.commune else "",
            "intercommunality": self.intercommunality.siren if self.intercommunality else "",
            "quality": str(self.quality),
            "contact": self.contact.ref if self.contact else "",
            "fictitious": self.fictitious,
        }
