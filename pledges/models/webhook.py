"""Webhooks: who is told of public changes, at which address, and what became of each message."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communes.models import Commune, Department, ElectoralList, Intercommunality, Region
from ledger.references import new_ref
from pledges.enums import DeliveryState
from pledges.models.pact import Pact

# What a webhook may be about, at most one of them; none means everything.
SUBJECTS = ("commune", "intercommunality", "department", "region", "electoral_list", "pact")


class Webhook(models.Model):
    """A person's address that is told of public changes: of a territory, a list, a pact, or all.

    secret, previous_secret: encrypted under SECRET_KEY (actions.webhooks.secrets): signing needs
    the secret itself, a digest would not do. The previous one still signs until `previous_until`.
    position: the last number of `/changes/` that was looked at for it.
    """

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, related_name="+", verbose_name=_("commune")
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("intercommunality"),
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("department")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name=_("region")
    )
    electoral_list = models.ForeignKey(
        ElectoralList, models.PROTECT, null=True, related_name="+", verbose_name=_("list")
    )
    pact = models.ForeignKey(
        Pact, models.PROTECT, null=True, related_name="+", verbose_name=_("pact")
    )
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)
    position = models.BigIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name=_("created by")
    )
    paused_at = models.DateTimeField(_("paused at"), null=True, editable=False)
    paused_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    pause_reason = models.CharField(max_length=200, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["position"],
                name="webhook_following",
                condition=Q(paused_at=None, ended_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="webhook_one_subject",
                condition=Q(
                    *(
                        Q(**{f"{other}__isnull": True for other in SUBJECTS if other != one})
                        for one in SUBJECTS
                    ),
                    _connector=Q.OR,
                ),
                violation_error_message=_("A webhook is about one thing, or about everything."),
            ),
            models.CheckConstraint(
                name="webhook_ended_by_someone",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message=_("A webhook that ended says when and by whom."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> tuple[str, object] | None:
        """(name of the field, what it is about), or None for everything."""
        for name in SUBJECTS:
            if getattr(self, f"{name}_id") is not None:
                return name, getattr(self, name)
        return None


class WebhookDelivery(models.Model):
    """One message to one webhook, its tries, and the log of what was answered.

    body: the very JSON that is signed and sent. attempts: the last twenty, oldest first, as
    {"on", "status", "ms", "problem"}. claimed_until: whoever sends it holds it until then.
    """

    mutability = "mutable"

    ref = models.CharField(max_length=8, unique=True, default=new_ref, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    number = models.BigIntegerField()
    event = models.CharField(max_length=80)
    object_ref = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    attempts = models.JSONField(default=list)
    queued_on = models.DateTimeField(default=timezone.now)
    leaves_after = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    done_on = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["leaves_after"], name="webhook_waiting", condition=Q(state="waiting")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "number", "event", "object_ref"], name="webhook_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.ref}"

    @property
    def last_attempt(self) -> dict | None:
        return self.attempts[-1] if self.attempts else None
