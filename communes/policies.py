"""May they? Elections, lists, contacts, conflicts; and is this a time of silence?"""

from datetime import datetime

from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import NO_ROLE, YES, Decision, holds
from communes.queries import frozen_until
from ledger.steps import gettext_noop

FROZEN = gettext_noop("Nothing is published from the eve of a round until the polls close.")


def may_manage_elections(user) -> Decision:
    """May they create elections and rounds, and correct lists, outcomes and mergers?"""
    return holds(user, Permission.MANAGE_ELECTION)


def may_import(user) -> Decision:
    """May they load official files?"""
    return holds(user, Permission.IMPORT)


def may_invite_contact(user) -> Decision:
    """May they say who speaks for a territory?"""
    return holds(user, Permission.INVITE_CONTACT)


def may_declare_conflict(user, about) -> Decision:
    """May `user` declare, or end, a tie of `about`? One's own always; others', a coordinator."""
    decision = holds(user, Permission.SEE_DESK)
    if not decision or user.pk == about.pk:
        return decision
    return YES if holds(user, Permission.MANAGE_ROLES) else NO_ROLE


def may_publish_now(election=None, at: datetime | None = None) -> Decision:
    """Is publishing allowed at this moment for this election (None: for all of them)?"""
    return Decision(False, FROZEN) if frozen_until(election, at or timezone.now()) else YES
