"""May they? Elections, lists, contacts, conflicts; and is this a time of silence?"""

from datetime import datetime

from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import YES, Decision, holds
from communes.queries import frozen_until
from ledger.steps import gettext_noop

NOT_YOURS = gettext_noop("You do not speak for this territory any more.")
OWN_TIE = gettext_noop("Nobody ends their own conflict of interest.")
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


def may_stop_speaking(user, contact) -> Decision:
    """Who speaks for a territory may always stop, and nobody may stop it in their name."""
    return YES if user.pk == contact.user_id else Decision(False, NOT_YOURS)


def may_declare_conflict(user, about) -> Decision:
    """May `user` declare a tie of `about`? Their own always; another's, who manages roles."""
    decision = holds(user, Permission.SEE_DESK)
    if not decision or user.pk == about.pk:
        return decision
    return holds(user, Permission.MANAGE_ROLES)


def may_end_conflict(user, about) -> Decision:
    """May `user` end a tie of `about`? Never one's own, or it would stop nobody."""
    decision = holds(user, Permission.MANAGE_ROLES)
    if decision and user.pk == about.pk:
        return Decision(False, OWN_TIE)
    return decision


def may_publish_now(election=None, at: datetime | None = None) -> Decision:
    """Is publishing allowed at this moment for this election (None: for all of them)?"""
    return Decision(False, FROZEN) if frozen_until(election, at or timezone.now()) else YES
