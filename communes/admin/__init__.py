"""The desk of communes: territories and lists; contacts and ties. It decides nothing."""

from communes.admin import elections, people, queue, territories

__all__ = ["elections", "people", "queue", "territories"]
