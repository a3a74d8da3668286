"""The moderators' desk: tables, forms and buttons over the actions. It decides nothing."""

from pledges.admin import (
    commitments,
    corrections,
    drafting,
    mandate,
    merges,
    outbox,
    pacts,
    queue,
    reasons,
    signing,
    visibility,
)

__all__ = [
    "commitments",
    "corrections",
    "drafting",
    "mandate",
    "merges",
    "outbox",
    "pacts",
    "queue",
    "reasons",
    "signing",
    "visibility",
]
