"""Mails of the outbox as the desk reads them."""

import itertools
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet

from accounts.differences import Part, compared
from accounts.models import User
from accounts.newest import Newest, newest_of
from accounts.searching import begun_by, keys_with, words_in
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


def search_mails(mails: QuerySet[OutboxMail], q: str) -> QuerySet[OutboxMail]:
    """Mails by words of their subject or of who they are for, by the address of who asked for
    access, by the reference of what they tell of; to be shown newest first."""
    words, ref = [word for word in words_in(q) if len(word) > 1], q.strip().lower()
    ways = [Q(object_ref=ref)]
    asked = list(AccessRequest.objects.filter(email=ref).values_list("pk", flat=True))
    if asked:
        ways.append(Q(asker__in=asked, asker__isnull=False))
    if not words:
        return mails.filter(Q(*ways, _connector=Q.OR))
    told = begun_by("search_words", words)
    people = keys_with(User, "search_words", words)
    if people is None:
        ways.append(begun_by("recipient__search_words", words))
        return mails.filter(Q(told, *ways, _connector=Q.OR))
    ways.append(Q(recipient__in=people))
    # By keys, each from its own index: one OR over columns would have every mail read.
    by_words = partial(Newest.with_words, OutboxMail, "search_words", words)
    others = (partial(Newest.of, OutboxMail.objects.filter(way)) for way in ways)
    return newest_of(mails, Q(told, *ways, _connector=Q.OR), by_words, *others)


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
