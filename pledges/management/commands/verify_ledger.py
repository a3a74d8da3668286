"""Prove the ledger: chains recomputed, and every row equal to its last entry."""

from django.core.management.base import BaseCommand, CommandError

from ledger.verify import broken_chains, disagreements
from letters.models import Letter, Passage, PublicText
from pledges.models import (
    AccessRequest,
    Assessment,
    Commitment,
    Correction,
    Extension,
    MandateChange,
    Merge,
    Reply,
    Report,
    Signature,
    Solicitation,
)

KINDS = {
    "letter": Letter,
    "letter_text": PublicText,
    "commitment": Commitment,
    "correction": Correction,
    "signature": Signature,
    "solicitation": Solicitation,
    "report": Report,
    "assessment": Assessment,
    "reply": Reply,
    "extension": Extension,
    "access_request": AccessRequest,
    "mandate_change": MandateChange,
    "merge": Merge,
}


class Command(BaseCommand):
    help = "Exit 0 if the ledger and all rows agree, 1 with the first differences."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="print every difference")

    def handle(self, *args, **options):
        found = 0
        for sentence in self._differences():
            self.stderr.write(sentence)
            found += 1
            if not options["all"]:
                break
        if found:
            raise CommandError("the ledger does not hold")
        self.stdout.write("the ledger holds: every chain and every row agree")

    def _differences(self):
        yield from broken_chains()
        for kind, model in KINDS.items():
            rows = (
                (obj.ref, obj.version, obj.state, obj.snapshot())
                for obj in model.objects.order_by("pk").iterator(chunk_size=500)
            )
            yield from disagreements(kind, rows)
        passages = Passage.objects.select_related("letter_version__letter").order_by("pk")
        decided = (
            (one.ref, one.version, one.decision, one.snapshot())
            for one in passages.iterator(chunk_size=500)
        )
        yield from disagreements("passage", decided)
