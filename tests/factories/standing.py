"""How things stand: what must not have moved when a step was refused or broke."""

from ledger.models import Entry
from letters.actions.steps import JOURNEYS
from pledges.actions._apply import MODELS as PLEDGES
from pledges.models import OutboxMail

MODELS = {kind: model for kind, (_table, model) in JOURNEYS.items()} | PLEDGES


def standing(obj) -> tuple:
    """The stored row of `obj`, and how many entries and mails there are in all."""
    row = type(obj)._default_manager.filter(pk=obj.pk).values().get()
    return row, Entry.objects.count(), OutboxMail.objects.count()


def kind_of(obj) -> str:
    """The name of the table of steps `obj` follows."""
    return next(kind for kind, model in MODELS.items() if isinstance(obj, model))
