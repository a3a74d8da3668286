"""What becomes of contacts and commitments when a mandate does not go on as it began."""

from ledger.steps import Step, StepTable, gettext_noop

_GUARDS = ("territory_conflict", "freeze")

MANDATE_CHANGE = StepTable(
    kind="mandate_change",
    label=gettext_noop("Change of mandate"),
    states={
        "prepared": gettext_noop("prepared"),
        "in_force": gettext_noop("in effect"),
        "lifted": gettext_noop("lifted"),
        "dropped": gettext_noop("dropped"),
    },
    steps=(
        Step(
            name="apply",
            sources=("prepared",),
            target="in_force",
            permission="manage_election",
            who=gettext_noop("coordinator, not who prepared it"),
            label=gettext_noop("Put in force"),
            needs=("reason",),
            guards=("four_eyes", *_GUARDS),
            next_turn=gettext_noop("the commune, whose page says so"),
            public_reason=True,
            notifies=True,
        ),
        Step(
            name="drop",
            sources=("prepared",),
            target="dropped",
            permission="manage_election",
            who=gettext_noop("coordinator"),
            label=gettext_noop("Drop it"),
            needs=("reason",),
            guards=("territory_conflict",),
        ),
        Step(
            name="lift",
            sources=("in_force",),
            target="lifted",
            permission="manage_election",
            who=gettext_noop("coordinator, not who put it in force"),
            label=gettext_noop("Lift, and put everything back"),
            needs=("reason",),
            guards=("not_who_applied", *_GUARDS),
            next_turn=gettext_noop("the commune"),
            public_reason=True,
            notifies=True,
        ),
    ),
)
