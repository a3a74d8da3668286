"""The moderators' desk: tables, forms and buttons over the actions. It decides nothing."""

from pledges.admin import (
    access,
    beginning,
    commitments,
    corrections,
    drafting,
    mandate,
    mandates,
    merges,
    outbox,
    pacts,
    queue,
    reasons,
    signing,
    visibility,
)

__all__ = [
    "access",
    "beginning",
    "commitments",
    "corrections",
    "drafting",
    "mandate",
    "mandates",
    "merges",
    "outbox",
    "pacts",
    "queue",
    "reasons",
    "signing",
    "visibility",
]
