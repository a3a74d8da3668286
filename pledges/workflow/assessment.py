"""What the association concludes, after the commune had its say."""

from ledger.steps import Step, StepTable, gettext_noop

ASSESSMENT = StepTable(
    kind="assessment",
    label=gettext_noop("Assessment"),
    states={
        "draft": gettext_noop("draft"),
        "notified": gettext_noop("notified to the commune"),
        "published": gettext_noop("published"),
        "superseded": gettext_noop("superseded"),
    },
    public_states=frozenset({"published", "superseded"}),
    steps=(
        Step(
            name="notify",
            sources=("draft",),
            target="notified",
            permission="assess",
            who=gettext_noop("moderator"),
            label=gettext_noop("Notify the commune"),
            guards=("conflict", "sourced", "about_published"),
            next_turn=gettext_noop("the commune, which may reply"),
            notifies=True,
            undo=True,
        ),
        Step(
            name="take_back",
            sources=("notified",),
            target="draft",
            permission="assess",
            who=gettext_noop("moderator"),
            label=gettext_noop("Take back"),
            needs=("reason",),
            guards=("conflict",),
            next_turn=gettext_noop("its author"),
            notifies=True,
            undo=True,
        ),
        Step(
            name="publish",
            sources=("notified",),
            target="published",
            permission="assess",
            who=gettext_noop("a second moderator"),
            label=gettext_noop("Publish the assessment"),
            guards=(
                "four_eyes",
                "conflict",
                "freeze",
                "sourced",
                "about_published",
                "reply_or_deadline",
            ),
            notifies=True,
            undo=True,
        ),
        Step(
            name="supersede",
            sources=("published",),
            target="superseded",
            permission="assess",
            who=gettext_noop("the next assessment, when it is published"),
            label=gettext_noop("Superseded by the next assessment"),
            guards=("by_the_next",),
        ),
    ),
)

# A reply has no steps: it is written until its deadline, then stands.
REPLY = StepTable(
    kind="reply",
    label=gettext_noop("Reply"),
    states={"given": gettext_noop("given")},
    steps=(),
    public_states=frozenset({"given"}),
)
