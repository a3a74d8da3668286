"""What becomes of a mail of the outbox. Its steps are the outbox's own: no policy of an object."""

from ledger.steps import Step, StepTable, gettext_noop

_WHO = gettext_noop("moderator")

MAIL = StepTable(
    kind="mail",
    label=gettext_noop("Mail"),
    states={
        "waiting": gettext_noop("waiting"),
        "sent": gettext_noop("sent"),
        "failed": gettext_noop("failed"),
        "bounced": gettext_noop("came back"),
        "cancelled": gettext_noop("stopped"),
    },
    steps=(
        Step(
            name="stop",
            sources=("waiting",),
            target="cancelled",
            permission="review",
            who=_WHO,
            label=gettext_noop("Stop this mail"),
        ),
        Step(
            name="let_leave",
            sources=("cancelled",),
            target="waiting",
            permission="review",
            who=_WHO,
            label=gettext_noop("Let it leave after all"),
        ),
        Step(
            name="try_again",
            sources=("failed", "bounced"),
            target="waiting",
            permission="review",
            who=_WHO,
            label=gettext_noop("Try again now"),
        ),
    ),
)

# Topic → the mails (kind, step) a person may put off or do without. Every other one is a duty.
TOPICS = {
    "published": (("commitment", "publish"), ("assessment", "publish")),
    "answers": (("report", "publish"),),
    "accuracy": (("accuracy", "ask"),),
}


def topic_of(kind: str, step: str) -> str:
    """The topic of a mail, "" for a duty."""
    return next((topic for topic, mails in TOPICS.items() if (kind, step) in mails), "")
