"""The desk of communes: territories and lists; contacts and ties. It decides nothing."""

from communes.admin import people, territories

__all__ = ["people", "territories"]
