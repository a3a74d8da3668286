"""Lines of the desk's work queue about letters."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_site import QueueLine, register_queue
from accounts.permissions import Permission
from accounts.policies import holds
from letters import queries
from letters.models import PublicText


@register_queue
def letters_queue(user) -> list[QueueLine]:
    """What waits about letters: to read, mine, left by their reader, without text or list."""
    letters = queries.standing_letters()
    anyone = _("volunteers")
    checker = _("me") if holds(user, Permission.CHECK_REDACTION) else _("moderators")
    texts = PublicText.objects.filter(state="proposed")
    if checker == _("me"):
        # Four eyes: what I proposed waits for someone else.
        texts = texts.exclude(proposed_by=user)
    received = letters.filter(state="received")
    expired = queries.claims_expired(letters)
    return [
        _line(_("Letters to read"), received, "letter", "state=received", anyone),
        _line(_("Letters I am reading"), queries.held_by(letters, user), "letter", "need=mine"),
        _line(_("Letters whose reader left"), expired, "letter", "need=expired", anyone),
        _line(
            _("Letters to transcribe"),
            queries.to_transcribe(letters),
            "letter",
            "need=transcription",
            anyone,
        ),
        _line(
            _("Letters without list"), queries.without_list(letters), "letter", "need=list", anyone
        ),
        _line(_("Public texts to check"), texts, "publictext", "state=proposed", checker),
    ]


def _line(label: str, found, model: str, query: str, whose: str = "") -> QueueLine:
    counted = found.aggregate(n=Count("pk"), oldest=Min("state_at"))
    address = reverse(f"admin:letters_{model}_changelist")
    return QueueLine(label, counted["n"], counted["oldest"], f"{address}?{query}", whose or _("me"))
