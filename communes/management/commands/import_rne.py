"""Imports the mayors of the national register of elected officials."""

from communes.importers.rne import import_rne
from communes.management.importing import CODES, ImportCommand


class Command(ImportCommand):
    help = (
        "Import the mayors of the national register of elected officials (RNE), from its file of"
        f" mayors or of municipal councillors. Birth dates are not read. {CODES}"
    )

    def importer(self, **options):
        return import_rne
