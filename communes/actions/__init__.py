"""The only hands that write here: keyword-only functions named by a verb."""
