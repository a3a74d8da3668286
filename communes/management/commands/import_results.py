"""Imports what became of the lists of an election."""

from communes.importers.results import import_results
from communes.management.importing import CODES, ElectionImportCommand


class Command(ElectionImportCommand):
    help = (
        "Import the Interior Ministry's results by commune, of either round: majority, minority,"
        f" no seat. What a person said of a list is kept. {CODES}"
    )
    reads = staticmethod(import_results)
