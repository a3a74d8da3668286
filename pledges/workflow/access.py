"""Somebody of a town hall who has no account asks for one; no one opens it for themselves."""

from ledger.steps import Step, StepTable, gettext_noop

ACCESS_REQUEST = StepTable(
    kind="access_request",
    label=gettext_noop("Request for access"),
    states={
        "requested": gettext_noop("asked for"),
        "accepted": gettext_noop("access given"),
        "refused": gettext_noop("access refused"),
        "cancelled": gettext_noop("taken back"),
    },
    steps=(
        Step(
            name="accept",
            sources=("requested",),
            target="accepted",
            permission="invite_contact",
            who=gettext_noop("moderator"),
            label=gettext_noop("Accept, and invite"),
            needs=("checked_with",),
            guards=("territory_conflict",),
            next_turn=gettext_noop("the person invited, who signs in"),
            notifies=True,
        ),
        Step(
            name="refuse",
            sources=("requested",),
            target="refused",
            permission="invite_contact",
            who=gettext_noop("moderator"),
            label=gettext_noop("Refuse, and say why"),
            needs=("reason",),
            guards=("territory_conflict",),
            notifies=True,
        ),
        # Of a hand-over alone: a request made without an account has no author.
        Step(
            name="cancel",
            sources=("requested",),
            target="cancelled",
            permission="report",
            who=gettext_noop("the municipal contact who hands over"),
            label=gettext_noop("Cancel"),
            guards=("author",),
            notifies=True,
        ),
    ),
)
