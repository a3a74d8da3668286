"""The moderators' desk: tables, forms and buttons over the actions. It decides nothing."""

from pledges.admin import commitments, mandate, merges, outbox, pacts, queue, signing

__all__ = ["commitments", "mandate", "merges", "outbox", "pacts", "queue", "signing"]
