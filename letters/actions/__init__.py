"""Writes on letters and passages; the only hands on their state."""
