"""A letter when two rows tell of the same one, or when its list was entered twice."""

from django.db import transaction

from accounts.permissions import Permission
from accounts.policies import holds, role_of
from ledger.applying import edit
from ledger.moving import Move, put
from ledger.refusals import NotAllowed
from letters.enums import PassageDecision
from letters.models import Letter, Passage


def moves_of_list(gone_id: int, kept_id: int) -> list[Move]:
    """Letters of a list that go to the other, those set aside included."""
    letters = Letter.objects.filter(electoral_list=gone_id).order_by("pk")
    here = {"electoral_list_id": (gone_id, kept_id)}
    return [Move("letter", letter.pk, here) for letter in letters]


def moves_of_letter(gone: Letter, kept: Letter) -> list[Move]:
    """The pointer alone: a letter's files, text and passages are its own, and stay with it."""
    return [Move("letter", gone.pk, {"duplicate_of_id": (None, kept.pk)})]


@transaction.atomic
def move_letter(move: Move, *, by, step: str, reason: str) -> None:
    """Make one move as a new version of the letter, with its entry; no state moves."""
    decision = holds(by, Permission.MERGE)
    if not decision:
        raise NotAllowed(decision.reason)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=move.key)
    put(letter, move)
    edit(kind="letter", obj=letter, by=by, role=role_of(by), step=step, reason=reason)


def same_passage(letter: Letter, passage: Passage) -> Passage | None:
    """The confirmed passage of `letter` that says exactly the words of `passage`."""
    latest = letter.latest
    if latest is None:
        return None
    confirmed = latest.passages.filter(decision=PassageDecision.CONFIRMED, quote=passage.quote)
    return confirmed.order_by("start").first()
