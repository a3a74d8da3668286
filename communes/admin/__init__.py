"""The desk of communes: territories and lists; contacts and ties. It decides nothing."""

from communes.admin import people, queue, territories

__all__ = ["people", "queue", "territories"]
