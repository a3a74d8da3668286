"""Erase a person: say where they are, then do it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger.refusals import Refusal
from pledges.actions.erasing import erase_person, is_erased
from pledges.actions.letting_in import forget_asker
from pledges.queries.letting_in import requests_by
from pledges.queries.persons import everywhere, person_of


class Command(BaseCommand):
    help = (
        "List every place where the person of EMAIL is and what erasure does there; with --apply,"
        " erase them. What they did stays, by « a person who was erased »; the ledger still holds."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--apply", action="store_true", help="erase; cannot be undone")
        parser.add_argument("--dry-run", action="store_true", help="only list (the default)")
        parser.add_argument("--reason", default="", help="kept in the ledger: name nobody")

    def handle(self, *args, email, apply, dry_run, reason, **options):
        person = person_of(email)
        if person is None and requests_by(email):
            self._asker(email, apply)
            return
        if person is None or all(is_erased(one) for one in person.accounts):
            raise CommandError("nobody has this address", returncode=2)
        if apply and dry_run:
            raise CommandError("--apply or --dry-run, not both", returncode=2)
        try:
            places = (
                erase_person(person=person, reason=reason) if apply else list(everywhere(person))
            )
        except Refusal as refusal:
            raise CommandError(_(str(refusal.reason)), returncode=2) from refusal
        for place in places:
            self.stdout.write(self._line(place))
        for user in person.accounts:
            if len(user.name.split()) < 2:
                self.stdout.write("a name of one word is not looked for in texts: only the e-mail")
        if not apply:
            self.stdout.write("nothing was changed: --apply erases")

    def _asker(self, email: str, apply: bool) -> None:
        """Somebody who asked for access and never had an account."""
        self.stdout.write(f"emptied: pledges.AccessRequest: {requests_by(email).count()}")
        if apply:
            forget_asker(email)
        else:
            self.stdout.write("nothing was changed: --apply erases")

    def _line(self, place) -> str:
        line = f"{place.how}: {place.place}: {place.count}"
        if place.keys:
            shown = ", ".join(str(key) for key in place.keys[:20])
            line += f" (rows {shown}{'…' if len(place.keys) > 20 else ''})"
        return f"{line} – {place.why}" if place.why else line
