"""Two rows that tell of the same list, person or letter: proposed, merged, undone, or not so."""

from ledger.steps import Step, StepTable, gettext_noop

_GUARDS = ("home", "conflict", "freeze")

MERGE = StepTable(
    kind="merge",
    label=gettext_noop("Merge of duplicates"),
    states={
        "proposed": gettext_noop("proposed"),
        "merged": gettext_noop("merged into one"),
        "undone": gettext_noop("undone"),
        "dismissed": gettext_noop("not a duplicate"),
    },
    steps=(
        Step(
            name="merge",
            sources=("proposed",),
            target="merged",
            permission="merge",
            who=gettext_noop("moderator (letters) or coordinator, not who proposed it"),
            label=gettext_noop("Merge"),
            guards=("four_eyes", *_GUARDS),
        ),
        Step(
            name="dismiss",
            sources=("proposed",),
            target="dismissed",
            permission="merge",
            who=gettext_noop("moderator"),
            label=gettext_noop("Not a duplicate"),
            guards=("kind", "conflict"),
        ),
        Step(
            name="unmerge",
            sources=("merged",),
            target="undone",
            permission="merge",
            who=gettext_noop("moderator (letters) or coordinator"),
            label=gettext_noop("Undo the merge"),
            needs=("reason",),
            guards=_GUARDS,
        ),
        Step(
            name="reconsider",
            sources=("dismissed", "undone"),
            target="proposed",
            permission="merge",
            who=gettext_noop("moderator"),
            label=gettext_noop("Propose again"),
            guards=("kind", "conflict"),
            next_turn=gettext_noop("somebody else, who merges"),
        ),
    ),
)
