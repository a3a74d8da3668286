"""Writes: the only hands on the state of commitments and what follows them."""
