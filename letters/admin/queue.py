"""Lines of the desk's work queue about letters."""

from functools import partial

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from accounts.policies import holds
from accounts.queueing import ME, OTHERS, Asked, QueueLine, register_queue
from communes.admin.queue import line
from letters import queries


@register_queue
def letters_queue(user, asked: Asked) -> list[QueueLine]:
    """What waits about letters: to read, mine, left by their reader, without text or list."""
    letters = queries.standing_letters()
    reads = bool(holds(user, Permission.READ_LETTER))
    of_letter = partial(
        line,
        asked,
        whose=_("volunteers"),
        turn=ME if reads else OTHERS,
        place="electoral_list",
        holder="holder",
    )
    mine = of_letter(
        queries.held_by(letters, user),
        _("Letters I am reading"),
        whose=_("me"),
        turn=ME,
        query="need=mine",
        holder="",
        named=True,
    )
    if asked.which == "mine":
        return mine
    if asked.which == "unclaimed":
        mine = []
    received = queries.to_read(letters)
    return [
        *mine,
        *of_letter(received, _("Letters to read"), query="state=received&kind__exact=list"),
        *of_letter(
            queries.claims_expired(letters),
            _("Letters whose reader left"),
            query="need=expired",
            holder="",
        ),
        *of_letter(
            [queries.to_transcribe(letters, [state]) for state in queries.OPEN],
            _("Letters to transcribe"),
            query="need=transcription",
        ),
        *of_letter(queries.without_list(letters), _("Letters without list"), query="need=list"),
        *_texts(user, asked),
    ]


def _texts(user, asked: Asked) -> list[QueueLine]:
    checks = bool(holds(user, Permission.CHECK_REDACTION))
    texts = queries.texts_to_check(user if checks else None)
    return line(
        asked,
        texts,
        _("Public texts to check"),
        _("moderators"),
        turn=ME if checks else OTHERS,
        query="state=proposed",
        place="letter__electoral_list",
    )
