"""Two accounts of one person: the account left over is closed, and leads to the other."""

from django.db import transaction

from accounts.actions.people import close_account, record_change, reopen_account
from accounts.actions.roles import set_roles
from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from ledger.moving import Move, put
from ledger.refusals import NotAllowed

CONTACT = "contact"


def moves_of_account(gone: User, kept: User) -> list[Move]:
    """The role of contact, the pointer to the account kept, and the closing; never more rights."""
    moves = []
    if CONTACT in gone.role_names and CONTACT not in kept.role_names:
        moves.append(Move("role", kept.pk, {CONTACT: (False, True)}))
    moves.append(Move("user", gone.pk, {"duplicate_of_id": (None, kept.pk)}))
    if gone.is_active:
        moves.append(Move("account", gone.pk, {"is_active": (True, False)}))
    return moves


@transaction.atomic
def move_account(move: Move, *, by, step: str, reason: str) -> None:
    """Make one move of `moves_of_account`, or undo it."""
    decision = holds(by, Permission.MANAGE_ROLES)
    if not decision:
        raise NotAllowed(decision.reason)
    if move.table == "role":
        _give_or_take(move, by)
        return
    if move.table == "account":
        _before, active = move.columns["is_active"]
        switch = reopen_account if active else close_account
        switch(user_id=move.key, by=by, reason=reason)
        return
    user = User.objects.select_for_update(of=("self",)).get(pk=move.key)
    put(user, move)
    user.save(update_fields=list(move.columns))
    record_change(user, step=step, by=by, reason=reason)


def _give_or_take(move: Move, by) -> None:
    user = User.objects.get(pk=move.key)
    _before, held = move.columns[CONTACT]
    roles = set(user.role_names)
    set_roles(user_id=user.pk, roles=roles | {CONTACT} if held else roles - {CONTACT}, by=by)
