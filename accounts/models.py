"""The user, and the two abstract rows every app builds on."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from accounts.searching import SearchField
from ledger import prepared
from ledger.references import new_ref

_HELD = "SELECT name FROM auth_group g JOIN accounts_user_groups ON g.id=group_id WHERE user_id=%s"


class UserManager(BaseUserManager):
    """Creates users by e-mail, kept in lower case so that an address is one person."""

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, by e-mail. Never deleted: erasure anonymises the row."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    search_words = SearchField(max_length=420, sources=("name", "email"))
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the desk"), default=False)
    fictitious = models.BooleanField(_("fictitious"), default=False)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    # The last mail that this address refused, and why; emptied by the next that arrives.
    mail_refused_on = models.DateTimeField(_("mail refused on"), null=True, editable=False)
    mail_refused_why = models.CharField(
        _("why mail was refused"), max_length=300, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="user_names"),
            models.Index(
                fields=["name", "id"], condition=models.Q(is_active=False), name="user_closed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Somebody already uses this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(duplicate_of=None) | ~models.Q(duplicate_of=models.F("id")),
                name="user_not_own_duplicate",
                violation_error_message=_("Nothing is a duplicate of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args, update_fields=None, **kwargs):
        """With a name or an address, the words that find the person: allauth writes one alone."""
        if update_fields is not None and {"name", "email"} & set(update_fields):
            update_fields = {*update_fields, "search_words"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Names of the groups held; read once per instance."""
        if "groups" in getattr(self, "_prefetched_objects_cache", ()):
            return frozenset(group.name for group in self.groups.all())
        return frozenset(name for (name,) in prepared.rows(_HELD, [self.pk]))


class Authored(models.Model):
    """A row that says who made it and who last changed it, and when."""

    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field) -> str:
        """What `get_…_display` gives. Django translates every choice to find the one: an eighth of
        what a list of commitments takes."""
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)


class Stepped(Authored):
    """A row with a workflow: its state, since when and by whom, and the version people saw."""

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    state = models.CharField(_("state"), max_length=30, editable=False)
    state_at = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    state_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        abstract = True

    def snapshot(self) -> dict:
        """JSON content kept in the ledger with each version; concrete models say theirs."""
        raise NotImplementedError


class ApiToken(models.Model):
    """A key for programs. Only its digest is kept: the token itself is shown once, when made.

    prefix: its first characters, by which its owner recognises it. A read token raises the quota
    and shows nothing that is not public; a webhooks token manages its owner's webhooks besides; a
    workflow token acts as its owner.
    """

    mutability = "mutable"

    class Scope(models.TextChoices):
        READ = "read", _("read public data, with a higher quota")
        WEBHOOKS = "webhooks", _("read public data, and manage my webhooks")
        WORKFLOW = "workflow", _("act in my name: steps, drafts, replies, webhooks")

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    prefix = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name=_("created by")
    )
    expires_on = models.DateTimeField(_("expires on"))
    used_on = models.DateTimeField(_("last used on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_someone",
                violation_error_message=_("A revoked token says when and by whom."),
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=["read", "webhooks", "workflow"]),
                name="token_scope_known",
                violation_error_message=_("Choose what this token may do."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_force(self) -> bool:
        """May it still be used: neither revoked nor expired, its owner's account open?"""
        alive = self.revoked_at is None and self.expires_on > timezone.now()
        return alive and self.user.is_active


class Invitation(models.Model):
    """Somebody was asked to come in, until a day; answered by their first sign-in."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    user = models.OneToOneField(
        User, models.PROTECT, related_name="invitation", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("invited at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    sent_on = models.DateTimeField(_("last sent on"), default=timezone.now, editable=False)
    expires_on = models.DateTimeField(_("valid until"))
    accepted_on = models.DateTimeField(_("accepted on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=models.Q(accepted_on__isnull=True, revoked_at__isnull=True),
                name="invitation_unanswered",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_on=None) | models.Q(revoked_at=None),
                name="invitation_one_end",
                violation_error_message=_("An invitation that was answered is not revoked."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def state(self) -> str:
        """waiting, accepted, revoked or expired."""
        if self.accepted_on:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_on <= timezone.now() else "waiting"


class Presence(models.Model):
    """Who last had an object open in the desk, and when. No key to the user: it lasts an hour."""

    mutability = "mutable"

    object_kind = models.CharField(max_length=30)
    object_ref = models.CharField(max_length=8)
    user_ref = models.CharField(max_length=8)
    seen_on = models.DateTimeField(_("seen on"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        indexes = [models.Index(fields=["seen_on"], name="presence_seen")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_ref", "user_ref"],
                name="presence_once",
                violation_error_message=_("This presence is already noted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_ref}"


class RequestCount(models.Model):
    """How often a client (a keyed digest, never an address) asked in the period under way."""

    mutability = "mutable"

    client = models.CharField(primary_key=True, max_length=64)
    ends = models.BigIntegerField()
    used = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("request count")
        verbose_name_plural = _("request counts")

    def __str__(self) -> str:
        return f"{self.client}: {self.used}"
