"""Pacts, signatures, commitments and what follows them during the mandate."""
