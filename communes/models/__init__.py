"""The rows: territories, elections and their lists, mandates, contacts and conflicts."""

from communes.models.contact import ConflictOfInterest, Contact
from communes.models.council import Mandate
from communes.models.election import Candidate, Election, ElectoralList, Round
from communes.models.territory import (
    Commune,
    Department,
    Intercommunality,
    Membership,
    Region,
    Succession,
)

__all__ = [
    "Candidate",
    "Commune",
    "ConflictOfInterest",
    "Contact",
    "Department",
    "Election",
    "ElectoralList",
    "Intercommunality",
    "Mandate",
    "Membership",
    "Region",
    "Round",
    "Succession",
]
