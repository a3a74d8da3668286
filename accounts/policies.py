"""May they? Answers are Decisions: truthy or not, with the sentence that says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.permissions import Permission
from accounts.roles import highest, permissions_of
from ledger.steps import Step, StepTable, gettext_noop


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
    # Moderators invite municipal contacts; every other role is a coordinator's to give.
    inviting = role_name == "contact" and holds(user, Permission.INVITE_CONTACT)
    decision = YES if inviting else holds(user, Permission.MANAGE_ROLES)
    if not decision:
        return decision
    if user.pk == target.pk:
        return Decision(False, gettext_noop("Nobody changes their own roles."))
    return YES


def may_handle_invitation(user, invited) -> Decision:
    """May `user` send, send again or revoke the invitation of `invited`, given their roles?

    A moderator invites municipal contacts; whoever may enter the desk, a coordinator.
    """
    if holds(user, Permission.MANAGE_ROLES):
        return YES
    return holds(user, Permission.INVITE_CONTACT) if invited.role_names == {"contact"} else NO_ROLE


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that leaves from the object's present state, and whether this person may take it."""

    step: Step
    decision: Decision


Guard = Callable[[Any, Any], Decision]


def decide(obj, step: Step, user, guards: Mapping[str, Guard]) -> Decision:
    """Role first, then the rules above the table, in the order the step names them."""
    decision = holds(user, step.permission)
    for name in step.guards:
        if not decision:
            break
        decision = guards[name](obj, user)
    return decision


def offered(table: StepTable, obj, user, guards: Mapping[str, Guard]) -> list[OfferedStep]:
    """Steps from the object's state, each with its decision, in table order."""
    return [
        OfferedStep(step, decide(obj, step, user, guards)) for step in table.from_state(obj.state)
    ]


NOT_YOURS_TO_UNDO = Decision(
    False, gettext_noop("Who decided this, or a coordinator, may undo it.")
)


def may_undo(
    obj, step: Step, actor_ref: str, back_to: str, user, table: StepTable, guards
) -> Decision:
    """May `user` take back `step`, decided by `actor_ref`, so that `obj` is `back_to` again?

    Who decided must still hold the role it took. During a silence nothing is shown again by an
    undo that a step would not show; taking something off the site is always open.
    """
    decision = holds(user, step.permission)
    if decision and actor_ref != user.ref and not holds(user, Permission.WITHDRAW):
        return NOT_YOURS_TO_UNDO
    rules = [name for name in ("conflict", "freeze") if name in guards]
    for name in rules:
        concerned = table.shows(back_to) if name == "freeze" else name in step.guards
        if decision and concerned:
            decision = guards[name](obj, user)
    return decision


FOUR_EYES = Decision(
    False, gettext_noop("You wrote or last changed this: someone else must decide (four eyes).")
)


def four_eyes(obj, user) -> Decision:
    """Who decides is neither the author of the item nor of the last change of its words."""
    authors = {obj.created_by_id, getattr(obj, "content_by_id", None)}
    return FOUR_EYES if user.pk in authors else YES


NO_TOKEN = Decision(False, gettext_noop("A token is for those who hold a role here."))
NOT_YOURS = Decision(False, gettext_noop("This token is somebody else's."))
READ_ONLY_ROLE = Decision(False, gettext_noop("Your role has no step to take: ask a read token."))


def may_make_token(user, owner, scope: str) -> Decision:
    """May `user` make a token of `owner`? Whoever holds a role, for themselves.

    A coordinator makes read tokens for others, never one that acts in somebody else's name.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return INACTIVE
    if user.pk != owner.pk and not (scope == "read" and holds(user, Permission.MANAGE_ROLES)):
        return NOT_YOURS
    held = permissions_of(owner.role_names)
    if not held:
        return NO_TOKEN
    return READ_ONLY_ROLE if scope == "workflow" and held <= {Permission.API_QUOTA} else YES


def may_revoke_token(user, token) -> Decision:
    """Its owner, or a coordinator."""
    if user.pk == token.user_id or holds(user, Permission.MANAGE_ROLES):
        return YES
    return NOT_YOURS
