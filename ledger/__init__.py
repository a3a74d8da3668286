"""The ledger: what was decided, by whom, when. Written by all, depends on none."""
