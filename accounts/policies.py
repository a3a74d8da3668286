"""May they? Answers are Decisions: truthy or not, with the sentence that says why."""

from dataclasses import dataclass

from accounts.permissions import Permission
from accounts.roles import highest, permissions_of
from ledger.steps import gettext_noop


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to "may they?". `reason` is an English msgid, empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)
INACTIVE = Decision(False, gettext_noop("Sign in with an active account."))
NO_ROLE = Decision(False, gettext_noop("Your role does not allow this."))


def holds(user, permission: Permission | str) -> Decision:
    """Does one of the user's roles hold `permission`? Being superuser is not a role."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return INACTIVE
    return YES if permission in permissions_of(user.role_names) else NO_ROLE


def role_of(user) -> str:
    """The name of the user's highest role, for the ledger; "" for the software or strangers."""
    if user is None or not getattr(user, "is_authenticated", False):
        return ""
    return highest(user.role_names)


def may_enter_desk(user) -> Decision:
    """May they open the desk (admin)? The second factor is asked for by the site itself."""
    decision = holds(user, Permission.SEE_DESK)
    return decision if not decision or user.is_staff else NO_ROLE


def may_give_role(user, target, role_name: str) -> Decision:
    """May `user` give or take `role_name`? Nobody changes their own roles."""
    decision = holds(user, Permission.MANAGE_ROLES)
    if not decision:
        return decision
    if user.pk == target.pk:
        return Decision(False, gettext_noop("Nobody changes their own roles."))
    return YES
