"""Roles: a table, in order of what they may do. Synced to Django groups by name.

Prose is shown to whoever gives the role; it says who may hold it.
"""

from dataclasses import dataclass

from accounts.permissions import Permission as P
from ledger.steps import gettext_noop


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    label: str
    prose: str
    permissions: frozenset[P]
    staff: bool = False


_API = frozenset({P.API_QUOTA})
_CONTACT = frozenset({P.REPORT, P.PROPOSE_CORRECTION})
_VOLUNTEER = frozenset(
    {
        P.SEE_DESK,
        P.FILE_LETTER,
        P.READ_LETTER,
        P.DRAFT_COMMITMENT,
        P.ADD_EVIDENCE,
        P.RECORD_SIGNATURE,
        P.PROPOSE_CORRECTION,
    }
)
_MODERATOR = _VOLUNTEER | {
    P.REVIEW,
    P.ASSESS,
    P.VERIFY_SIGNATURE,
    P.DECIDE_REPORT,
    P.SET_ASIDE_LETTER,
    P.CHECK_REDACTION,
    P.INVITE_CONTACT,
    P.MANAGE_SOLICITATION,
    P.MERGE,
}
_COORDINATOR = _MODERATOR | {
    P.MANAGE_ELECTION,
    P.MANAGE_PACT,
    P.MANAGE_ROLES,
    P.WITHDRAW,
    P.REDACT,
    P.IMPORT,
}

ROLES: tuple[Role, ...] = (
    Role(
        "api_client",
        gettext_noop("API client"),
        gettext_noop("A program that reads public data with a token and a higher quota."),
        _API,
    ),
    Role(
        "contact",
        gettext_noop("Municipal contact"),
        gettext_noop(
            "An elected official or agent who speaks for a territory, between two dates. Reports on"
            " its lists' commitments, replies to assessments, proposes corrections."
        ),
        _CONTACT,
    ),
    Role(
        "volunteer",
        gettext_noop("Volunteer"),
        gettext_noop(
            "A member of the association who files letters, reads them and drafts commitments."
            " Decides nothing."
        ),
        _VOLUNTEER,
        staff=True,
    ),
    Role(
        "moderator",
        gettext_noop("Moderator"),
        gettext_noop(
            "A member the association trusts to decide: verify, publish, return, decline, assess."
            " Never decides on their own work."
        ),
        frozenset(_MODERATOR),
        staff=True,
    ),
    Role(
        "coordinator",
        gettext_noop("Coordinator"),
        gettext_noop(
            "Answers for the site before the association: pacts, elections, roles, withdrawals,"
            " redaction, erasure and imports. Give it to two people at least."
        ),
        frozenset(_COORDINATOR),
        staff=True,
    ),
)
BY_NAME = {role.name: role for role in ROLES}


def permissions_of(role_names) -> frozenset[P]:
    """Union of the permissions of the named roles; unknown names hold nothing."""
    held: frozenset[P] = frozenset()
    for name in role_names:
        if name in BY_NAME:
            held |= BY_NAME[name].permissions
    return held


def highest(role_names) -> str:
    """Name of the role that may do most among `role_names`, "" when there is none."""
    held = set(role_names)
    return next((role.name for role in reversed(ROLES) if role.name in held), "")
