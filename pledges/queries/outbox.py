"""Mails of the outbox as the desk reads them."""

import itertools
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.differences import Part, compared
from letters.models import Letter, PublicText
from pledges.models import (
    AccessRequest,
    Assessment,
    Commitment,
    Correction,
    Extension,
    MandateChange,
    OutboxMail,
    Reply,
    Report,
    Signature,
    Solicitation,
)

_ABOUT: dict[str, type] = {
    "letter": Letter,
    "letter_text": PublicText,
    "commitment": Commitment,
    "correction": Correction,
    "signature": Signature,
    "solicitation": Solicitation,
    "report": Report,
    "assessment": Assessment,
    "extension": Extension,
    "reply": Reply,
    "access_request": AccessRequest,
    "mandate_change": MandateChange,
}


@dataclass(frozen=True, slots=True)
class Rewording:
    """One change of the words of a mail: the version it made, subject and text compared."""

    version: int
    subject: tuple[Part, ...]
    body: tuple[Part, ...]


def mails_for_desk() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.select_related("recipient", "asker")


def about(mail: OutboxMail):
    """The object a mail tells of, None when it tells of something else."""
    model = _ABOUT.get(mail.object_kind)
    return model and model._default_manager.filter(ref=mail.object_ref).first()  # type: ignore[attr-defined]


def rewordings(mail: OutboxMail) -> list[Rewording]:
    """What people changed in its words, newest first."""
    words = [(one.version, one.subject, one.body) for one in mail.wordings.all()]
    words.append((mail.version, mail.subject, mail.body))
    changed = [
        Rewording(after[0], compared(before[1], after[1]), compared(before[2], after[2]))
        for before, after in itertools.pairwise(words)
    ]
    return changed[::-1]
