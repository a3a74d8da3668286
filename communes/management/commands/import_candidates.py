"""Imports the candidate lists of an election."""

from communes.importers.candidates import import_candidates
from communes.management.importing import CODES, ElectionImportCommand


class Command(ElectionImportCommand):
    help = f"Import the Interior Ministry's candidate lists. {CODES}"
    reads = staticmethod(import_candidates)
