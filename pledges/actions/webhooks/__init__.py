"""Webhooks: managed by their owners, filled from the public changes, sent by `tick`."""
