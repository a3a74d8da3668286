"""Which ones? Every door reads through here, so that all show the same things."""
