"""May they? The rules above the letters' tables, and those shared with pledges."""

from accounts.permissions import Permission
from accounts.policies import YES, Decision, OfferedStep, decide, holds, may_undo, offered
from communes.policies import may_publish_now
from communes.queries import has_conflict
from ledger.models import Entry
from ledger.reading import history_of
from ledger.steps import Step, gettext_noop
from letters.models import Letter, PublicText
from letters.queries import undecided_passages
from letters.workflow import LETTER, TEXT

CONFLICT = Decision(
    False, gettext_noop("You declared a tie to this commune or list: someone else must decide.")
)
NOT_HOLDER = Decision(
    False, gettext_noop("You are not reading this letter: claim it or take it over first.")
)
UNDECIDED = Decision(
    False, gettext_noop("Some passages are not decided yet: confirm or reject each of them.")
)
DUPLICATE = Decision(False, gettext_noop("This letter was merged into another: work on that one."))
NO_TEXT = Decision(False, gettext_noop("This letter has no text yet: transcribe it first."))
SAME_PERSON = Decision(
    False, gettext_noop("You proposed this public text: a second person must check the masks.")
)


def no_conflict(obj, user) -> Decision:
    """A declared tie to the commune or the list refuses the decision."""
    tied = obj.electoral_list is not None and has_conflict(user, electoral_list=obj.electoral_list)
    return CONFLICT if tied else YES


def _holder(letter: Letter, user) -> Decision:
    return YES if letter.holder_id == user.pk else NOT_HOLDER


def _every_passage_decided(letter: Letter, _user) -> Decision:
    latest = letter.latest
    if latest is None or not latest.text:
        return NO_TEXT
    return UNDECIDED if undecided_passages(latest).exists() else YES


def _second_person(text: PublicText, user) -> Decision:
    """Neither who proposed the copy nor who last drew its masks, even if another proposed it."""
    if text.proposed_by_id == user.pk:
        return SAME_PERSON
    drawn = history_of(TEXT.kind, text.ref).filter(step__in=["create", "edit"]).last()
    return SAME_PERSON if drawn and drawn.actor_ref == user.ref else YES


LETTER_GUARDS = {
    "holder": _holder,
    "every_passage_decided": _every_passage_decided,
    "conflict": no_conflict,
}

TEXT_GUARDS = {
    "four_eyes": _second_person,
    "conflict": lambda text, user: no_conflict(text.letter, user),
    "freeze": lambda text, _user: may_publish_now(text.letter.election),
}


def may_step(obj: Letter | PublicText, step: Step, user) -> Decision:
    """May `user` take `step` on this letter or public text?"""
    letter = obj if isinstance(obj, Letter) else obj.letter
    if letter.duplicate_of_id:
        return DUPLICATE
    guards = LETTER_GUARDS if isinstance(obj, Letter) else TEXT_GUARDS
    return decide(obj, step, user, guards)


def available_steps(obj: Letter | PublicText, user) -> list[OfferedStep]:
    """Steps from the present state with their decisions; what buttons are drawn from."""
    if isinstance(obj, Letter):
        return offered(LETTER, obj, user, LETTER_GUARDS)
    return offered(TEXT, obj, user, TEXT_GUARDS)


def may_undo_step(obj: Letter | PublicText, step: Step, entry: Entry, user) -> Decision:
    """May `user` take back the decision told by `entry`?"""
    letter = isinstance(obj, Letter)
    table, guards = (LETTER, LETTER_GUARDS) if letter else (TEXT, TEXT_GUARDS)
    return may_undo(obj, step, entry.actor_ref, entry.from_state, user, table, guards)


def may_file(user) -> Decision:
    """May they file a letter, add a version, type its text, say which list it comes from?"""
    return holds(user, Permission.FILE_LETTER)


def may_read(user, letter: Letter) -> Decision:
    """May they decide about passages? The reader who holds the letter, and nobody else."""
    decision = holds(user, Permission.READ_LETTER)
    if not decision:
        return decision
    return YES if letter.state == "being_read" and letter.holder_id == user.pk else NOT_HOLDER
