"""Requests of erasure: each is the mails that told the coordinators of it, and nothing else."""

from django.db.models import QuerySet

from pledges.models import OutboxMail
from pledges.queries.persons import Person

KIND, STEP = "erasure", "ask"


def requests_of(person: Person) -> QuerySet[OutboxMail]:
    """The mails about the person's request, the first one first."""
    refs = [one.ref for one in person.accounts]
    return OutboxMail.objects.filter(object_kind=KIND, object_ref__in=refs).order_by("pk")
