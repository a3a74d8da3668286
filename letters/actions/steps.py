"""Taking a step of a letter or of its public text."""

from datetime import timedelta

from django.utils import timezone

from accounts.policies import role_of
from ledger.applying import apply_step
from ledger.steps import StepTable
from ledger.undoing import undo_last
from letters.models import Letter, PublicText
from letters.policies import may_step, may_undo_step
from letters.workflow import LETTER, TEXT

CLAIM = timedelta(minutes=30)


def _hold(letter: Letter, by) -> None:
    letter.holder, letter.held_until = by, timezone.now() + CLAIM


def _let_go(letter: Letter, _by) -> None:
    letter.holder = letter.held_until = None


def _propose(text: PublicText, by) -> None:
    text.proposed_at, text.proposed_by = text.state_at, by
    text.checked_at = text.checked_by = None


def _check(text: PublicText, by) -> None:
    text.checked_at, text.checked_by = text.state_at, by


BEFORE = {
    "claim": _hold,
    "take_over": _hold,
    "reread": _hold,
    "release": _let_go,
    "finish": _let_go,
    "set_aside": _let_go,
    "propose_text": _propose,
    "publish_text": _check,
}
JOURNEYS: dict[str, tuple[StepTable, type]] = {
    "letter": (LETTER, Letter),
    "letter_text": (TEXT, PublicText),
}


def perform(*, kind: str, ref: str, step: str, by, version: int, reason: str = "", given=None):
    """Take `step` on the letter ("letter") or public text ("letter_text") called `ref`.

    Returns the fresh object. Raises Stale, IllegalStep, NotAllowed, Invalid; nothing moved then.
    """
    table, model = JOURNEYS[kind]
    hook = BEFORE.get(step)
    return apply_step(
        table=table,
        model=model,
        ref=ref,
        step_name=step,
        by=by,
        version=version,
        may=may_step,
        role_of=role_of,
        reason=reason,
        given=given,
        before_write=(lambda obj: hook(obj, by)) if hook else None,
    )


def undo(*, kind: str, ref: str, by, version: int):
    """Take back the last decision about the letter or public text called `ref`, in its time."""
    table, model = JOURNEYS[kind]
    return undo_last(
        table=table,
        model=model,
        ref=ref,
        by=by,
        version=version,
        may=may_undo_step,
        role_of=role_of,
    )
