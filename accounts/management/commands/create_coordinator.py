"""Make the first coordinator, from the machine itself."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions.roles import create_user
from accounts.models import User


class Command(BaseCommand):
    help = "Create a coordinator; they choose their password by code, then their second factor."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--dry-run", action="store_true", help="check, create nothing")

    def handle(self, *args, email, name, dry_run, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address", returncode=2) from None
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} already has an account", returncode=1)
        if not dry_run:
            user = create_user(email=email, name=name, roles=["coordinator"])
            self.stdout.write(f"created {user.ref}")
