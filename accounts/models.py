"""The user, and the two abstract rows every app builds on."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger.references import new_ref


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
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the desk"), default=False)
    fictitious = models.BooleanField(_("fictitious"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Somebody already uses this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Names of the groups held; read once per instance."""
        return frozenset(group.name for group in self.groups.all())


class Authored(models.Model):
    """A row that says who made it and who last changed it, and when."""

    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class Stepped(Authored):
    """A row with a workflow: its state, since when and by whom, and the version people saw."""

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    state = models.CharField(_("state"), max_length=30, editable=False)
    state_at = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    state_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        abstract = True

    def snapshot(self) -> dict:
        """JSON content kept in the ledger with each version; concrete models say theirs."""
        raise NotImplementedError
