"""What mails tell of a person's address: whether it takes them."""

from django.utils import timezone

from accounts.models import User


def mail_came_back(*, user_id: int, why: str) -> None:
    """Say on the person that their address refuses mails. No entry: the mail's own tells it."""
    User.objects.filter(pk=user_id).update(mail_refused_on=timezone.now(), mail_refused_why=why)


def mail_arrived(*, user_id: int) -> None:
    """Their address takes mails (again)."""
    refused = User.objects.filter(pk=user_id, mail_refused_on__isnull=False)
    refused.update(mail_refused_on=None, mail_refused_why="")
