"""Management commands of communes."""
