"""More time to reply, asked by the commune once for each notification."""

from ledger.steps import Step, StepTable, gettext_noop

MOST_DAYS = 30

EXTENSION = StepTable(
    kind="extension",
    label=gettext_noop("More time to reply"),
    states={
        "requested": gettext_noop("asked for by the commune"),
        "granted": gettext_noop("granted"),
        "refused": gettext_noop("refused"),
        "lapsed": gettext_noop("lapsed"),
    },
    steps=(
        Step(
            name="grant",
            sources=("requested",),
            target="granted",
            permission="assess",
            who=gettext_noop("moderator"),
            label=gettext_noop("Grant more time"),
            guards=("conflict", "still_time"),
            next_turn=gettext_noop("the commune, which may reply"),
            notifies=True,
        ),
        Step(
            name="refuse",
            sources=("requested",),
            target="refused",
            permission="assess",
            who=gettext_noop("moderator"),
            label=gettext_noop("Refuse more time"),
            needs=("reason",),
            guards=("conflict",),
            next_turn=gettext_noop("the commune, which may reply"),
            notifies=True,
        ),
        Step(
            name="lapse",
            sources=("requested",),
            target="lapsed",
            permission="assess",
            who=gettext_noop("the assessment, when it is published or taken back"),
            label=gettext_noop("Lapsed with its assessment"),
            guards=("with_its_assessment",),
        ),
    ),
)
