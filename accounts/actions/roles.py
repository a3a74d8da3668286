"""Giving and taking roles; keeping Django's groups equal to the table."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.policies import may_give_role, role_of
from accounts.roles import BY_NAME, ROLES
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop

UNKNOWN_ROLE = gettext_noop("This role does not exist.")
LAST_COORDINATOR = gettext_noop(
    "This is the last coordinator: give the role to someone else first."
)


def sync_groups() -> None:
    """Create the missing groups; never removes one, so that no role is lost by a typo."""
    for role in ROLES:
        Group.objects.get_or_create(name=role.name)


def sync_groups_after_migrate(**_kwargs) -> None:
    sync_groups()


@transaction.atomic
def create_user(
    *, email: str, name: str, roles=(), by=None, password=None, fictitious=False
) -> User:
    """Create an account with its roles. `by` is None for commands run on the machine itself."""
    unknown = [name_ for name_ in roles if name_ not in BY_NAME]
    if unknown:
        raise Invalid(UNKNOWN_ROLE, errors={"roles": UNKNOWN_ROLE})
    if by is not None:
        for role_name in roles:
            _check(by, User(), role_name)
    user = User.objects.create_user(
        email,
        password,
        name=name,
        fictitious=fictitious,
        created_by=by,
        is_staff=any(BY_NAME[role_name].staff for role_name in roles),
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    _record(user, step="create_user", by=by)
    return user


@transaction.atomic
def set_roles(*, user_id: int, roles, by) -> User:
    """Replace the roles of a user. Nobody changes their own; the last coordinator stays."""
    user = User.objects.select_for_update().get(pk=user_id)
    wanted, held = set(roles), set(user.role_names)
    if wanted - BY_NAME.keys():
        raise Invalid(UNKNOWN_ROLE, errors={"roles": UNKNOWN_ROLE})
    for role_name in wanted ^ held:
        _check(by, user, role_name)
    if "coordinator" in held - wanted:
        # Locked, so that two coordinators cannot remove each other at the same moment.
        others = User.objects.select_for_update(of=("self",)).filter(
            pk__in=User.objects.filter(groups__name="coordinator", is_active=True).values("pk")
        )
        if not [one for one in others.order_by("pk") if one.pk != user.pk]:
            raise NotAllowed(LAST_COORDINATOR)
    user.groups.set(Group.objects.filter(name__in=wanted))
    user.is_staff = any(BY_NAME[role_name].staff for role_name in wanted)
    user.save(update_fields=["is_staff"])
    user.__dict__.pop("role_names", None)
    _record(user, step="set_roles", by=by)
    return user


def _check(by, target, role_name: str) -> None:
    decision = may_give_role(by, target, role_name)
    if not decision:
        raise NotAllowed(decision.reason)


def _record(user: User, *, step: str, by) -> None:
    last = Entry.objects.filter(object_kind="user", object_ref=user.ref).count()
    names = sorted(user.groups.values_list("name", flat=True))
    # Roles only: a name or an address in an append-only table could never be erased.
    record(
        kind="user",
        ref=user.ref,
        version=last + 1,
        step=step,
        by=by,
        role=role_of(by),
        snapshot={"roles": names},
    )
